// utilityProcess: a forked Node process with Electron's `parentPort` on its side.
import { fork, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { MessagePortMain } from './ports.ts'

type FromChild =
  | { shim: 'message'; data: unknown }
  | { shim: 'frame'; port: number; frame: unknown }
  | { shim: 'closed'; port: number }

const parentPort = fileURLToPath(new URL('./parent-port.ts', import.meta.url))
let portId = 0

/** Every engine that runs, so that none outlives the shim. */
export const utilities = new Set<ChildProcess>()

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess
  readonly #ports = new Map<number, MessagePortMain>()

  constructor(file: string, args: readonly string[], stdio: 'pipe' | 'inherit' | 'ignore') {
    super()
    this.#child = fork(file, args, {
      execArgv: ['--import', parentPort],
      serialization: 'advanced',
      stdio: ['ignore', stdio, stdio, 'ipc'],
    })
    utilities.add(this.#child)
    this.#child.on('message', (message: FromChild) => {
      if (message.shim === 'message') return this.emit('message', message.data)
      const port = this.#ports.get(message.port)
      return message.shim === 'frame' ? port?.postMessage(message.frame) : port?.close()
    })
    this.#child.on('exit', (code) => {
      utilities.delete(this.#child)
      // As in Electron: the ports of a dead process tell the pages nothing.
      this.emit('exit', code ?? 1)
    })
  }

  get stdout(): ChildProcess['stdout'] {
    return this.#child.stdout
  }

  get stderr(): ChildProcess['stderr'] {
    return this.#child.stderr
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  postMessage(data: unknown, ports: readonly MessagePortMain[] = []): void {
    const ids = ports.map((port) => {
      const id = ++portId
      this.#ports.set(id, port)
      port.move((frame) => this.#say({ shim: 'frame', port: id, frame }))
      port.on('close', () => this.#say({ shim: 'closed', port: id }))
      return id
    })
    this.#say({ shim: 'message', data, ports: ids })
  }

  kill(): boolean {
    return this.#child.kill()
  }

  #say(message: Record<string, unknown>): void {
    if (this.#child.connected) this.#child.send(message)
  }
}

export const utilityProcess = {
  fork: (
    file: string,
    args: readonly string[] = [],
    { stdio = 'inherit' }: { readonly stdio?: 'pipe' | 'inherit' | 'ignore' } = {},
  ) => new UtilityProcess(file, args, stdio),
}
