// Starts, for the engine, the utility processes in which native code works, and passes on what the two say.
import { utilityProcess, type UtilityProcess } from 'electron'
import type {
  EngineMessage,
  EngineWord,
  FromModelProgram,
  ModelProgram,
} from '../../engine/engine-process.ts'
import { codeFile } from '../app-root.ts'

const PROGRAMS: Readonly<Record<ModelProgram, { readonly file: string; readonly serviceName: string }>> = {
  llama: { file: 'engine/models/gguf/llama-process', serviceName: 'Arcwright model' },
  senses: { file: 'engine/analysis/senses/sense-process', serviceName: 'Arcwright media' },
}

export interface ModelUtilities {
  /** True when the word was meant for here. */
  take(word: EngineWord): boolean
  /** The engine is gone: nobody asks them any more. */
  stop(): void
}

export const startModelUtilities = (answer: (message: EngineMessage) => void): ModelUtilities => {
  const running = new Map<number, UtilityProcess>()
  const start = (ticket: number, program: ModelProgram): void => {
    const { file, serviceName } = PROGRAMS[program]
    const utility = utilityProcess.fork(codeFile(file), [], {
      serviceName,
      // What native code prints is for nobody.
      stdio: 'ignore',
    })
    running.set(ticket, utility)
    utility.on('message', (message: FromModelProgram) => answer({ kind: 'model-told', ticket, message }))
    utility.once('exit', (code) => {
      running.delete(ticket)
      answer({ kind: 'model-ended', ticket, code })
    })
  }
  return {
    take(word) {
      switch (word.kind) {
        case 'model-start':
          start(word.ticket, word.program)
          return true
        case 'model-tell':
          running.get(word.ticket)?.postMessage(word.message)
          return true
        case 'model-stop':
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
