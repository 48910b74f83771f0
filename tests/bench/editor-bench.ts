// The window on a 300,000-word book: opening to first paint, and keypress to next paint in the middle of it.
import type { Page } from 'playwright'
import { startBrowserHost } from '../helpers/harness.ts'
import { quantile, round, type Bench } from './bench.ts'
import { bookFile, BOOK_SCENES, importBook, openDesk } from './book.ts'

const KEYS = 200
const KEY_DELAY_MS = 40

/** Milliseconds from each keydown's dispatch to the end of the frame that shows it. Runs inside the page. */
const watchKeys = (): void => {
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

const typeInTheMiddle = async (page: Page): Promise<number[]> => {
  await page
    .getByTestId('binder')
    .getByRole('row', { name: `Chapter ${BOOK_SCENES / 2}`, exact: false })
    .first()
    .click()
  const scene = page.locator('[data-testid="scene"][data-active="true"], [data-testid="scene"]').first()
  await scene.waitFor()
  const paragraph = page.locator('.ProseMirror p').nth(4)
  await paragraph.scrollIntoViewIfNeeded()
  await paragraph.click()
  await page.evaluate(watchKeys)
  await page.keyboard.type('abcde fghij '.repeat(Math.ceil(KEYS / 12)).slice(0, KEYS), {
    delay: KEY_DELAY_MS,
  })
  await page.waitForTimeout(300)
  return page.evaluate(() => (window as unknown as { keySamples: number[] }).keySamples)
}

export const editorBench: Bench = {
  name: 'editor',
  title: 'open a 300,000-word book, and type in the middle of it, in both views',
  async run(report) {
    const desk = await openDesk()
    const { words, scenes } = await importBook(desk.client, bookFile())
    await desk.client.studio.updateSettings({ tourDone: true })
    await desk.client.project.close()

    const studio = await startBrowserHost({ dataDir: desk.dataDir, projectPath: desk.projectPath })
    try {
      const { page } = studio
      await page.locator('.ProseMirror p').first().waitFor()
      const opens: number[] = []
      for (let index = 0; index < 5; index++) {
        await page.reload({ waitUntil: 'commit' })
        await page.locator('.ProseMirror p').first().waitFor()
        opens.push(
          await page.evaluate(
            () => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now()))),
          ),
        )
      }
      report({
        name: 'open-to-first-paint',
        words,
        scenes,
        p50Ms: round(quantile(opens, 0.5)),
        maxMs: round(quantile(opens, 1)),
      })

      for (const view of ['continuous', 'scene'] as const) {
        await page.getByRole('radio', { name: view === 'scene' ? 'One scene' : 'Whole book' }).click()
        const samples = await typeInTheMiddle(page)
        report({
          name: `keypress-${view}`,
          keys: samples.length,
          p50Ms: round(quantile(samples, 0.5)),
          p95Ms: round(quantile(samples, 0.95)),
        })
      }
      const { metrics } = await (
        await page.context().newCDPSession(page)
      )
        .send('Performance.enable')
        .then(async () => (await page.context().newCDPSession(page)).send('Performance.getMetrics'))
      report({
        name: 'window-heap',
        MB: round((metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e6),
      })
    } finally {
      await studio.stop()
      await desk.close()
    }
  },
}
