// Keeps long writing stoppable: a turn for the event loop every few milliseconds, and the stop honoured.
import { setImmediate as nextTurn } from 'node:timers/promises'

const TURN_MS = 12

export const createTurnGiver = (signal: AbortSignal): (() => Promise<void>) => {
  let turnStart = performance.now()
  return async () => {
    if (performance.now() - turnStart < TURN_MS) return
    await nextTurn()
    signal.throwIfAborted()
    turnStart = performance.now()
  }
}
