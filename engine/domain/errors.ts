// The one error type of the engine: a code that programs read, a message that people read, detail for both.

export const ERROR_CODES = [
  'BAD_INPUT',
  'CONFLICT',
  'DISK_FULL',
  'DOOR_CLOSED',
  'EMPTY_FILE',
  'ENGINE_GONE',
  'FILE_NOT_FOUND',
  'FILE_TOO_LARGE',
  'FILE_TOO_NEW',
  'FILE_UNREADABLE',
  'MODEL_FAILED',
  'MODEL_MISSING',
  'NOT_A_PROJECT',
  'NOT_FOUND',
  'NOT_TEXT',
  'NO_PROJECT',
  'PASSPHRASE_NEEDED',
  'PASSPHRASE_WRONG',
  'PROJECT_DAMAGED',
  'PROJECT_EXISTS',
  'PROJECT_LOCKED',
  'READ_ONLY',
  'SERVER_FAILED',
  'TOO_LITTLE_TEXT',
  'TRAINING_FAILED',
  'UNSUPPORTED_FORMAT',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** Plain values only: the detail crosses process boundaries. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | null>>

export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: ErrorCode
  readonly detail: ErrorDetail

  /** @param message one sentence: what happened, what was kept, what to do. */
  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.detail = detail
  }
}
