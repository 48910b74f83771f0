// Lets the parent start the processes in which native code works: under Electron this program is the app itself.
import type { FromMedia, ToMedia } from '../analysis/media/media-messages.ts'
import type { FromSenses, ToSenses } from '../analysis/senses/sense-messages.ts'
import type { FromLlama, ToLlama } from '../models/gguf/llama-messages.ts'
import type { StartProgram } from '../text/child-program.ts'

/** The engine's programs, each with its way to be started. */
export interface Programs {
  /** Pretrained models. */
  readonly llama: StartProgram<ToLlama, FromLlama>
  /** Finds out what a media file is. */
  readonly media: StartProgram<ToMedia, FromMedia>
  /** Understands media. */
  readonly senses: StartProgram<ToSenses, FromSenses>
}

export type ProgramName = keyof Programs
export type ToProgram = ToLlama | ToMedia | ToSenses
export type FromProgram = FromLlama | FromMedia | FromSenses

/** What the engine asks of its parent. */
export type ProgramRequest =
  | { readonly kind: 'program-start'; readonly ticket: number; readonly program: ProgramName }
  | { readonly kind: 'program-tell'; readonly ticket: number; readonly message: ToProgram }
  | { readonly kind: 'program-stop'; readonly ticket: number }

/** What the parent passes on; `program-ended` exactly once. */
export type ProgramReply =
  | { readonly kind: 'program-told'; readonly ticket: number; readonly message: FromProgram }
  | { readonly kind: 'program-ended'; readonly ticket: number; readonly code: number | null }

export interface ParentPrograms {
  readonly start: Programs
  answer(reply: ProgramReply): void
}

interface Listener {
  message(message: FromProgram): void
  exit(code: number | null): void
}

export const parentPrograms = (say: (request: ProgramRequest) => void): ParentPrograms => {
  const running = new Map<number, Listener>()
  let lastTicket = 0
  const starter =
    <To extends ToProgram, From extends FromProgram>(program: ProgramName): StartProgram<To, From> =>
    ({ message, exit }) => {
      const ticket = ++lastTicket
      // Each program answers in its own words.
      running.set(ticket, { message: (said) => message(said as From), exit })
      say({ kind: 'program-start', ticket, program })
      return {
        send: (message) => say({ kind: 'program-tell', ticket, message }),
        kill: () => say({ kind: 'program-stop', ticket }),
        memoryBytes: () => null,
      }
    }
  return {
    start: { llama: starter('llama'), media: starter('media'), senses: starter('senses') },
    answer(reply) {
      const listener = running.get(reply.ticket)
      if (reply.kind === 'program-told') return listener?.message(reply.message)
      running.delete(reply.ticket)
      listener?.exit(reply.code)
    },
  }
}
