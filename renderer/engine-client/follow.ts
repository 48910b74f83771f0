// Follows a stream of the engine for as long as a view lives: opened again whenever the engine has come back.
import { connection } from './connection.ts'
import { isAborted } from './engine-error.ts'

const RETRY_MS = 1000

/**
 * @param open e.g. `(signal) => engine.project.watch(undefined, { signal })`
 * @param onEvent called for every event; `onOpen` before the first event of each opening, to load what was missed.
 * @returns a function that ends it.
 */
export const follow = <Event>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Event>>,
  onEvent: (event: Event) => void,
  onOpen?: () => void,
): (() => void) => {
  const controller = new AbortController()
  const { signal } = controller
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        const stream = await open(signal)
        onOpen?.()
        for await (const event of stream) onEvent(event)
      } catch (error) {
        if (signal.aborted || isAborted(error)) return
      }
      // The stream ended: the engine is gone, or it has nothing to tell yet (no project).
      await new Promise((resolve) => setTimeout(resolve, connection.getSnapshot() === 'gone' ? 0 : RETRY_MS))
      await connection.untilReady(signal)
    }
  }
  void run()
  return () => controller.abort()
}
