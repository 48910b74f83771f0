// The engine as a process of its own: windows arrive from the parent as ports (desktop shell) or sockets (browser host).
import { Socket } from 'node:net'
import { parseArgs } from 'node:util'
import { createEngine } from './index.ts'
import { portConnection, type PortMain } from './transports/port-connection.ts'
import { createSocketDoor, type UpgradeRequest } from './transports/socket-door.ts'

export type { UpgradeRequest } from './transports/socket-door.ts'

/** What the parent may say. A port or a socket travels beside a `window` message. */
export type EngineMessage = { kind: 'window'; request?: UpgradeRequest } | { kind: 'close' }

/** What the engine says to its parent, once. */
export interface EngineReady {
  readonly kind: 'ready'
}

/** Electron's utility processes have this instead of an IPC channel. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: EngineMessage; ports: PortMain[] }) => void): void
  postMessage(message: EngineReady): void
}

/** A save may take a moment; a hang may not keep the process for ever. */
const CLOSE_LIMIT_MS = 10_000

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    'documents-dir': { type: 'string' },
    version: { type: 'string' },
  },
})
const engine = createEngine({
  dataDir: values['data-dir'] ?? '.',
  documentsDir: values['documents-dir'] ?? '.',
  version: values.version ?? '0.0.0',
})

const end = (): void => {
  setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref()
  engine.close().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error('engine: could not close in good order', error)
      process.exit(1)
    },
  )
}

const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort
const ready: EngineReady = { kind: 'ready' }
if (parentPort) {
  parentPort.on('message', ({ data, ports }) => {
    if (data.kind === 'close') return end()
    for (const port of ports) engine.serve(portConnection(port))
  })
  parentPort.postMessage(ready)
} else {
  const door = createSocketDoor()
  process.on('message', (message: EngineMessage, handle: unknown) => {
    if (message.kind === 'close') return end()
    if (handle instanceof Socket && message.request)
      door.enter(message.request, handle, (connection) => engine.serve(connection))
  })
  process.on('disconnect', end)
  process.send?.(ready)
}
process.on('SIGTERM', end)
// Ctrl-C in a terminal reaches the whole group: the parent decides when the engine ends.
process.on('SIGINT', () => undefined)
