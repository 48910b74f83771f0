// The way to the engine inside the desktop shell: a MessagePort that the shell hands over on request.
import { RPCLink } from '@orpc/client/message-port'
import type { Bridge } from '../../preload/bridge.ts'
import type { OpenWire, Wire } from './wire.ts'

/** A port does not notice that its other end died, so the shell says it (`onEngineGone`) and the port is ended here. */
export const wireOverPort = (port: MessagePort, onGone: () => void): Wire => {
  let gone = false
  const end = (): void => {
    if (gone) return
    gone = true
    onGone()
    // The link listens for this event and fails its pending calls.
    port.dispatchEvent(new Event('close'))
    port.close()
  }
  port.addEventListener('close', end)
  const link = new RPCLink({ port })
  port.start()
  return { link, end }
}

export const openPortWire =
  (bridge: Bridge): OpenWire =>
  (onGone) =>
    new Promise((resolve) => {
      const receive = (event: MessageEvent): void => {
        const port = event.ports[0]
        if (event.source !== window || event.data !== bridge.portMessage || !port) return
        window.removeEventListener('message', receive)
        const wire = wireOverPort(port, () => {
          stop()
          onGone()
        })
        const stop = bridge.onEngineGone(() => wire.end())
        resolve(wire)
      }
      window.addEventListener('message', receive)
      bridge.requestEngine()
    })
