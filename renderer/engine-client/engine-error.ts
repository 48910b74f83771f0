// Reads errors of engine calls: which code it was, and whether it was only the writer who stopped it.
import { ORPCError } from '@orpc/client'
import type { ErrorCode } from '../../engine/contract/index.ts'

type Detail = Readonly<Record<string, string | number | boolean | null>>

/** The contract's code, or INTERNAL for what nobody foresaw. */
export const errorCode = (error: unknown): ErrorCode | 'INTERNAL' => {
  if (!(error instanceof ORPCError)) return 'INTERNAL'
  if (error.code === 'BAD_REQUEST') return 'BAD_INPUT'
  return error.defined ? (error.code as ErrorCode) : 'INTERNAL'
}

/** The values that belong to the code, e.g. `{ rev }` of a CONFLICT; empty when there are none. */
export const errorDetail = (error: unknown): Detail =>
  error instanceof ORPCError && error.defined && error.data ? (error.data as Detail) : {}

/** True when the engine meant its message for the writer. */
export const isForeseen = (error: unknown): boolean => error instanceof ORPCError && error.defined

/** True when the caller's own signal ended the call: nothing to report. */
export const isAborted = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** How every call ends whose own signal was aborted, whatever the wire made of it. */
export const stopped = (): Error => new DOMException('The call was stopped.', 'AbortError')

export const engineGone = (): Error =>
  new ORPCError('ENGINE_GONE', {
    defined: true,
    status: 503,
    message: 'The engine has stopped and is being started again. What was saved is kept.',
    data: {},
  })
