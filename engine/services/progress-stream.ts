// Turns work that reports by callback into a stream: progress merged to ten a second, then the result.

export interface Progress {
  readonly kind: 'progress'
  readonly stage: string
  readonly done: number
  readonly total: number
}

const INTERVAL_MS = 100

/** Yields while the work goes on, always its last word; returns what it returns, throws what it throws. */
export async function* withProgress<Result>(
  work: (report: (stage: string, done: number, total: number) => void) => Promise<Result>,
): AsyncGenerator<Progress, Result> {
  let latest: Progress | undefined
  let wake = (): void => undefined
  let isOver = false
  const running = work((stage, done, total) => {
    latest = { kind: 'progress', stage, done, total }
  }).finally(() => {
    isOver = true
    wake()
  })
  // The error is thrown below, by the await; until then it must not count as unhandled.
  running.catch(() => undefined)
  while (!isOver) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, INTERVAL_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    if (latest) yield latest
    latest = undefined
  }
  return running
}
