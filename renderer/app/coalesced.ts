// Spares the engine the same question over and over: what changes a hundred times in a row is read again a few times.

/** Rests so much longer than a run took: at most a fifth of the time goes into asking. */
const REST = 4

/**
 * @param run failures are its own to tell.
 * @param gapMs of rest after a run at least.
 * @returns asks for a run: at once when the last is long ago, else once afterwards, however often it was asked.
 */
export const coalesced = (run: () => Promise<void>, gapMs: number): (() => void) => {
  let isResting = false
  let isAsked = false
  const begin = async (): Promise<void> => {
    isResting = true
    isAsked = false
    const since = performance.now()
    await run().catch(() => undefined)
    const restMs = Math.max(gapMs, REST * (performance.now() - since))
    await new Promise((done) => setTimeout(done, restMs))
    isResting = false
    // Asked while it ran or rested.
    if (isAsked as boolean) void begin()
  }
  return () => {
    if (isResting) isAsked = true
    else void begin()
  }
}
