// The engine as a process of its own: windows arrive from the parent as ports (desktop shell) or sockets (browser host).
import { Socket } from 'node:net'
import { parseArgs } from 'node:util'
import { createEngine } from './index.ts'
import { parentKeychain, type SealReply, type SealRequest } from './transports/parent-keychain.ts'
import {
  parentPrograms,
  type FromProgram,
  type ProgramName,
  type ProgramReply,
  type ProgramRequest,
} from './transports/parent-programs.ts'
import { parentProbe, type ProbeReply, type ProbeRequest } from './transports/parent-probe.ts'
import { portConnection, type PortMain } from './transports/port-connection.ts'
import { createSocketDoor, type UpgradeRequest } from './transports/socket-door.ts'

export type { FromProgram, ProgramName }
export type { UpgradeRequest } from './transports/socket-door.ts'

/** What the parent may say. A port or a socket travels beside a `window` message. */
export type EngineMessage =
  { kind: 'window'; request?: UpgradeRequest } | { kind: 'close' } | ProbeReply | ProgramReply | SealReply

/** What the engine says to its parent: once that it is ready; under Electron, what only the parent can do. */
export type EngineWord = { readonly kind: 'ready' } | ProbeRequest | ProgramRequest | SealRequest

/** Electron's utility processes have this instead of an IPC channel. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: EngineMessage; ports: PortMain[] }) => void): void
  postMessage(message: EngineWord): void
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
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort
const parent = parentPort && {
  probes: parentProbe((request) => parentPort.postMessage(request)),
  programs: parentPrograms((request) => parentPort.postMessage(request)),
  keychain: parentKeychain((request) => parentPort.postMessage(request)),
}
const engine = createEngine({
  dataDir: values['data-dir'] ?? '.',
  documentsDir: values['documents-dir'] ?? '.',
  version: values.version ?? '0.0.0',
  ...(parent
    ? {
        runProbe: parent.probes.run,
        programs: parent.programs.start,
        keychain: parent.keychain,
      }
    : {}),
})

/** A writer who has just opened a window wants it first; the machine is measured when that has settled. */
const SETTLED_MS = 20_000
let isPreparing = false
const prepareSoon = (): void => {
  if (isPreparing) return
  isPreparing = true
  // Stopped, or nothing to keep it in: training asks again.
  setTimeout(() => void engine.prepareBackends().catch(() => undefined), SETTLED_MS).unref()
}

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

const ready: EngineWord = { kind: 'ready' }
if (parentPort) {
  parentPort.on('message', ({ data, ports }) => {
    switch (data.kind) {
      case 'close':
        return end()
      case 'probed':
        return parent?.probes.answer(data)
      case 'program-told':
      case 'program-ended':
        return parent?.programs.answer(data)
      case 'sealed':
        return parent?.keychain.answer(data)
      case 'window':
        prepareSoon()
        for (const port of ports) engine.serve(portConnection(port))
    }
  })
  parentPort.postMessage(ready)
} else {
  const door = createSocketDoor()
  process.on('message', (message: EngineMessage, handle: unknown) => {
    if (message.kind === 'close') return end()
    if (handle instanceof Socket && message.kind === 'window' && message.request) {
      prepareSoon()
      door.enter(message.request, handle, (connection) => engine.serve(connection))
    }
  })
  process.on('disconnect', end)
  process.send?.(ready)
}
process.on('SIGTERM', end)
// Ctrl-C in a terminal reaches the whole group: the parent decides when the engine ends.
process.on('SIGINT', () => undefined)
