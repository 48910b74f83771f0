// Lets the parent start the processes in which pretrained models run: under Electron this program is the app itself.
import type { FromLlama, ToLlama } from '../models/gguf/llama-messages.ts'
import type { ModelProcessEvents, StartModelProcess } from '../models/gguf/llama-runner.ts'

/** What the engine asks of its parent. */
export type ModelRequest =
  | { readonly kind: 'model-start'; readonly ticket: number }
  | { readonly kind: 'model-tell'; readonly ticket: number; readonly message: ToLlama }
  | { readonly kind: 'model-stop'; readonly ticket: number }

/** What the parent passes on; `model-ended` exactly once. */
export type ModelReply =
  | { readonly kind: 'model-told'; readonly ticket: number; readonly message: FromLlama }
  | { readonly kind: 'model-ended'; readonly ticket: number; readonly code: number | null }

export interface ParentModels {
  readonly start: StartModelProcess
  answer(reply: ModelReply): void
}

export const parentModels = (say: (request: ModelRequest) => void): ParentModels => {
  const running = new Map<number, ModelProcessEvents>()
  let lastTicket = 0
  return {
    start: (events) => {
      const ticket = ++lastTicket
      running.set(ticket, events)
      say({ kind: 'model-start', ticket })
      return {
        send: (message) => say({ kind: 'model-tell', ticket, message }),
        kill: () => say({ kind: 'model-stop', ticket }),
      }
    },
    answer(reply) {
      const events = running.get(reply.ticket)
      if (reply.kind === 'model-told') return events?.message(reply.message)
      running.delete(reply.ticket)
      events?.exit(reply.code)
    },
  }
}
