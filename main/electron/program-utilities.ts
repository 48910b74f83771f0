// Starts, for the engine, the utility processes in which native code works, and passes on what the two say.
import type { utilityProcess, UtilityProcess } from 'electron'
import type { EngineMessage, EngineWord, FromProgram, ProgramName } from '../../engine/engine-process.ts'
import { codeFile } from '../app-root.ts'

const PROGRAMS: Readonly<Record<ProgramName, { readonly file: string; readonly serviceName: string }>> = {
  llama: { file: 'engine/models/gguf/llama-process', serviceName: 'Arcwright model' },
  media: { file: 'engine/analysis/media/media-process', serviceName: 'Arcwright files' },
  senses: { file: 'engine/analysis/senses/sense-process', serviceName: 'Arcwright media' },
}

export interface ProgramUtilities {
  /** True when the word was meant for here. */
  take(word: EngineWord): boolean
  /** The engine is gone: nobody asks them any more. */
  stop(): void
}

/** @param fork Electron's own; tests hand in theirs */
export const startProgramUtilities = (
  answer: (message: EngineMessage) => void,
  fork: typeof utilityProcess.fork,
): ProgramUtilities => {
  const running = new Map<number, UtilityProcess>()
  const start = (ticket: number, program: ProgramName): void => {
    const { file, serviceName } = PROGRAMS[program]
    const utility = fork(codeFile(file), [], {
      serviceName,
      // What native code prints is for nobody.
      stdio: 'ignore',
    })
    running.set(ticket, utility)
    utility.on('message', (message: FromProgram) => answer({ kind: 'program-told', ticket, message }))
    utility.once('exit', (code) => {
      running.delete(ticket)
      answer({ kind: 'program-ended', ticket, code })
    })
  }
  return {
    take(word) {
      switch (word.kind) {
        case 'program-start':
          start(word.ticket, word.program)
          return true
        case 'program-tell':
          running.get(word.ticket)?.postMessage(word.message)
          return true
        case 'program-stop':
          running.get(word.ticket)?.kill()
          return true
        default:
          return false
      }
    },
    stop() {
      for (const utility of running.values()) utility.kill()
    },
  }
}
