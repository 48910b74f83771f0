// The way from a process without a window to an engine behind 127.0.0.1: one WebSocket, one life.
import { once } from 'node:events'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { EngineClient } from '../../contract/index.ts'

export interface Wire {
  readonly client: EngineClient
  /** Resolves when the engine is gone, or after `end`. */
  readonly gone: Promise<void>
  end(): void
}

export const openWire = async (url: string): Promise<Wire> => {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  const gone = once(socket, 'close').then(() => undefined)
  await Promise.race([
    once(socket, 'open'),
    gone.then(() => {
      throw new Error('The engine cannot be reached.')
    }),
  ])
  const client: EngineClient = createORPCClient(new RPCLink({ websocket: socket }))
  return { client, gone, end: () => socket.close() }
}
