// Loaded with `--import` into the engine's process: `process.parentPort` and its ports, tunnelled through the IPC channel.
import { EventEmitter } from 'node:events'

type FromMain =
  | { shim: 'message'; data: unknown; ports: number[] }
  | { shim: 'frame'; port: number; frame: unknown }
  | { shim: 'closed'; port: number }

class TunnelledPort extends EventEmitter {
  readonly id: number

  constructor(id: number) {
    super()
    this.id = id
  }

  postMessage(frame: unknown): void {
    process.send?.({ shim: 'frame', port: this.id, frame })
  }

  start(): void {
    // Frames wait in the channel until the first turn after the port was taken.
  }

  close(): void {
    process.send?.({ shim: 'closed', port: this.id })
  }
}

const ports = new Map<number, TunnelledPort>()
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data: unknown) => void process.send?.({ shim: 'message', data }),
})

process.on('message', (message: FromMain) => {
  switch (message.shim) {
    case 'message': {
      const fresh = message.ports.map((id) => new TunnelledPort(id))
      for (const port of fresh) ports.set(port.id, port)
      parentPort.emit('message', { data: message.data, ports: fresh })
      return
    }
    case 'frame':
      ports.get(message.port)?.emit('message', { data: message.frame })
      return
    case 'closed':
      ports.get(message.port)?.emit('close')
      ports.delete(message.port)
  }
})
// A real utility process dies with its parent.
process.on('disconnect', () => process.exit(0))
Object.assign(process, { parentPort })
