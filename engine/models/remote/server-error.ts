// What can go wrong with a server that writes, as data; the words for it are others'.

export type ServerTrouble =
  /** Nobody answers at the address. */
  | 'unreachable'
  /** The key is wrong or missing. */
  | 'refused'
  /** Too many requests, or overloaded, also after waiting. */
  | 'busy'
  /** It stopped answering. */
  | 'timeout'
  /** The text is longer than the model can take in. */
  | 'too-long'
  /** The answer broke off or cannot be read. */
  | 'broken'
  /** It speaks, but not like an OpenAI server. */
  | 'unknown-server'
  | 'failed'

export class ServerError extends Error {
  override readonly name = 'ServerError'
  readonly trouble: ServerTrouble
  /** Of HTTP; 0 where there was no answer. */
  readonly status: number

  constructor(trouble: ServerTrouble, message: string, status = 0, options?: ErrorOptions) {
    super(message, options)
    this.trouble = trouble
    this.status = status
  }
}
