// work.*: chooses who does heavy work, and lends this machine to others.
import type { WorkEvent } from './shared-work.ts'
import { os } from './os.ts'

export const workRouter = {
  state: os.work.state.handler(({ context }) => context.engine.work.state()),

  use: os.work.use.handler(async ({ input, context }) => {
    await context.engine.work.use(input.url)
    return context.engine.work.state()
  }),

  serve: os.work.serve.handler(async function* ({
    input: { url = null, ...options },
    context,
    signal = new AbortController().signal,
  }) {
    const told: WorkEvent[] = []
    let wake = Promise.withResolvers<undefined>()
    let failure: unknown = null
    const onEvent = (event: WorkEvent): void => {
      told.push(event)
      wake.resolve(undefined)
    }
    const left = new AbortController()
    const leave = (): void => left.abort()
    signal.addEventListener('abort', leave, { once: true })
    let isOver = false
    const served = context.engine.work
      .serve(url, { ...options, onEvent }, left.signal)
      .catch((error: unknown) => (failure = error))
      .finally(() => {
        isOver = true
        wake.resolve(undefined)
      })
    try {
      for (;;) {
        for (let event = told.shift(); event; event = told.shift()) yield event
        if (isOver) break
        await wake.promise
        wake = Promise.withResolvers()
      }
      if (failure !== null) throw failure as Error
    } finally {
      leave()
      await served
    }
  }),
}
