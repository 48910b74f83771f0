// A window of the desktop shell: a MessagePort handed over by the main process.
import type { Connection, Frame } from './connection.ts'

/** The part of Electron's MessagePortMain that we use. */
export interface PortMain {
  on(event: 'message', listener: (event: { data: Frame }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(frame: Frame): void
  start(): void
  close(): void
}

export const portConnection = (port: PortMain): Connection => ({
  send: (frame) => port.postMessage(frame),
  onFrame: (listener) => {
    port.on('message', (event) => listener(event.data))
    port.start()
  },
  onClose: (listener) => void port.on('close', listener),
  close: () => port.close(),
})
