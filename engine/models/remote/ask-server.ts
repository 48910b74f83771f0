// One request to an OpenAI-compatible server: key, time limits, patience with a busy one, and what its refusals mean.
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { ServerError, type ServerTrouble } from './server-error.ts'

export interface Server {
  /** Of the API, e.g. http://127.0.0.1:8080/v1 */
  readonly url: string
  readonly key: string | null
}

export interface Patience {
  /** Until the first byte of an answer: a slow machine reads a long text first. */
  readonly firstByteMs: number
  /** Between two pieces of an answer. */
  readonly pieceMs: number
  /** Waits before trying again, where a server is busy or out of reach. */
  readonly waitsMs: readonly number[]
}

export const PATIENCE: Patience = { firstByteMs: 300_000, pieceMs: 60_000, waitsMs: [500, 1500, 4000] }

/** A server may not make us wait longer than this by its own wish. */
const LONGEST_WAIT_MS = 20_000
const MAX_PROBLEM_BYTES = 4000

const problem = z.object({ error: z.union([z.string(), z.looseObject({ message: z.string().optional() })]) })

const wordsOf = (text: string): string => {
  try {
    const { error } = problem.parse(JSON.parse(text))
    return typeof error === 'string' ? error : (error.message ?? text)
  } catch {
    return text
  }
}

const troubleOf = (status: number, words: string): ServerTrouble => {
  if (status === 401 || status === 403) return 'refused'
  if (status === 429 || status === 503 || status === 529) return 'busy'
  if (status === 413 || (status === 400 && /context|too long|maximum.*tokens|exceed/iu.test(words)))
    return 'too-long'
  if (status === 404 || status === 405) return 'unknown-server'
  return 'failed'
}

const refusal = async (response: Response): Promise<ServerError> => {
  const text = (await response.text().catch(() => '')).slice(0, MAX_PROBLEM_BYTES)
  const words = wordsOf(text).replace(/\s+/gu, ' ').trim().slice(0, 300)
  return new ServerError(
    troubleOf(response.status, words),
    words || `HTTP ${response.status}`,
    response.status,
  )
}

const lastCause = (error: unknown): string => {
  let found = error
  while (found instanceof Error && found.cause instanceof Error) found = found.cause
  return found instanceof Error ? found.message || found.name : String(found)
}

const waitAsked = (response: Response): number => {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : 0
}

const once = async (server: Server, path: string, body: unknown, patience: Patience, signal: AbortSignal) => {
  const late = AbortSignal.timeout(patience.firstByteMs)
  try {
    return await fetch(`${server.url.replace(/\/+$/u, '')}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(server.key === null ? {} : { authorization: `Bearer ${server.key}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A key goes to the address it was given for and nowhere else.
      redirect: 'error',
      signal: AbortSignal.any([signal, late]),
    })
  } catch (error) {
    signal.throwIfAborted()
    if (late.aborted) throw new ServerError('timeout', 'The server did not answer in time')
    throw new ServerError('unreachable', lastCause(error), 0, { cause: error })
  }
}

/** An answer that began well. ServerError; the signal's reason when aborted. */
export const askServer = async (
  server: Server,
  path: string,
  options: { readonly body?: unknown; readonly signal: AbortSignal; readonly patience?: Patience },
): Promise<Response> => {
  const { body, signal, patience = PATIENCE } = options
  for (let tries = 0; ; tries++) {
    const wait = patience.waitsMs[tries]
    try {
      const response = await once(server, path, body, patience, signal)
      if (response.ok) return response
      const asked = waitAsked(response)
      const error = await refusal(response)
      if (error.trouble !== 'busy' || wait === undefined) throw error
      await sleep(Math.max(asked, wait), undefined, { signal })
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof ServerError) || error.trouble !== 'unreachable' || wait === undefined)
        throw error
      await sleep(wait, undefined, { signal })
    }
  }
}
