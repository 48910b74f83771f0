// Keeps long work stoppable: gives the event loop a turn every few milliseconds and honours the stop.
import { setImmediate as nextTurn } from 'node:timers/promises'

const TURN_MS = 12

/** Call between pieces of work; throws the signal's reason once stopped. */
export const createTurnTaker = (signal: AbortSignal): (() => Promise<void>) => {
  let turnStart = performance.now()
  return async () => {
    if (performance.now() - turnStart < TURN_MS) return
    await nextTurn()
    signal.throwIfAborted()
    turnStart = performance.now()
  }
}
