// Who may enter the browser host: one visitor with the one-time token, from then on known by a cookie that no script can read.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const secret = (): string => randomBytes(32).toString('base64url')

export interface SessionGate {
  /** For the address that is printed or opened; works once. */
  readonly token: string
  /** The `set-cookie` value when the token is right and fresh, otherwise undefined. */
  redeem(token: string): string | undefined
  /** True for requests that carry the cookie. */
  knows(request: IncomingMessage): boolean
  /** False for requests that a foreign page caused by making its own name point to 127.0.0.1. */
  isForUs(request: IncomingMessage): boolean
  /** False for requests of a foreign page; pages of ours send our origin, and plain navigation sends none. */
  isFromUs(request: IncomingMessage, mayBeAbsent: boolean): boolean
}

/** @param origin e.g. `http://127.0.0.1:4000`, known once the server listens. */
export const createSessionGate = (origin: () => URL): SessionGate => {
  const token = secret()
  const session = secret()
  let fresh = true
  // Cookies do not know ports: two studios on one machine must not overwrite each other's.
  const cookieName = (): string => `arcwright-${origin().port}`
  return {
    token,
    redeem(given) {
      if (!fresh || !same(given, token)) return undefined
      fresh = false
      return `${cookieName()}=${session}; HttpOnly; SameSite=Strict; Path=/`
    },
    knows(request) {
      const cookies = (request.headers.cookie ?? '').split(/; */)
      const prefix = `${cookieName()}=`
      return cookies.some((cookie) => cookie.startsWith(prefix) && same(cookie.slice(prefix.length), session))
    },
    isForUs: (request) => request.headers.host === origin().host,
    isFromUs: (request, mayBeAbsent) =>
      request.headers.origin === undefined ? mayBeAbsent : request.headers.origin === origin().origin,
  }
}
