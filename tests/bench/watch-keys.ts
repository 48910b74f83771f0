// What a key costs in whatever page has the focus, typed as a person types: until the text is laid out, until the frame that
// shows it has ended, and how long the page's own thread was busy altogether.
import type { Page } from 'playwright'
import { quantile, round } from './bench.ts'

const KEYS = 200
const KEY_DELAY_MS = 40

type Until = 'layout' | 'frame'

/**
 * From each keydown's dispatch to the end of a forced layout of what it changed, which waits for nothing; or to the end of
 * the next frame, which waits for the screen's clock: at 60 Hz one begins every 16.7 ms, so that nobody's p95 can be much
 * below that. Runs inside the page.
 */
const watch = (until: Until): void => {
  const samples: number[] = []
  const afterThis = (run: () => void): void => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = run
    port2.postMessage(null)
  }
  const watching = new AbortController()
  const everywhere = { capture: true, signal: watching.signal } as const
  let start = 0
  const note = (): void => void samples.push(performance.now() - start)
  addEventListener(
    'keydown',
    () => {
      start = performance.now()
      if (until === 'frame') requestAnimationFrame(() => afterThis(note))
    },
    everywhere,
  )
  addEventListener(
    'input',
    () => {
      if (until === 'frame') return
      // The editor's own observer has run by then.
      afterThis(() => {
        document.activeElement?.getBoundingClientRect()
        note()
      })
    },
    everywhere,
  )
  Object.assign(window, { keySamples: samples, stopWatching: () => watching.abort() })
}

export interface KeyFigures {
  readonly keys: number
  /** From the key to the finished layout. */
  readonly layoutP50Ms: number
  readonly layoutP95Ms: number
  /** From the key to the end of the frame that shows it. */
  readonly frameP50Ms: number
  readonly frameP95Ms: number
  /** Of the page's thread, everything that came of typing included. */
  readonly busyMsPerKey: number
}

const typeKeys = async (page: Page, until: Until): Promise<number[]> => {
  await page.keyboard.type('warm up ', { delay: KEY_DELAY_MS })
  await page.evaluate(watch, until)
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
  const toLayout = await typeKeys(page, 'layout')
  const before = await busyS()
  const toFrame = await typeKeys(page, 'frame')
  const busyMs = ((await busyS()) - before) * 1000
  await devtools.detach()
  return {
    keys: toLayout.length + toFrame.length,
    layoutP50Ms: round(quantile(toLayout, 0.5)),
    layoutP95Ms: round(quantile(toLayout, 0.95)),
    frameP50Ms: round(quantile(toFrame, 0.5)),
    frameP95Ms: round(quantile(toFrame, 0.95)),
    busyMsPerKey: round(busyMs / toFrame.length),
  }
}
