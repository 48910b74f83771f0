// The state of the way to the engine, for whoever shows it or loads again when the engine is back.
import { EngineLink, type ConnectionState } from './engine-link.ts'
import { openPortWire } from './port-wire.ts'
import { openSocketWire } from './socket-wire.ts'
import type { OpenWire } from './wire.ts'

/** Where the browser host listens. */
const SOCKET_PATH = '/engine'

/** Decided at the first call, not at import: tests import this where there is no window. */
const openWire: OpenWire = (onGone) => {
  if (window.arcwright) return openPortWire(window.arcwright)(onGone)
  const url = new URL(SOCKET_PATH, window.location.href)
  url.protocol = 'ws:'
  return openSocketWire(url)(onGone)
}

/** For engine.ts only. */
export const engineLink = new EngineLink(openWire)

/** Made for `useSyncExternalStore(connection.subscribe, connection.getSnapshot)`. */
export const connection = {
  getSnapshot: (): ConnectionState => engineLink.state,
  subscribe: engineLink.subscribe,
  /** A number that is another whenever the engine is another. */
  getLife: (): number => engineLink.lives,
  /** Also when the signal says that nobody waits any longer. */
  untilReady: (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const stop = engineLink.subscribe(() => check())
      const check = (): void => {
        if (engineLink.state === 'gone' && signal?.aborted !== true) return
        stop()
        resolve()
      }
      signal?.addEventListener('abort', check, { once: true })
      check()
    }),
  /** Why the project could not be opened again after the engine came back; null when all is well. */
  getReopenError: (): unknown => engineLink.reopenError,
}
