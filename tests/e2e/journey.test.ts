// A stranger's whole way through the studio, in both hosts: a real novel and its curve; then a small book from photo and
// training to an EPUB that holds both, and everything still there after closing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { EpubCheck } from '@likecoin/epubcheck-ts'
import { strFromU8, unzipSync } from 'fflate'
import type { Locator, Page } from 'playwright'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost, startShim, type HarnessOptions } from '../helpers/harness.ts'
import { novel } from '../helpers/novel.ts'
import { studioPage, textFile, type StudioPage } from '../helpers/studio-page.ts'

interface Journey {
  readonly page: Page
  readonly studio: StudioPage
  exportedEpub(): Promise<Buffer>
  /** The files that a Markdown export makes, by name: packed as a download, side by side at a path. */
  exportedMarkdown(): Promise<Readonly<Record<string, Uint8Array>>>
  stop(): Promise<void>
}

const endings: (() => Promise<unknown>)[] = []
const folders: string[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-journey-'))
  folders.push(folder)
  return folder
}

const inBrowser = async (options: HarnessOptions): Promise<Journey> => {
  const host = await startBrowserHost(options)
  const studio = studioPage(host.page)
  return {
    page: host.page,
    studio,
    exportedEpub: async () => readFileSync(await (await studio.exportAsDownload('EPUB')).path()),
    exportedMarkdown: async () =>
      unzipSync(new Uint8Array(readFileSync(await (await studio.exportAsDownload('Markdown')).path()))),
    stop: () => host.stop(),
  }
}

const inShell = async (options: HarnessOptions): Promise<Journey> => {
  const shell = await startShim(options)
  const studio = studioPage(shell.page)
  const exportTo = async (format: string, filePath: string): Promise<void> => {
    await shell.ask({ kind: 'dialog', answer: { canceled: false, filePath } })
    const dialog = await studio.openExport()
    await dialog.getByRole('radio', { name: format }).click()
    await dialog.getByTestId('export-run').click()
    await dialog.getByTestId('export-result').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  }
  return {
    page: shell.page,
    studio,
    exportedEpub: async () => {
      const file = path.join(newFolder(), 'book.epub')
      await exportTo('EPUB', file)
      return readFileSync(file)
    },
    exportedMarkdown: async () => {
      const folder = newFolder()
      await exportTo('Markdown', path.join(folder, 'book.md'))
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      )
      return Object.fromEntries(
        files.map(({ parentPath, name }) => [name, readFileSync(path.join(parentPath, name))]),
      )
    },
    stop: () => shell.stop(),
  }
}

const HOSTS = [
  ['the browser host', inBrowser],
  ['the desktop shell', inShell],
] as const

const begin = async (start: (options: HarnessOptions) => Promise<Journey>): Promise<Journey> => {
  const journey = await start({ documentsDir: newFolder() })
  endings.push(() => journey.stop())
  shown = journey.studio
  await journey.studio.ready()
  return journey
}

/** The words alone: what typography and markup leave unchanged. */
const wordsOf = (text: string): string => (text.match(/[\p{L}\d]+/gu) ?? []).join(' ')

const textOfEpub = (files: Record<string, Uint8Array>): string =>
  wordsOf(
    Object.entries(files)
      .filter(([name]) => name.endsWith('.xhtml'))
      .map(([, bytes]) => strFromU8(bytes))
      .join('\n')
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&'),
  )

const playheadWord = async (studio: StudioPage): Promise<number> =>
  Number(await studio.playhead.getAttribute('data-word'))

const values = (handles: Locator): Promise<(string | null)[]> =>
  handles.evaluateAll((all) =>
    all.map((each) => `${each.getAttribute('aria-valuenow')} ${each.getAttribute('aria-valuetext')}`),
  )

/** The first scenes of the novel: enough to learn a little from, little enough to be quick. */
const shortBook = (): string => {
  const text = novel()
  const from = text.indexOf('CHAPTER 1. ')
  return text.slice(from, text.indexOf('CHAPTER 7. '))
}

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 420, channels: 3, background: { r: 40, g: 90, b: 130 } } })
    .jpeg()
    .toBuffer()

/** As from the desktop: the files come with the drop event. */
const drop = async (
  page: Page,
  target: Locator,
  name: string,
  type: string,
  bytes: Buffer,
): Promise<void> => {
  const transfer = await page.evaluateHandle(
    ({ base64, fileName, mime }) => {
      const data = new DataTransfer()
      const content = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      data.items.add(new File([content], fileName, { type: mime }))
      return data
    },
    { base64: bytes.toString('base64'), fileName: name, mime: type },
  )
  await target.dispatchEvent('dragover', { dataTransfer: transfer })
  await target.dispatchEvent('drop', { dataTransfer: transfer })
}

describe.each(HOSTS)('in %s', (_name, start) => {
  it('a first start shows the sample story with its curve, and a tour of three steps', async () => {
    const { page, studio } = await begin(start)
    const tour = page.getByTestId('tour')
    await tour.waitFor()
    await studio.untilCurve()
    expect(await studio.binder.getByRole('row').count()).toBeGreaterThan(3)
    expect(await studio.handles.count()).toBeGreaterThan(1)
    for (const step of [1, 2, 3]) {
      await tour.getByText(`Step ${step} of 3`).waitFor()
      await tour.getByRole('button', { name: step < 3 ? 'Next' : 'Start writing' }).click()
    }
    await tour.waitFor({ state: 'detached' })
    await page.reload()
    await studio.untilCurve()
    expect(await tour.count()).toBe(0)
  })

  it('a whole novel comes in as corrected, shows its curve, follows clicks, and keeps the target drawn on it', async () => {
    const { page, studio } = await begin(start)
    await studio.createProject('The Whale')
    const lines = await studio.previewImport(textFile('moby-dick.txt', novel()))
    expect(await lines.count()).toBeGreaterThan(10)
    const title = page.getByTestId('import-outline').locator('.outline-title').nth(2)
    const proposed = await title.inputValue()
    await title.fill('A corrected line')
    await studio.commitImport()
    await studio.untilCurve(120_000)
    await studio.node('A corrected line').first().waitFor()
    expect(await studio.binder.getByText(proposed, { exact: true }).count()).toBe(0)
    const words = Number((await page.getByTestId('book-words').innerText()).replaceAll(/\D/g, ''))
    expect(words).toBeGreaterThan(200_000)

    // The curve leads to the text …
    await page.getByTestId('timeline-analysing').waitFor({ state: 'detached', timeout: 120_000 })
    const box = await studio.box(studio.chart)
    const selected = studio.binder.locator('[role="row"][aria-selected="true"]')
    const before = await selected.innerText()
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await eventually(() => playheadWord(studio)).toBeGreaterThan(words * 0.45)
    expect(await playheadWord(studio)).toBeLessThan(words * 0.55)
    await eventually(() => selected.innerText()).not.toBe(before)
    const there = await playheadWord(studio)
    const inSight = await page.evaluate(() => {
      const caret = getSelection()?.anchorNode?.parentElement
      const top = caret?.getBoundingClientRect().top ?? -1
      return top > 0 && top < innerHeight
    })
    expect(inSight).toBe(true)
    // … and the text to the curve.
    await page.keyboard.press('Control+Alt+ArrowDown')
    await eventually(() => playheadWord(studio)).toBeGreaterThan(there)

    // A target, with the mouse and with the keyboard.
    await studio.drawTarget(0.2, 0.3)
    await studio.drawTarget(0.5, 0.7)
    await studio.drawTarget(0.8, 0.25)
    const drawn = await values(studio.handles)
    const handle = studio.handles.nth(1)
    const grip = await studio.box(handle)
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
    await page.mouse.down()
    await page.mouse.move(grip.x + grip.width / 2 + 30, grip.y - 25, { steps: 6 })
    await page.mouse.up()
    await eventually(() => values(studio.handles)).not.toEqual(drawn)
    await studio.painted()
    const valueNow = async (): Promise<number> =>
      Math.round(100 * Number(await handle.getAttribute('aria-valuenow')))
    const dragged = await valueNow()
    await handle.focus()
    await page.keyboard.press('ArrowUp')
    await eventually(valueNow).toBe(dragged + 5)
    const wanted = await values(studio.handles)
    expect(wanted).toHaveLength(3)
    await page.getByTestId('timeline-gap').waitFor()

    await page.reload()
    await studio.untilCurve()
    await eventually(() => values(studio.handles)).toEqual(wanted)
  })

  it('a small book goes from photo and training to an accepted passage and an EPUB, and is whole after reopening', async () => {
    const { page, studio, exportedEpub, exportedMarkdown } = await begin(start)
    await studio.createProject('Before the Voyage')
    await studio.importText(textFile('voyage.txt', shortBook()))
    await studio.untilCurve()
    const editor = page.getByTestId('scene-editor').first()
    const text = (): Promise<string> => studio.textOf(editor)
    await editor.click()
    await page.keyboard.press('Control+Home')

    // A photo: dropped, described, pinned, put into the text.
    await studio.openSide('media')
    await drop(page, page.getByTestId('media'), 'harbour.jpg', 'image/jpeg', await photo())
    const card = page.getByTestId('media-card')
    await card.getByRole('button', { expanded: false }).first().click()
    await card.getByTestId('media-caption').fill('The harbour & the <sea>')
    await card.getByTestId('media-caption').press('Enter')
    await card.getByText('The harbour & the <sea>').first().waitFor()
    await card.getByTestId('media-pin-here').click()
    await page.getByTestId('media-pin').waitFor()
    await card.getByTestId('media-insert').click()
    await editor.locator('img').waitFor()
    await studio.untilSaved()

    // A first model, small enough to be there in a moment.
    await studio.command('workshop.open')
    const workshop = page.getByTestId('workshop')
    await workshop.getByRole('radio', { name: 'Tiny' }).click()
    await workshop.getByTestId('training-start').click()
    const run = workshop.getByTestId('run-view')
    await eventually(() => run.getByTestId('loss-chart').locator('path').first().getAttribute('d'), {
      timeout: 90_000,
    }).toMatch(/^M.+L/)
    await workshop.getByTestId('training-resume').waitFor({ timeout: 120_000 })
    expect(await run.getByTestId('run-state').innerText()).toContain('finished')
    expect(await run.locator('figure').count()).toBeGreaterThan(0)
    await workshop.getByRole('button', { name: 'Close' }).first().click()
    await workshop.waitFor({ state: 'detached' })

    // Three candidates at the caret; arrows look through them, Tab takes one, one undo gives it back.
    await studio.openSide('cowriter')
    await editor.locator('p').nth(1).click()
    await page.keyboard.press('Control+End')
    const before = await text()
    await page.keyboard.press('Control+Enter')
    await studio.ghost.waitFor()
    await eventually(() => studio.ghost.innerText()).not.toBe('')
    const candidates = page.getByTestId('candidate')
    await page.getByTestId('cowriter-continue').waitFor({ timeout: 60_000 })
    expect(await candidates.count()).toBe(3)
    expect(await candidates.locator('.emotion-bar').count()).toBe(3)
    const current = page.locator('[data-testid="candidate"][aria-current="true"]')
    const ghost = async (): Promise<string> => wordsOf(await studio.ghost.innerText())
    // The page takes up the last words a moment after the panel.
    const first = wordsOf(await current.locator('.candidate-text').innerText())
    await eventually(ghost).toBe(first)
    await page.keyboard.press('ArrowRight')
    await eventually(ghost).not.toBe(first)
    await page.keyboard.press('ArrowLeft')
    await eventually(ghost).toBe(first)
    await page.keyboard.press('ArrowRight')
    await eventually(ghost).not.toBe(first)
    const chosen = wordsOf(await current.locator('.candidate-text').innerText())
    expect(chosen.length).toBeGreaterThan(20)
    await page.keyboard.press('Tab')
    await studio.ghost.waitFor({ state: 'detached' })
    await eventually(async () => wordsOf(await text())).toContain(chosen)
    await studio.undo()
    await eventually(text).toBe(before)
    await studio.redo()
    await eventually(async () => wordsOf(await text())).toContain(chosen)

    // What was written is kept with where it came from.
    await studio.openSide('history')
    const entry = page.getByTestId('history-entry').first()
    await eventually(() => entry.innerText()).toContain('accepted')
    await entry.getByRole('button').first().click()
    await entry.locator('.provenance').waitFor()
    const provenance = await entry.locator('.provenance').innerText()
    expect(provenance).toContain('gru')
    expect(provenance).toMatch(/temperature/)
    expect(await entry.locator('.candidate').count()).toBe(3)

    // Esc turns down; Stop ends the writing and keeps what is there on offer.
    await studio.openSide('cowriter')
    await editor.locator('p').nth(1).click()
    await page.keyboard.press('Control+End')
    const accepted = await text()
    await page.keyboard.press('Control+Enter')
    await studio.ghost.waitFor()
    await page.keyboard.press('Escape')
    await studio.ghost.waitFor({ state: 'detached' })
    await page.getByTestId('cowriter-continue').waitFor()
    expect(await text()).toBe(accepted)

    await page.getByTestId('cowriter-options').click()
    for (const name of ['Words', 'Candidates']) {
      await page.getByRole('slider', { name }).focus()
      await page.keyboard.press('End')
    }
    await page.keyboard.press('Escape')
    await editor.locator('p').nth(1).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Control+Enter')
    // At once: a pointer waits for the page to come to rest, and until then a model this small may be done.
    await page.getByTestId('cowriter-stop').dispatchEvent('click')
    await page.getByTestId('cowriter-continue').waitFor()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+Shift+z')
    await eventually(async () => wordsOf(await text())).toContain(chosen)
    await studio.untilSaved()

    // Out into the world.
    const epub = await exportedEpub()
    const { messages } = await EpubCheck.validate(new Uint8Array(epub))
    expect(messages.filter(({ severity }) => severity !== 'info' && severity !== 'usage')).toEqual([])
    const book = unzipSync(new Uint8Array(epub))
    expect(textOfEpub(book)).toContain(chosen)
    expect(textOfEpub(book)).toContain('The harbour the sea')
    expect(Object.keys(book).filter((name) => /\.jpe?g$/.test(name))).toHaveLength(1)
    const markdown = await exportedMarkdown()
    const source = Object.entries(markdown).find(([name]) => name.endsWith('.md'))?.[1]
    expect(wordsOf(strFromU8(source ?? new Uint8Array()))).toContain(chosen)
    expect(Object.keys(markdown).some((name) => /\.jpe?g$/.test(name))).toBe(true)

    // Closed and opened again.
    await studio.closeProject()
    await studio.openRecent('Before the Voyage')
    await studio.untilCurve()
    const again = page.getByTestId('scene-editor').first()
    await eventually(async () => wordsOf(await studio.textOf(again))).toContain(chosen)
    await again.locator('img').waitFor()
    await page.getByTestId('media-pin').waitFor()
    await studio.openSide('history')
    await eventually(() => page.getByTestId('history-entry').count()).toBeGreaterThan(2)
    await studio.command('workshop.open')
    await eventually(() => page.getByTestId('run-line').count()).toBe(1)
  })
})
