// The way to the engine in a browser: one WebSocket, one life. Reconnecting is making a new one.
import { RPCLink } from '@orpc/client/websocket'
import type { OpenWire } from './wire.ts'

export const openSocketWire =
  (url: string | URL): OpenWire =>
  (onGone) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url)
      socket.binaryType = 'arraybuffer'
      let gone = false
      const end = (): void => {
        if (gone) return
        gone = true
        onGone()
        // A socket may take its time to close; the link need not: this event fails its pending calls now.
        socket.dispatchEvent(new Event('close'))
        socket.close()
      }
      socket.addEventListener('error', () => reject(new Error('The engine cannot be reached.')))
      socket.addEventListener('close', () => {
        reject(new Error('The engine cannot be reached.'))
        end()
      })
      const link = new RPCLink({ websocket: socket })
      socket.addEventListener('open', () => resolve({ link, end }))
    })
