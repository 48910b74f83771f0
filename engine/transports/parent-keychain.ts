// Lets the parent seal secrets with the operating system's keychain, which only Electron's main process can reach.
import type { SecretSeal } from '../services/secret-store.ts'

/** What the engine asks of its parent. */
export interface SealRequest {
  readonly kind: 'seal' | 'unseal'
  readonly ticket: number
  readonly text: string
}

/** The answer, always exactly one; null where there is no keychain, or the text is not of this one. */
export interface SealReply {
  readonly kind: 'sealed'
  readonly ticket: number
  readonly text: string | null
}

export interface ParentKeychain extends SecretSeal {
  answer(reply: SealReply): void
}

export const parentKeychain = (say: (request: SealRequest) => void): ParentKeychain => {
  const waiting = new Map<number, (text: string | null) => void>()
  let lastTicket = 0
  const ask = (kind: SealRequest['kind'], text: string): Promise<string | null> => {
    const ticket = ++lastTicket
    const { promise, resolve } = Promise.withResolvers<string | null>()
    waiting.set(ticket, resolve)
    say({ kind, ticket, text })
    return promise
  }
  return {
    seal: (text) => ask('seal', text),
    unseal: (text) => ask('unseal', text),
    answer({ ticket, text }) {
      waiting.get(ticket)?.(text)
      waiting.delete(ticket)
    },
  }
}
