// Lets the parent start the processes in which native code works: pretrained models, and the analysers of media. Under
// Electron this program is the app itself.
import type { FromSenses, ToSenses } from '../analysis/senses/sense-messages.ts'
import type { StartSenseProcess } from '../analysis/senses/sense-runner.ts'
import type { FromLlama, ToLlama } from '../models/gguf/llama-messages.ts'
import type { StartModelProcess } from '../models/gguf/llama-runner.ts'

/** What such a process runs. */
export type ModelProgram = 'llama' | 'senses'
export type FromModelProgram = FromLlama | FromSenses

/** What the engine asks of its parent. */
export type ModelRequest =
  | { readonly kind: 'model-start'; readonly ticket: number; readonly program: ModelProgram }
  | { readonly kind: 'model-tell'; readonly ticket: number; readonly message: ToLlama | ToSenses }
  | { readonly kind: 'model-stop'; readonly ticket: number }

/** What the parent passes on; `model-ended` exactly once. */
export type ModelReply =
  | { readonly kind: 'model-told'; readonly ticket: number; readonly message: FromModelProgram }
  | { readonly kind: 'model-ended'; readonly ticket: number; readonly code: number | null }

export interface ParentModels {
  readonly startModel: StartModelProcess
  readonly startSenses: StartSenseProcess
  answer(reply: ModelReply): void
}

interface Listener {
  message(message: FromModelProgram): void
  exit(code: number | null): void
}

export const parentModels = (say: (request: ModelRequest) => void): ParentModels => {
  const running = new Map<number, Listener>()
  let lastTicket = 0
  const start = (program: ModelProgram, listener: Listener) => {
    const ticket = ++lastTicket
    running.set(ticket, listener)
    say({ kind: 'model-start', ticket, program })
    return {
      send: (message: ToLlama | ToSenses) => say({ kind: 'model-tell', ticket, message }),
      kill: () => say({ kind: 'model-stop', ticket }),
    }
  }
  return {
    // Each program answers in its own words.
    startModel: ({ message, exit }) =>
      start('llama', { message: (said) => message(said as FromLlama), exit }),
    startSenses: ({ message, exit }) => ({
      ...start('senses', { message: (said) => message(said as FromSenses), exit: () => exit() }),
      memoryBytes: () => null,
    }),
    answer(reply) {
      const listener = running.get(reply.ticket)
      if (reply.kind === 'model-told') return listener?.message(reply.message)
      running.delete(reply.ticket)
      listener?.exit(reply.code)
    },
  }
}
