// The window on a long book: opening to first paint, a key to its frame in both views, another scene; beside bare TipTap.
import type { Page } from 'playwright'
import { startBrowserHost } from '../helpers/harness.ts'
import { openBareTiptap } from './bare-tiptap.ts'
import { quantile, round, type Bench, type Figure } from './bench.ts'
import { BOOK_SCENES, BOOK_WORDS, importBook, openDesk } from './book.ts'
import { longBook } from '../helpers/novel.ts'
import { untilCalm } from './until-calm.ts'
import { watchKeys, WITHOUT_CLOCK } from './watch-keys.ts'
import { windowMemory } from './window-memory.ts'

type Report = (figure: Figure) => void

const RELOADS = 5
const SWITCHES = 12

const click = async (page: Page, testId: string): Promise<void> => {
  const box = (await page.getByTestId(testId).boundingBox())!
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
}

/** The middle of the book, with the caret in its text. */
const goToTheMiddle = async (page: Page): Promise<void> => {
  await click(page, 'timeline-chart')
  await page.waitForTimeout(1500)
  await click(page, 'manuscript')
  await page.waitForFunction(() => document.activeElement?.closest('.ProseMirror') !== null)
}

const timeOpening = async (page: Page): Promise<number[]> => {
  const opens: number[] = []
  for (let index = 0; index < RELOADS; index++) {
    await page.reload({ waitUntil: 'commit' })
    await page.locator('.ProseMirror p').first().waitFor()
    opens.push(
      await page.evaluate(
        () => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now()))),
      ),
    )
  }
  return opens
}

/** From the press on another scene's line in the binder to the frame in which its text stands. */
const timeSwitch = (page: Page): Promise<number[]> =>
  page.evaluate(async (count) => {
    const text = (): string => document.querySelector('.ProseMirror')?.textContent ?? ''
    const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()))
    const samples: number[] = []
    for (let turn = 0; turn < count; turn++) {
      const rows = [
        ...document.querySelectorAll<HTMLElement>('[data-testid="binder-node"][data-kind="scene"]'),
      ]
      const row = rows.find((each) => each.getAttribute('aria-selected') !== 'true')
      if (!row) throw new Error('there is no other scene to go to')
      const [before, start] = [text(), performance.now()]
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
        row.dispatchEvent(
          new (type.startsWith('pointer') ? PointerEvent : MouseEvent)(type, {
            bubbles: true,
            cancelable: true,
            detail: 1,
            pointerType: 'mouse',
            button: 0,
          }),
        )
      while (text() === before || text() === '') await frame()
      samples.push(performance.now() - start)
      await new Promise((done) => setTimeout(done, 400))
    }
    return samples
  }, SWITCHES)

/** Keys in both views, then going about. */
const timeStudio = async (page: Page, report: Report): Promise<void> => {
  for (const view of ['continuous', 'scene'] as const) {
    await page.getByRole('radio', { name: view === 'scene' ? 'One scene' : 'Whole book' }).click()
    await goToTheMiddle(page)
    report({ name: `keypress-${view}`, ...(await watchKeys(page)) })
  }
  const switches = await timeSwitch(page)
  report({ name: 'switch-scene', p50Ms: round(quantile(switches, 0.5)), maxMs: round(quantile(switches, 1)) })
}

/** The same paragraphs in bare TipTap, and a field with nothing in it. */
const timePeers = async (page: Page, book: string, scenes: number, report: Report): Promise<void> => {
  const paragraphs = book.split('\n\n').filter((text) => !text.startsWith('#'))
  const oneScene = paragraphs.slice(0, Math.ceil(paragraphs.length / scenes))
  for (const [name, texts] of [
    ['whole-book', paragraphs],
    ['scene', oneScene],
  ] as const) {
    await openBareTiptap(page, texts)
    report({ name: `bare-tiptap-keypress-${name}`, ...(await watchKeys(page)) })
  }
  await page.setContent('<textarea></textarea>')
  await page.locator('textarea').focus()
  report({ name: 'empty-text-field-keypress', ...(await watchKeys(page)) })
}

const benchWindow = async (wantedWords: number, wantedScenes: number, report: Report): Promise<void> => {
  const book = longBook(wantedWords, wantedScenes)
  const desk = await openDesk()
  const { words, scenes } = await importBook(desk.client, new File([book], 'long-book.md'))
  await desk.client.studio.updateSettings({ tourDone: true })
  await desk.client.project.close()
  const withClock = async (clock: string, browserArgs: readonly string[]): Promise<void> => {
    const tell: Report = (figure) => report({ ...figure, words, clock })
    const studio = await startBrowserHost({
      dataDir: desk.dataDir,
      projectPath: desk.projectPath,
      browserArgs,
    })
    try {
      const { page } = studio
      await untilCalm(page)
      const opens = await timeOpening(page)
      tell({
        name: 'open-to-first-paint',
        scenes,
        p50Ms: round(quantile(opens, 0.5)),
        maxMs: round(quantile(opens, 1)),
      })
      await timeStudio(page, tell)
      tell({ name: 'window-memory', ...(await windowMemory(page)) })
      await timePeers(await page.context().newPage(), book, wantedScenes, tell)
    } finally {
      await studio.stop()
    }
  }
  try {
    await withClock('60 Hz', [])
    await withClock('none', WITHOUT_CLOCK)
  } finally {
    await desk.close()
  }
}

export const editorBench: Bench = {
  name: 'editor',
  title:
    'open a 300,000-word book, type in the middle of it in both views, go to other scenes; bare TipTap beside it',
  run: (report) => benchWindow(BOOK_WORDS, BOOK_SCENES, report),
}

export const longEditorBench: Bench = {
  name: 'editor-million',
  title: 'the same with 1,000,000 words',
  run: (report) => benchWindow(1_000_000, 600, report),
}
