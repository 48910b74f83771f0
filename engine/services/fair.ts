// Keeps streams fair: a generator that never leaves the microtask queue gives the event loop a turn every few
// milliseconds, so that aborts and other calls are read while it runs.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { os as server } from '@orpc/server'

const TURN_MS = 8

async function* share(
  source: AsyncIterator<unknown, unknown>,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown, unknown> {
  let turnStart = performance.now()
  let ended = false
  try {
    for (;;) {
      const step = await source.next()
      if (step.done) {
        ended = true
        return step.value
      }
      if (performance.now() - turnStart > TURN_MS) {
        await nextTurn()
        turnStart = performance.now()
      }
      if (signal?.aborted) return undefined
      yield step.value
    }
  } finally {
    if (!ended) void source.return?.()
  }
}

export const fair = server.middleware(async ({ next, signal }) => {
  const result = await next()
  const output: unknown = result.output
  if (typeof output !== 'object' || output === null || !(Symbol.asyncIterator in output)) return result
  const source = (output as AsyncIterable<unknown, unknown>)[Symbol.asyncIterator]()
  const shared: unknown = share(source, signal)
  return { ...result, output: shared }
})
