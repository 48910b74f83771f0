// What a key costs in whatever page has the focus, typed as a person types: until the frame that shows it has ended, and how
// long the page's own thread was busy altogether.
import type { Page } from 'playwright'
import { quantile, round } from './bench.ts'

const KEYS = 200
const KEY_DELAY_MS = 40

/**
 * Chromium's switches for a page that draws whenever there is something to draw. With the screen's clock a frame begins
 * every 16.7 ms, and an empty text field's p95 is already that: only without it a key's own cost shows.
 */
export const WITHOUT_CLOCK = ['--disable-frame-rate-limit', '--disable-gpu-vsync'] as const

/** From each keydown's dispatch to the end of the next frame. Runs inside the page. */
const watch = (): void => {
  const samples: number[] = []
  const watching = new AbortController()
  addEventListener(
    'keydown',
    () => {
      const start = performance.now()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => void samples.push(performance.now() - start)
        port2.postMessage(null)
      })
    },
    { capture: true, signal: watching.signal },
  )
  Object.assign(window, { keySamples: samples, stopWatching: () => watching.abort() })
}

export interface KeyFigures {
  readonly keys: number
  /** From the key to the end of the frame that shows it. */
  readonly p50Ms: number
  readonly p95Ms: number
  /** Of the page's thread, everything that came of typing included. */
  readonly busyMsPerKey: number
}

const typeKeys = async (page: Page): Promise<number[]> => {
  await page.keyboard.type('warm up ', { delay: KEY_DELAY_MS })
  await page.evaluate(watch)
  await page.keyboard.type('abcde fghij '.repeat(Math.ceil(KEYS / 12)).slice(0, KEYS), {
    delay: KEY_DELAY_MS,
  })
  await page.waitForTimeout(300)
  return page.evaluate(() => {
    const { keySamples, stopWatching } = window as unknown as {
      keySamples: number[]
      stopWatching: () => void
    }
    stopWatching()
    return keySamples
  })
}

/** Types into the focused editor; the first half dozen keys, which warm the page up, are not counted. */
export const watchKeys = async (page: Page): Promise<KeyFigures> => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const busyS = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  }
  const before = await busyS()
  const samples = await typeKeys(page)
  const busyMs = ((await busyS()) - before) * 1000
  await devtools.detach()
  return {
    keys: samples.length,
    p50Ms: round(quantile(samples, 0.5)),
    p95Ms: round(quantile(samples, 0.95)),
    busyMsPerKey: round(busyMs / samples.length),
  }
}
