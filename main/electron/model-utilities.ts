// Starts, for the engine, the utility processes in which pretrained models run, and passes on what the two say.
import { utilityProcess, type UtilityProcess } from 'electron'
import type { EngineMessage, EngineWord } from '../../engine/engine-process.ts'
import type { FromLlama } from '../../engine/engine-process.ts'
import { codeFile } from '../app-root.ts'

export interface ModelUtilities {
  /** True when the word was meant for here. */
  take(word: EngineWord): boolean
  /** The engine is gone: nobody asks them any more. */
  stop(): void
}

export const startModelUtilities = (answer: (message: EngineMessage) => void): ModelUtilities => {
  const running = new Map<number, UtilityProcess>()
  const start = (ticket: number): void => {
    const utility = utilityProcess.fork(codeFile('engine/models/gguf/llama-process'), [], {
      serviceName: 'Arcwright model',
      // What native code prints is for nobody.
      stdio: 'ignore',
    })
    running.set(ticket, utility)
    utility.on('message', (message: FromLlama) => answer({ kind: 'model-told', ticket, message }))
    utility.once('exit', (code) => {
      running.delete(ticket)
      answer({ kind: 'model-ended', ticket, code })
    })
  }
  return {
    take(word) {
      switch (word.kind) {
        case 'model-start':
          start(word.ticket)
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
