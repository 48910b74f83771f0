// Starts, for the engine, the utility processes that try backends, and tells it how each ended.
import { utilityProcess, type UtilityProcess } from 'electron'
import type { EngineMessage, EngineWord } from '../../engine/engine-process.ts'
import { codeFile } from '../app-root.ts'

export interface ProbeUtilities {
  /** True when the word was meant for here. */
  take(word: EngineWord): boolean
  /** The engine is gone: nobody waits for them any more. */
  stop(): void
}

export const startProbeUtilities = (answer: (message: EngineMessage) => void): ProbeUtilities => {
  const running = new Map<number, UtilityProcess>()
  const start = (ticket: number, args: readonly string[]): void => {
    const utility = utilityProcess.fork(codeFile('engine/nn/backends/probe-process'), [...args], {
      serviceName: 'Arcwright backend probe',
      stdio: 'pipe',
    })
    running.set(ticket, utility)
    let output = ''
    utility.stdout?.on('data', (data: Buffer) => (output += data.toString()))
    // What drivers print is for nobody, but a full pipe would hold them up.
    utility.stderr?.resume()
    // The end of the process may be told before the end of its output.
    const outputEnded = new Promise<void>((resolve) => {
      if (utility.stdout) utility.stdout.once('close', resolve)
      else resolve()
    })
    utility.once('exit', (code) => {
      running.delete(ticket)
      void outputEnded.then(() => answer({ kind: 'probed', ticket, output, code }))
    })
  }
  return {
    take(word) {
      if (word.kind === 'probe') start(word.ticket, word.args)
      else if (word.kind === 'stop-probe') running.get(word.ticket)?.kill()
      else return false
      return true
    },
    stop() {
      for (const utility of running.values()) utility.kill()
    },
  }
}
