// Versions, drafts and origins as a writer meets them in the window.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost, type BrowserStudio } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'
import { paste } from '../helpers/writing-desk.ts'

/** A folder for pictures to look at; without it none are taken. */
const PICTURES = process.env['ARCWRIGHT_PICTURES']
const THEME = process.env['ARCWRIGHT_THEME'] === 'dark' ? 'dark' : 'light'
const LOCALE = process.env['ARCWRIGHT_LOCALE'] === 'zh-CN' ? 'zh-CN' : 'en'

let folder = ''
let host: BrowserStudio
let page: Page
let studio: StudioPage

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'arcwright-history-'))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, view: 'continuous', theme: THEME, locale: LOCALE })
  const projectPath = await makeProject(folder, {
    title: 'Harbour',
    scenes: [
      ['Ebb', ['The lamp stood in the window.', 'Nobody came.', 'The tide went out.']],
      ['Flood', ['High water came at night.']],
    ],
  })
  host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath })
  page = host.page
  studio = await studioPage(page).ready()
  await studio.untilOpen('Harbour')
  await studio.node('Ebb').waitFor()
})

afterAll(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await studio.keepPicture(task.name)
})

const shoot = async (name: string): Promise<void> => {
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  expect(await violations(page, name)).toEqual([])
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: path.join(PICTURES, `${name}-${THEME}-${LOCALE}.png`) })
}

const name = async (words: string): Promise<void> => {
  await page.getByTestId('version-name').fill(words)
  await page.getByTestId('version-name-submit').click()
  await page.getByTestId('version-name-dialog').waitFor({ state: 'detached' })
}
const versions = (): Promise<string[]> => page.getByTestId('version-line').locator('strong').allInnerTexts()
const drafts = (): Promise<string[]> => page.getByTestId('draft-line').locator('strong').allInnerTexts()
const textOf = (title: string): Promise<string> => studio.editor(title).innerText()
const write = async (title: string, words: string): Promise<void> => {
  await studio.editor(title).locator('p').last().click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words)
  await studio.untilSaved()
}

it('keeps a version, shows what changed word by word, and brings a paragraph and a scene back', async () => {
  await studio.openSide('versions')
  await shoot('versions-empty')
  await page.getByTestId('snapshot-take').click()
  await name('First')
  await eventually(versions).toEqual(['First'])
  await write('Ebb', ' Slowly.')
  await studio.editor('Ebb').locator('p').first().click()
  await page.keyboard.press('Home')
  await page.keyboard.type('Now ')
  await studio.untilSaved()

  // On a slow machine the studio has kept one of its own by now, which stands above.
  const kept = page.getByTestId('version-line').filter({ hasText: 'First' })
  await kept.getByRole('button').first().click()
  const dialog = page.getByTestId('compare-dialog')
  await dialog.locator('ins').first().waitFor()
  await eventually(() => dialog.getByTestId('changed-node').locator('strong').allInnerTexts()).toEqual([
    'Ebb',
  ])
  expect((await dialog.locator('ins').allInnerTexts()).join('|')).toContain('Slowly')
  await shoot('compare-inline')
  await dialog.locator('.segment').nth(1).click()
  await shoot('compare-side')

  // By keyboard from change to change.
  await page.keyboard.press('F7')
  await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('data-changed'))).toBe(
    'true',
  )
  await dialog.getByTestId('restore-block').first().click()
  await eventually(() => textOf('Ebb')).toContain('The lamp stood')
  await eventually(() => textOf('Ebb')).not.toContain('Now')
  expect(await textOf('Ebb')).toContain('Slowly')
  await dialog.getByTestId('restore-scene').click()
  await eventually(() => textOf('Ebb')).not.toContain('Slowly')
  await eventually(() => dialog.getByTestId('changed-node').count()).toBe(0)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await studio.undo()
  await eventually(() => textOf('Ebb')).toContain('Slowly')
  await eventually(async () => (await versions()).length).toBeGreaterThan(1)
  await shoot('versions')
})

it('goes on in a new draft, says so in the binder, and comes back to the old one', async () => {
  await studio.command('history.newDraft')
  await name('Bold')
  await page.getByTestId('book-draft').waitFor()
  await eventually(drafts).toContain('Bold')
  await write('Flood', ' And stayed.')
  await shoot('drafts')
  await page.getByTestId('draft-line').first().locator('.button.small').click()
  await eventually(() => textOf('Flood')).not.toContain('And stayed')
  await studio.undo()
  await eventually(() => textOf('Flood')).toContain('And stayed')
})

it('shows where words came from, and saves the report', async () => {
  await studio.editor('Flood').locator('p').last().click()
  await page.keyboard.press('Control+End')
  await paste(studio.editor('Flood'), '<p>Found on a web page.</p>')
  await studio.command('history.origins')
  await page.getByTestId('origin-bar').waitFor()
  const pasted = studio.editor('Flood').locator('.origin[data-origin="pasted"]')
  await pasted.first().waitFor()
  expect((await pasted.allInnerTexts()).join('')).toBe('Found on a web page.')
  await pasted.first().click()
  await shoot('origins')
  await page.keyboard.press('End')
  await page.keyboard.type(' Mine')
  expect((await pasted.allInnerTexts()).join('')).toBe('Found on a web page.')
  await studio.untilSaved()
  await studio.command('history.provenance')
  const dialog = page.getByTestId('provenance-dialog')
  await dialog.locator('.origin-totals').waitFor()
  await shoot('provenance')
  const download = page.waitForEvent('download')
  await page.getByTestId('provenance-save').click()
  expect((await download).suggestedFilename()).toMatch(/\.html$/)
  await page.getByTestId('provenance-saved').waitFor()
})
