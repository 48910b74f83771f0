// Milliseconds from a key to the end of the frame that shows it, typed as a person types, in whatever page has the focus.
import type { Page } from 'playwright'
import { quantile, round } from './bench.ts'

const KEYS = 200
const KEY_DELAY_MS = 40

/** From each keydown's dispatch to the end of the next frame. Runs inside the page. */
const watch = (): void => {
  const samples: number[] = []
  Object.assign(window, { keySamples: samples })
  addEventListener(
    'keydown',
    () => {
      const start = performance.now()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => samples.push(performance.now() - start)
        port2.postMessage(null)
      })
    },
    { capture: true },
  )
}

export interface KeyFigures {
  readonly keys: number
  readonly p50Ms: number
  readonly p95Ms: number
}

/** Types into the focused editor; the first half dozen keys, which warm the page up, are not counted. */
export const watchKeys = async (page: Page): Promise<KeyFigures> => {
  await page.keyboard.type('warm up ', { delay: KEY_DELAY_MS })
  await page.evaluate(watch)
  await page.keyboard.type('abcde fghij '.repeat(Math.ceil(KEYS / 12)).slice(0, KEYS), {
    delay: KEY_DELAY_MS,
  })
  await page.waitForTimeout(300)
  const samples = await page.evaluate(() => (window as unknown as { keySamples: number[] }).keySamples)
  return {
    keys: samples.length,
    p50Ms: round(quantile(samples, 0.5)),
    p95Ms: round(quantile(samples, 0.95)),
  }
}
