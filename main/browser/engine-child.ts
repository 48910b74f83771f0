// The engine as a child process of the browser host: windows' sockets are handed to it and then belong to it.
import { fork, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import type { EngineMessage, UpgradeRequest } from '../../engine/engine-process.ts'
import { engineArguments, type AppFolders } from '../app-folders.ts'
import { appVersion, codeFile } from '../app-root.ts'
import { superviseEngine, type EngineHandle, type Supervisor } from '../engine-supervisor.ts'

/**
 * The system's side of a socket. `send` takes it from the socket and closes it here once the engine has it, but forgets it
 * when the engine dies before; and until then it goes on reading. Neither has a public name.
 */
interface RawHandle {
  readStop(): void
  /** Does nothing when it is closed already. */
  close(): void
}

const rawHandle = (socket: Socket): RawHandle | null =>
  (socket as unknown as { _handle: RawHandle | null })._handle

interface ChildHandle extends EngineHandle {
  readonly child: ChildProcess
  /** What this engine was given, closed here when it ends: a window must never wait for a dead engine. */
  readonly handed: Set<RawHandle>
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
  let current: ChildHandle | undefined
  const supervisor = superviseEngine<ChildHandle>({
    spawn({ onReady, onExit }) {
      const child = fork(codeFile('engine/engine-process'), engineArguments(folders, appVersion), {
        serialization: 'advanced',
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      const handed = new Set<RawHandle>()
      // It says one thing, once: that it is ready. (Only under Electron it has more to say.)
      child.once('message', () => onReady())
      child.once('exit', (code, signal) => {
        current = undefined
        for (const handle of handed) handle.close()
        onExit(code ?? signal)
      })
      return {
        child,
        handed,
        close: () => say(child, { kind: 'close' }),
        kill: () => void child.kill('SIGKILL'),
      }
    },
    onUp: (engine) => {
      current = engine
    },
    onDown: (end) => log(`The engine ended unexpectedly (${end}); starting it again.`),
  })
  return {
    close: () => supervisor.close(),
    pid: () => current?.child.pid ?? null,
    hand(request, socket) {
      const handle = rawHandle(socket)
      if (!current?.child.connected || !handle) return false
      const message: EngineMessage = { kind: 'window', request }
      // What the window says from here on is for the engine: not a byte of it may be read in this process.
      handle.readStop()
      current.handed.add(handle)
      current.child.send(message, socket, (error) => {
        if (error) handle.close()
      })
      return true
    },
  }
}
