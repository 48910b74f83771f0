// Spares the engine the same question over and over: what changes a hundred times in a row is read again a few times.

/**
 * @param gapMs between two runs at least; also as long as a run takes.
 * @returns asks for a run: at once when the last is long ago, else once afterwards, however often it was asked.
 */
export const coalesced = (run: () => Promise<void>, gapMs: number): (() => void) => {
  let state: 'idle' | 'resting' | 'asked' = 'idle'
  const begin = async (): Promise<void> => {
    state = 'resting'
    await Promise.allSettled([run(), new Promise((done) => setTimeout(done, gapMs))])
    const isAsked = (state as string) === 'asked'
    state = 'idle'
    if (isAsked) void begin()
  }
  return () => {
    if (state === 'idle') void begin()
    else state = 'asked'
  }
}
