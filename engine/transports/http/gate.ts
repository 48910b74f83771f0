// Who may come in: addresses, pages, keys, scopes, rates. Says no by throwing a Refusal; what is behind is not its concern.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ServiceScope } from '../../domain/service.ts'
import type { KeyUsage } from '../../services/key-usage.ts'
import type { ServiceKey, ServiceKeys } from '../../services/service-keys.ts'
import { Refusal } from './refusal.ts'

export interface GateOptions {
  readonly keys: ServiceKeys
  readonly usage: KeyUsage
  /** Pages of these origins may call. */
  readonly origins: readonly string[]
  readonly isLoopback: boolean
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']
/** A request is text and wishes; a novel is not sent at once. */
export const MAX_BODY_BYTES = 1024 * 1024

export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/u.test(host)

/** Another site's name that points to this machine is not ours. */
export const checkHost = ({ headers }: IncomingMessage, { isLoopback }: GateOptions): void => {
  if (!isLoopback) return
  const name = (headers.host ?? '').replace(/:\d+$/u, '')
  if (!LOOPBACK_NAMES.includes(name)) throw new Refusal(421, 'wrong_host', 'This address is not ours.')
}

/** Closed to pages, but for those that were named. @returns true when the answer to a preflight is all there is to say. */
export const checkOrigin = (
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  { origins }: GateOptions,
): boolean => {
  const { origin } = headers
  if (origin !== undefined) {
    if (!origins.includes(origin))
      throw new Refusal(403, 'origin_closed', 'Pages of this origin may not call here.')
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('vary', 'origin')
    response.setHeader('access-control-expose-headers', 'retry-after, x-request-id')
  }
  if (method !== 'OPTIONS') return false
  if (origin === undefined) throw new Refusal(405, 'method', 'Only GET and POST.')
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST',
    // OpenAI's client tells its version in headers of its own.
    'access-control-allow-headers':
      headers['access-control-request-headers'] ?? 'authorization, content-type',
    'access-control-max-age': '600',
  })
  response.end()
  return true
}

export const checkKey = ({ headers }: IncomingMessage, { keys }: GateOptions): ServiceKey => {
  const [, secret] = /^Bearer (\S{1,200})$/iu.exec(headers.authorization ?? '') ?? []
  if (secret === undefined)
    throw new Refusal(
      401,
      'key_missing',
      'Send a key: “Authorization: Bearer …”. “arcwright keys add” makes one.',
    )
  const key = keys.find(secret)
  if (key === null) throw new Refusal(401, 'key_unknown', 'This key is not known here.')
  if (key === 'expired') throw new Refusal(401, 'key_expired', 'This key has expired.')
  return key
}

/** @param scope null: any key will do */
export const checkScope = (key: ServiceKey, scope: ServiceScope | null): void => {
  if (scope !== null && !key.scopes.includes(scope))
    throw new Refusal(403, 'scope_missing', `This key does not have the scope “${scope}”.`)
}

export const checkUsage = (key: ServiceKey, { usage }: GateOptions): void => {
  const refused = usage.admit(key)
  if (!refused) return
  const { why, retryAfterSeconds } = refused
  throw why === 'rate'
    ? new Refusal(429, 'rate_limit', 'This key asks too often. Try again later.', retryAfterSeconds)
    : new Refusal(429, 'quota_used', 'This key has used its tokens of today.', retryAfterSeconds)
}

/** Its length must be told, so that too much is refused before it is read. */
export const checkBody = ({ headers, method }: IncomingMessage): void => {
  if (method === 'GET') return
  if (method !== 'POST') throw new Refusal(405, 'method', 'Only GET and POST.')
  const length = headers['content-length']
  if (length === undefined) throw new Refusal(411, 'length_missing', 'Send the length of the body.')
  if (Number(length) > MAX_BODY_BYTES)
    throw new Refusal(413, 'body_too_large', `The body may have ${MAX_BODY_BYTES} bytes.`)
}

/** BAD_INPUT as a Refusal. The body's size has been checked. */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    throw new Refusal(400, 'BAD_INPUT', 'The body is not JSON.')
  }
}
