// Turns a TCP socket, whose WebSocket request the browser host has already checked, into a connection of this process.
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import type { Connection } from './connection.ts'
import { socketConnection } from './socket-connection.ts'

/** What the host passes along with the socket: enough of the request to answer its handshake. */
export interface UpgradeRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** The largest file a window may send in one frame. */
const MAX_FRAME_BYTES = 512 * 1024 * 1024

export const createSocketDoor = () => {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })
  return {
    enter(request: UpgradeRequest, socket: Socket, onConnection: (connection: Connection) => void): void {
      socket.setNoDelay(true)
      const incoming = { ...request, socket } as unknown as IncomingMessage
      server.handleUpgrade(incoming, socket, Buffer.alloc(0), (webSocket) =>
        onConnection(socketConnection(webSocket)),
      )
    },
  }
}
