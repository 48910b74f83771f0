// Joins the pieces of streamed text: a window gets at most some sixty events a second, in order, with nothing dropped.
import { setTimeout as sleep } from 'node:timers/promises'
import { os as server } from '@orpc/server'

interface TextPiece {
  readonly kind: 'text'
  readonly index: number
  readonly text: string
}

const WINDOW_MS = 16

const isPiece = (event: unknown): event is TextPiece =>
  typeof event === 'object' && event !== null && 'kind' in event && event.kind === 'text'

/** Waits up to `windowMs` after a piece and adds the neighbours of the same candidate that came meanwhile. */
async function* joinPieces(
  source: AsyncIterator<unknown, unknown>,
  windowMs: number,
): AsyncGenerator<unknown, unknown> {
  let ended = false
  let pending: Promise<IteratorResult<unknown, unknown>> | undefined
  const pull = (): Promise<IteratorResult<unknown, unknown>> => {
    const step = pending ?? source.next()
    pending = undefined
    return step
  }
  try {
    for (;;) {
      let step = await pull()
      while (!step.done && isPiece(step.value)) {
        const [joined, following] = await gather(source, step.value, windowMs)
        pending = following
        yield joined
        step = await pull()
      }
      if (step.done) {
        ended = true
        return step.value
      }
      yield step.value
    }
  } finally {
    if (!ended) void source.return?.()
  }
}

/** The joined piece, and the step after it when that was already asked for. */
const gather = async (
  source: AsyncIterator<unknown, unknown>,
  first: TextPiece,
  windowMs: number,
): Promise<[TextPiece, Promise<IteratorResult<unknown, unknown>> | undefined]> => {
  const over = new AbortController()
  const timeout = sleep(windowMs, 'over' as const, { signal: over.signal }).catch(() => 'over' as const)
  let { text } = first
  try {
    for (;;) {
      const next = source.next()
      // The error, if any, belongs to whoever awaits `next` later.
      next.catch(() => undefined)
      const step = await Promise.race([next.catch(() => 'over' as const), timeout])
      if (step === 'over' || step.done || !isPiece(step.value) || step.value.index !== first.index)
        return [{ ...first, text }, next]
      text += step.value.text
    }
  } finally {
    over.abort()
  }
}

/** Middleware for procedures that stream `{ kind: 'text', index, text }` among other events. */
export const joinText = server.middleware(async ({ next }) => {
  const result = await next()
  const output: unknown = result.output
  if (typeof output !== 'object' || output === null || !(Symbol.asyncIterator in output)) return result
  const source = (output as AsyncIterable<unknown, unknown>)[Symbol.asyncIterator]()
  const joined: unknown = joinPieces(source, WINDOW_MS)
  return { ...result, output: joined }
})
