// Lets the parent start the processes that try backends: under Electron this program is the app itself and may not fork.
import type { ProbeEnd, RunProbe } from '../nn/backends/probe.ts'

/** What the engine asks of its parent. */
export type ProbeRequest =
  | { readonly kind: 'probe'; readonly ticket: number; readonly args: readonly string[] }
  | { readonly kind: 'stop-probe'; readonly ticket: number }

/** The parent's answer to `probe`, always exactly one. */
export interface ProbeReply extends ProbeEnd {
  readonly kind: 'probed'
  readonly ticket: number
}

export interface ParentProbe {
  readonly run: RunProbe
  answer(reply: ProbeReply): void
}

export const parentProbe = (say: (request: ProbeRequest) => void): ParentProbe => {
  const waiting = new Map<number, (end: ProbeEnd) => void>()
  let lastTicket = 0
  return {
    run: (args, signal) => {
      const ticket = ++lastTicket
      const { promise, resolve } = Promise.withResolvers<ProbeEnd>()
      waiting.set(ticket, resolve)
      const stop = (): void => say({ kind: 'stop-probe', ticket })
      say({ kind: 'probe', ticket, args })
      signal.addEventListener('abort', stop, { once: true })
      if (signal.aborted) stop()
      return promise.finally(() => signal.removeEventListener('abort', stop))
    },
    answer({ ticket, output, code }) {
      waiting.get(ticket)?.({ output, code })
      waiting.delete(ticket)
    },
  }
}
