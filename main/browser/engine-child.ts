// The engine as a child process of the browser host: windows' sockets are handed to it and then belong to it.
import { fork, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import type { EngineMessage, UpgradeRequest } from '../../engine/engine-process.ts'
import { engineArguments, type AppFolders } from '../app-folders.ts'
import { appVersion, codeFile } from '../app-root.ts'
import { superviseEngine, type EngineHandle, type Supervisor } from '../engine-supervisor.ts'

interface ChildHandle extends EngineHandle {
  readonly child: ChildProcess
}

export interface EngineChild extends Supervisor {
  /** False while the engine is down: the window tries again. */
  hand(request: UpgradeRequest, socket: Socket): boolean
  /** For tests and for people who look at processes; null while the engine is down. */
  pid(): number | null
}

const say = (child: ChildProcess, message: EngineMessage): void => {
  if (child.connected) child.send(message)
}

export const startEngineChild = (folders: AppFolders, log: (line: string) => void): EngineChild => {
  let current: ChildProcess | undefined
  const supervisor = superviseEngine<ChildHandle>({
    spawn({ onReady, onExit }) {
      const child = fork(codeFile('engine/engine-process'), engineArguments(folders, appVersion), {
        serialization: 'advanced',
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      // It says one thing, once: EngineReady.
      child.once('message', () => onReady())
      child.once('exit', (code) => {
        current = undefined
        onExit(code)
      })
      return {
        child,
        close: () => say(child, { kind: 'close' }),
        kill: () => void child.kill('SIGKILL'),
      }
    },
    onUp: ({ child }) => {
      current = child
    },
    onDown: (code) => log(`The engine ended unexpectedly (${code ?? 'killed'}); starting it again.`),
  })
  return {
    close: () => supervisor.close(),
    pid: () => current?.pid ?? null,
    hand(request, socket) {
      if (!current?.connected) return false
      const message: EngineMessage = { kind: 'window', request }
      current.send(message, socket, (error) => {
        if (error) socket.destroy()
      })
      return true
    },
  }
}
