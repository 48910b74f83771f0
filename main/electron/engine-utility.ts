// The engine as Electron's utility process, with one MessagePort for each window that asks.
import { MessageChannelMain, utilityProcess, type UtilityProcess, type WebContents } from 'electron'
import type { EngineMessage, EngineWord } from '../../engine/engine-process.ts'
import { CHANNELS } from './channels.ts'
import { engineArguments, type AppFolders } from '../app-folders.ts'
import { appVersion, codeFile } from '../app-root.ts'
import { answerKeychain } from './keychain.ts'
import { startProgramUtilities } from './program-utilities.ts'
import { startProbeUtilities } from './probe-utilities.ts'
import { superviseEngine, type EngineHandle, type Supervisor } from '../engine-supervisor.ts'

interface UtilityHandle extends EngineHandle {
  readonly utility: UtilityProcess
}

export interface EngineUtility extends Supervisor {
  /** Sends the window a port now, or as soon as the engine is there. */
  connect(contents: WebContents): void
  forget(contents: WebContents): void
}

const say = (utility: UtilityProcess, message: EngineMessage): void => utility.postMessage(message)

export const startEngineUtility = (folders: AppFolders): EngineUtility => {
  let current: UtilityProcess | undefined
  const waiting = new Set<WebContents>()
  const connected = new Set<WebContents>()

  const handPort = (utility: UtilityProcess, contents: WebContents): void => {
    const { port1, port2 } = new MessageChannelMain()
    const message: EngineMessage = { kind: 'window' }
    utility.postMessage(message, [port1])
    contents.postMessage(CHANNELS.enginePort, null, [port2])
    connected.add(contents)
  }

  const supervisor = superviseEngine<UtilityHandle>({
    spawn({ onReady, onExit }) {
      const utility = utilityProcess.fork(
        codeFile('engine/engine-process'),
        engineArguments(folders, appVersion),
        { serviceName: 'Arcwright engine', stdio: 'inherit' },
      )
      const answer = (message: EngineMessage): void => say(utility, message)
      const probes = startProbeUtilities(answer)
      const programs = startProgramUtilities(answer, utilityProcess.fork)
      utility.on('message', (word: EngineWord) => {
        if (!probes.take(word) && !programs.take(word) && !answerKeychain(word, answer)) onReady()
      })
      utility.once('exit', (code) => {
        current = undefined
        probes.stop()
        programs.stop()
        onExit(code)
      })
      return { utility, close: () => say(utility, { kind: 'close' }), kill: () => void utility.kill() }
    },
    onUp({ utility }) {
      current = utility
      for (const contents of waiting) handPort(utility, contents)
      waiting.clear()
    },
    onDown(end) {
      console.error(`Arcwright: the engine ended unexpectedly (${end}); starting it again.`)
      // Ports in a window do not notice that their other end died: say it.
      for (const contents of connected) contents.send(CHANNELS.engineGone)
      connected.clear()
    },
  })

  return {
    close: () => supervisor.close(),
    connect(contents) {
      if (current) handPort(current, contents)
      else waiting.add(contents)
    },
    forget(contents) {
      waiting.delete(contents)
      connected.delete(contents)
    },
  }
}
