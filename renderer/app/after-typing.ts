// Typing comes first: what only shows what was written is drawn in a pause of the keys, or a little later while there is none.

/** No key for so long is a pause. */
const PAUSE_MS = 250
/** Whoever never pauses sees it so much later at most. */
const LONGEST_MS = 2000

let lastKeyMs = -Infinity
if (typeof window !== 'undefined')
  window.addEventListener('keydown', () => (lastKeyMs = performance.now()), { capture: true, passive: true })

/**
 * @returns asks for a run: at once (in its own turn) where nobody types, else in the next pause; many asks become one.
 */
export const afterTyping = (run: () => void): (() => void) => {
  let askedMs: number | null = null
  const look = (): void => {
    const now = performance.now()
    const restMs = Math.min(lastKeyMs + PAUSE_MS, (askedMs ?? now) + LONGEST_MS) - now
    if (restMs > 0) {
      setTimeout(look, restMs)
      return
    }
    askedMs = null
    run()
  }
  return () => {
    if (askedMs !== null) return
    askedMs = performance.now()
    setTimeout(look)
  }
}
