// One life of the way to the engine: made new for every port or socket, never repaired.
import type { ClientContext, ClientLink } from '@orpc/client'

export interface Wire {
  readonly link: ClientLink<ClientContext>
  /** Ends every pending call, then calls `onGone` unless it was called before. */
  end(): void
}

/** @param onGone called once when the engine or the way to it has ended. */
export type OpenWire = (onGone: () => void) => Promise<Wire>
