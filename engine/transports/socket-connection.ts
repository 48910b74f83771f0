// A window in a browser: a WebSocket, with a heartbeat and with back-pressure so that a slow window slows its producers.
import type { WebSocket } from 'ws'
import type { Connection, Frame } from './connection.ts'

/** Above this much unsent data a producer waits until what it sent has left. */
const HIGH_WATER_BYTES = 4 * 1024 * 1024

export interface Heartbeat {
  /** A window that misses a whole interval is taken for dead, and its project is given back. */
  readonly intervalMs: number
}

const toFrame = (data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): Frame => {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)
  return isBinary ? bytes : bytes.toString('utf8')
}

const sendWhole = (socket: WebSocket, frame: Frame): void | Promise<void> => {
  if (socket.bufferedAmount < HIGH_WATER_BYTES) {
    socket.send(frame, () => undefined)
    return undefined
  }
  // The callback also comes, with an error, when the socket ends: nobody waits for ever.
  return new Promise((resolve) => socket.send(frame, () => resolve()))
}

const beat = (socket: WebSocket, { intervalMs }: Heartbeat): void => {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, intervalMs)
  socket.on('close', () => clearInterval(timer))
}

export const socketConnection = (
  socket: WebSocket,
  heartbeat: Heartbeat = { intervalMs: 15_000 },
): Connection => {
  // A protocol error is followed by 'close', which is what ends the connection.
  socket.on('error', () => undefined)
  beat(socket, heartbeat)
  return {
    send: (frame) => sendWhole(socket, frame),
    onFrame: (listener) => void socket.on('message', (data, isBinary) => listener(toFrame(data, isBinary))),
    onClose: (listener) => void socket.once('close', listener),
    close: () => socket.close(1001),
  }
}
