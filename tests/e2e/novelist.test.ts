// A novelist's evening in a real browser: listening to what was written, printing it, cards moved and lines deleted by
// keyboard, and a project that locks itself.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost, type BrowserStudio } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const PASSPHRASE = 'seven tides and a lamp'

let folder = ''
let host: BrowserStudio
let page: Page
let studio: StudioPage

interface Spoken {
  readonly text: string
  readonly rate: number
}

/** A voice that is heard by the test: each sentence lasts until `endSentence` is called. Runs inside the page. */
const giveVoice = (): void => {
  const spoken: Spoken[] = []
  let current: { onend?: () => void; onerror?: () => void } | null = null
  const voice = { name: 'Test', lang: 'en-GB', voiceURI: 'test', localService: true, default: true }
  class Utterance {
    readonly text: string
    rate = 1
    onend?: () => void
    onerror?: () => void
    constructor(text: string) {
      this.text = text
    }
  }
  const synthesis = {
    getVoices: () => [voice],
    speak: (said: Utterance) => {
      current = said
      spoken.push({ text: said.text, rate: said.rate })
    },
    cancel: () => {
      const said = current
      current = null
      said?.onerror?.()
    },
    pause: () => undefined,
    resume: () => undefined,
  }
  const endSentence = (): void => {
    const said = current
    current = null
    said?.onend?.()
  }
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis })
  Object.assign(window, { SpeechSynthesisUtterance: Utterance, spoken, endSentence })
}

const spoken = (): Promise<Spoken[]> =>
  page.evaluate(() => (window as unknown as { spoken: Spoken[] }).spoken)
const endSentence = (): Promise<void> =>
  page.evaluate(() => (window as unknown as { endSentence(): void }).endSentence())
const marked = (): Promise<string> =>
  page.locator('.revealed').evaluateAll((found) => found.map(({ textContent }) => textContent).join(''))

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'arcwright-novelist-'))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, view: 'continuous' })
  const projectPath = await makeProject(folder, {
    title: 'Shelf',
    scenes: [
      ['One', ['The lamp was out. Nothing stirred.', '她点了灯。']],
      ['Two', ['The tide came in.']],
      ['Three', ['The last of it.']],
    ],
  })
  const engine = createEngine({ dataDir: path.join(folder, 'maker'), documentsDir: folder, version: '0' })
  await engine.connect().client.safety.setPassphrase({ path: projectPath, next: PASSPHRASE })
  await engine.close()
  host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath })
  page = host.page
  await page.evaluate(giveVoice)
  studio = await studioPage(page).ready()
  await page.getByTestId('passphrase').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await studio.untilOpen('Shelf')
  await studio.editor('One').waitFor()
})

afterAll(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await studio.keepPicture(task.name)
})

it('reads aloud from the caret on, marks the sentence that is spoken, changes its rate, and stops', async () => {
  await studio.editor('One').click()
  await page.keyboard.press('Control+Home')
  await studio.command('manuscript.readAloud')
  const bar = page.getByTestId('reading-bar')
  await bar.waitFor()
  await eventually(marked).toBe('The lamp was out.')
  await endSentence()
  await eventually(marked).toBe('Nothing stirred.')
  const rate = bar.getByRole('slider')
  await rate.focus()
  for (let i = 0; i < 5; i++) await rate.press('ArrowRight')
  await endSentence()
  await eventually(marked).toBe('她点了灯。')
  await bar.getByRole('button', { name: 'Pause' }).click()
  await bar.getByRole('button', { name: 'Go on' }).click()
  // On into the next scene.
  await endSentence()
  await eventually(marked).toBe('The tide came in.')
  expect(await spoken()).toEqual([
    { text: 'The lamp was out.', rate: 1 },
    { text: 'Nothing stirred.', rate: 1 },
    { text: '她点了灯。', rate: 1.5 },
    { text: 'The tide came in.', rate: 1.5 },
  ])
  await bar.getByRole('button', { name: 'Stop' }).click()
  await bar.waitFor({ state: 'detached' })
  await eventually(marked).toBe('')
  expect(await spoken()).toHaveLength(4)
})

it('moves cards by the arrow keys, opens one with Enter, and deletes a line of the outline by keyboard', async () => {
  const cards = (): Promise<string[]> => page.getByTestId('card').locator('.card-title').allInnerTexts()
  await studio.command('binder.cards')
  await eventually(cards).toEqual(['One', 'Two', 'Three'])
  await page.getByTestId('card').first().focus()
  await page.keyboard.press('ArrowRight')
  await eventually(() => page.getByTestId('card').nth(1).getAttribute('aria-selected')).toBe('true')
  await page.keyboard.press('Shift+ArrowRight')
  await eventually(() => page.getByTestId('card').nth(2).getAttribute('aria-selected')).toBe('true')
  await studio.command('binder.moveUp')
  await eventually(cards).toEqual(['Two', 'Three', 'One'])
  await studio.undo()
  await eventually(cards).toEqual(['One', 'Two', 'Three'])
  await studio.command('binder.outline')
  const rows = page.getByTestId('outline-row')
  await eventually(() => rows.count()).toBe(3)
  await rows.nth(2).focus()
  await page.keyboard.press('Delete')
  // Both that are selected.
  await eventually(() => rows.count()).toBe(1)
  await studio.undo()
  await eventually(() => rows.count()).toBe(3)
  await rows.nth(1).focus()
  await page.keyboard.press('Enter')
  await studio.editor('Two').waitFor()
})

it('prints the book alone: its own pages, nothing of the studio, nothing that runs', async () => {
  await studio.openExport()
  await page.getByTestId('export-preview').click()
  const frame = page.getByTestId('book-preview').locator('iframe')
  await frame.waitFor()
  const html = (await frame.getAttribute('srcdoc')) ?? ''
  expect(html).not.toMatch(/<script|<button|<link/iu)
  const printed = await host.browser.newPage()
  await printed.setContent(html)
  expect(await printed.locator('body').innerText()).toContain('她点了灯。')
  const pages = Buffer.from(await printed.pdf({ preferCSSPageSize: true }))
  expect(pages.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pages.toString('latin1').match(/\/Type \/Page\b/gu)?.length ?? 0).toBeGreaterThan(1)
  await printed.close()
  await page.keyboard.press('Escape')
  await page.getByTestId('book-preview').waitFor({ state: 'detached' })
})

it('locks an encrypted project that nobody touches, and opens it with its passphrase where it was', async () => {
  await studio.untilSaved()
  // Twenty minutes pass for the window.
  await page.evaluate(() => {
    const now = performance.now.bind(performance)
    performance.now = () => now() + 20 * 60_000
  })
  const dialog = page.getByTestId('passphrase-dialog')
  await dialog.waitFor({ timeout: 30_000 })
  expect(await page.getByTestId('studio').count()).toBe(0)
  await dialog.getByTestId('passphrase').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await studio.untilOpen('Shelf')
  await eventually(() => studio.textOf(studio.editor('Two'))).toBe('The tide came in.')
})
