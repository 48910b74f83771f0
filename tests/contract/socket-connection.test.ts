// The engine's end of a WebSocket: a slow window slows its producers, a silent one is let go.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { socketConnection, type Heartbeat } from '../../engine/transports/socket-connection.ts'
import type { Connection } from '../../engine/transports/connection.ts'

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

const pair = async (
  heartbeat: Heartbeat,
  options: { autoPong?: boolean } = {},
): Promise<{ connection: Connection; window: WebSocket }> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const connected = new Promise<Connection>((resolve) => {
    server.once('connection', (socket: Parameters<typeof socketConnection>[0]) =>
      resolve(socketConnection(socket, heartbeat)),
    )
  })
  const window = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options)
  endings.push(() => {
    window.terminate()
    server.close()
  })
  await once(window, 'open')
  return { connection: await connected, window }
}

it('makes producers wait while a window does not read, and lets them go on when it does', async () => {
  const { connection, window } = await pair({ intervalMs: 60_000 })
  window.pause()
  const chunk = 'x'.repeat(1_000_000)
  let sent = 0
  let waiting: Promise<void> | undefined
  while (!waiting && sent < 500) {
    waiting = connection.send(chunk) ?? undefined
    sent += 1
  }
  expect(waiting).toBeInstanceOf(Promise)
  let done = false
  const finished = waiting?.then(() => {
    done = true
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(done).toBe(false)

  let received = 0
  window.on('message', (data: Buffer) => (received += data.length))
  window.resume()
  await finished
  await expect.poll(() => received, { timeout: 20_000 }).toBe(sent * chunk.length)
})

it('does not keep a producer waiting for a window that has gone', async () => {
  const { connection, window } = await pair({ intervalMs: 60_000 })
  window.pause()
  let waiting: Promise<void> | undefined
  for (let sent = 0; !waiting && sent < 500; sent++)
    waiting = connection.send('x'.repeat(1_000_000)) ?? undefined
  window.terminate()
  await waiting
})

it('lets a window go that no longer answers, and keeps one that does', async () => {
  const silent = await pair({ intervalMs: 40 }, { autoPong: false })
  // Long enough that a busy machine answers in time.
  const lively = await pair({ intervalMs: 1000 })
  let [livelyClosed, pings] = [false, 0]
  lively.connection.onClose(() => (livelyClosed = true))
  lively.window.on('ping', () => (pings += 1))
  await new Promise<void>((resolve) => silent.connection.onClose(resolve))
  await expect.poll(() => pings, { timeout: 20_000 }).toBeGreaterThan(1)
  expect(livelyClosed).toBe(false)
}, 240_000)

it('tells text from bytes', async () => {
  const { connection, window } = await pair({ intervalMs: 60_000 })
  const frames: unknown[] = []
  connection.onFrame((frame) => frames.push(frame))
  window.send('雨')
  window.send(new Uint8Array([1, 255]))
  await expect.poll(() => frames.length).toBe(2)
  expect(frames[0]).toBe('雨')
  expect(Buffer.compare(frames[1] as Buffer, Buffer.from([1, 255]))).toBe(0)
})
