// Joins one connection to the router: frames in, frames out, and every call of it aborted when it ends.
import { RPCHandler } from '@orpc/server/websocket'
import type { Router } from '../services/router.ts'
import type { RequestContext } from '../services/context.ts'
import type { Connection, Frame } from './connection.ts'

export const createConnectionServer = (router: Router) => {
  const handler = new RPCHandler<RequestContext>(router)
  return (connection: Connection, context: RequestContext): void => {
    // The handler keys its peers by this object and awaits what `send` returns: that is the back-pressure.
    const wire = {
      send: (frame: unknown) => connection.send(frame as Frame),
      addEventListener: () => undefined,
    }
    connection.onFrame((frame) => {
      handler.message(wire, frame as string | ArrayBuffer, { context }).catch((error: unknown) => {
        // A frame that is not ours, or an answer to a window that has left.
        if (!(error instanceof Error && error.name === 'AbortError'))
          console.error('engine: bad frame', error)
      })
    })
    connection.onClose(() => handler.close(wire))
  }
}
