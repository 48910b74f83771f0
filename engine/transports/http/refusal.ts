// How the service says no: one error for every door, in the form that the door's clients read.
import type { ServerResponse } from 'node:http'
import { base } from '../../contract/base.ts'
import { EngineError } from '../../domain/errors.ts'
import { QueueFull } from './fair-queue.ts'

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: string
  readonly retryAfterSeconds: number | null

  constructor(status: number, code: string, message: string, retryAfterSeconds: number | null = null) {
    super(message)
    this.status = status
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** What may be told of any error: of one that nobody foresaw, only that it happened. */
export const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  if (error instanceof QueueFull)
    return new Refusal(429, 'queue_full', `${error.message} Try again later.`, error.retryAfterSeconds)
  if (error instanceof EngineError)
    return new Refusal(base['~orpc'].errorMap[error.code].status, error.code, error.message)
  return new Refusal(500, 'INTERNAL', 'The service failed here. Its log says more.')
}

const typeOf = (status: number): string => {
  if (status === 401) return 'authentication_error'
  if (status === 403) return 'permission_error'
  if (status === 429) return 'rate_limit_error'
  return status < 500 ? 'invalid_request_error' : 'server_error'
}

/** As OpenAI's clients read it; the two names at the top are for everybody else. */
export const refusalBody = ({ status, code, message }: Refusal): unknown => ({
  code,
  message,
  error: { message, type: typeOf(status), code, param: null },
})

export const refuse = (response: ServerResponse, refusal: Refusal): void => {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { status, retryAfterSeconds } = refusal
  if (retryAfterSeconds !== null) response.setHeader('retry-after', String(retryAfterSeconds))
  if (status === 401) response.setHeader('www-authenticate', 'Bearer')
  // What was not read of the request must not be taken for the next one.
  if (status === 413 || status === 411 || status === 503) response.setHeader('connection', 'close')
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(refusalBody(refusal)))
}
