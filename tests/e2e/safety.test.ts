// Safety as a writer meets it in the window: a second opening, a passphrase, backups, a damaged file.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost, type BrowserStudio } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const TITLE = 'Harbour'
const WORDS = 'The lamp stood in the window.'
const PASSPHRASE = 'the lamp went dark at last'

let folder = ''
let file = ''
let host: BrowserStudio
let page: Page
let studio: StudioPage
let safety: Locator

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'arcwright-safety-'))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, view: 'continuous' })
  file = await makeProject(folder, { title: TITLE, scenes: [['Ebb', [WORDS]]] })
  host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath: file })
  page = host.page
  studio = await studioPage(page).untilOpen(TITLE)
  safety = page.getByTestId('safety-dialog')
})

afterAll(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await studio.keepPicture(task.name)
})

const closeSafety = async (): Promise<void> => {
  await page.keyboard.press('Escape')
  await safety.waitFor({ state: 'detached' })
}

/** The proposed name in the studio's own file dialog. */
const takeProposedPlace = (): Promise<void> =>
  page.getByTestId('file-dialog').locator('.dialog-foot .button').last().click()

const untilWords = (): Promise<void> =>
  eventually(() => studio.textOf(studio.editor('Ebb')), { timeout: 20_000 }).toBe(WORDS)

it('makes a backup now, lists it and opens a copy of it as another project', async () => {
  await studio.command('safety.open')
  await safety.getByRole('button', { name: 'Back up now' }).click()
  await eventually(() => safety.locator('.backup-list li').count(), { timeout: 20_000 }).toBe(1)
  await safety.locator('.backup-list button').click()
  await page.getByTestId('file-dialog').waitFor()
  await takeProposedPlace()
  await page.getByTestId('file-dialog').waitFor({ state: 'detached' })
  await eventually(() => page.evaluate(() => sessionStorage.getItem('arcwright.project'))).toBe(
    path.join(folder, `${TITLE} (restored).arcwright`),
  )
  await closeSafety()
  await untilWords()
  await studio.closeProject()
})

it('encrypts with a passphrase, keeps the keyboard in the dialog, refuses a wrong one and opens with the right one', async () => {
  await page.locator('.recent-open', { hasText: 'book.arcwright' }).click()
  await studio.untilOpen(TITLE)
  await studio.command('safety.open')
  for (const field of await safety.locator('input[type="password"]').all()) await field.fill(PASSPHRASE)
  await safety.getByRole('button', { name: 'Encrypt' }).click()
  await safety.getByLabel('Current passphrase').waitFor({ timeout: 60_000 })
  await closeSafety()
  expect(readFileSync(file).includes('SQLite format 3')).toBe(false)
  await studio.closeProject()
  await page.locator('.recent-open', { hasText: 'book.arcwright' }).click()
  const dialog = page.getByTestId('passphrase-dialog')
  await dialog.getByTestId('passphrase').fill('not this one')
  await page.keyboard.press('Enter')
  await dialog.locator('.error').waitFor({ timeout: 60_000 })
  expect(await violations(page, 'passphrase')).toEqual([])
  await dialog.getByTestId('passphrase').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached', timeout: 60_000 })
  await untilWords()
})

/** Asked for in the window, whatever for: a wrong one first. */
const givePassphrase = async (): Promise<void> => {
  const dialog = page.getByTestId('passphrase-dialog')
  await dialog.getByTestId('passphrase').fill('not this one either')
  await page.keyboard.press('Enter')
  await dialog.locator('.error').waitFor({ timeout: 60_000 })
  await dialog.getByTestId('passphrase').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached', timeout: 60_000 })
}

const isInTheClear = (place: string): boolean => {
  const bytes = readFileSync(place)
  return bytes.includes('SQLite format 3') || bytes.includes(WORDS)
}

it('restores a backup of an encrypted project with its passphrase, and the copy is encrypted too', async () => {
  const copy = path.join(folder, 'Kept.arcwright')
  await studio.command('safety.open')
  await safety.locator('.backup-list li').first().waitFor()
  const before = await safety.locator('.backup-list li').count()
  await safety.getByRole('button', { name: 'Back up now' }).click()
  await eventually(() => safety.locator('.backup-list li').count(), { timeout: 20_000 }).toBe(before + 1)
  await safety.locator('.backup-list button').first().click()
  await page.getByTestId('file-dialog').getByTestId('file-name').fill('Kept.arcwright')
  await takeProposedPlace()
  await givePassphrase()
  await eventually(() => page.evaluate(() => sessionStorage.getItem('arcwright.project'))).toBe(copy)
  await closeSafety()
  await untilWords()
  expect(isInTheClear(copy)).toBe(false)
  await studio.closeProject()
})

it('recovers an encrypted file whose first page is damaged, which no passphrase opens any more', async () => {
  const damaged = path.join(folder, 'Kept.arcwright')
  const saved = path.join(folder, 'Saved.arcwright')
  writeFileSync(damaged, readFileSync(damaged).fill(0xa5, 16, 4096))
  await page.locator('.recent-open', { hasText: 'Kept.arcwright' }).click()
  const asking = page.getByTestId('passphrase-dialog')
  await asking.getByTestId('passphrase').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await asking.getByRole('button', { name: 'Recover…' }).click({ timeout: 60_000 })
  const dialog = page.getByTestId('recovery-dialog')
  await dialog.getByRole('button', { name: 'Save what can be read…' }).click()
  await page.getByTestId('file-dialog').getByTestId('file-name').fill('Saved.arcwright')
  await takeProposedPlace()
  await givePassphrase()
  await eventually(() => dialog.locator('.salvage li').count(), { timeout: 60_000 }).toBeGreaterThan(0)
  await dialog.getByRole('button', { name: 'Open the new project' }).click()
  await untilWords()
  expect(isInTheClear(saved)).toBe(false)
  await studio.closeProject()
})

it('takes the passphrase away again', async () => {
  await page.locator('.recent-open', { hasText: 'book.arcwright' }).click()
  await page.getByTestId('passphrase').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await page.getByTestId('passphrase-dialog').waitFor({ state: 'detached', timeout: 60_000 })
  await untilWords()
  await studio.command('safety.open')
  await safety.getByLabel('Current passphrase').fill(PASSPHRASE)
  await safety.getByRole('button', { name: 'Remove the passphrase' }).click()
  await safety.getByRole('button', { name: 'Encrypt' }).waitFor({ timeout: 60_000 })
  await closeSafety()
  await studio.closeProject()
})

it('opens read-only what another program has open, says so, and what would change it is dead', async () => {
  const other = createEngine({ dataDir: path.join(folder, 'other'), documentsDir: folder, version: '0' })
  await other.connect().client.project.open({ path: file })
  await page.locator('.recent-open', { hasText: 'book.arcwright' }).click()
  const locked = page.locator('[data-testid="notice"][data-code="PROJECT_LOCKED"]')
  await locked.getByRole('button', { name: 'Open read-only' }).click()
  const banner = page.getByTestId('read-only-banner')
  await banner.waitFor()
  await untilWords()
  expect(await violations(page, 'read-only')).toEqual([])
  expect(await studio.editor('Ebb').getAttribute('contenteditable')).toBe('false')
  expect(await studio.binder.getByRole('button', { name: 'Add', exact: true }).isDisabled()).toBe(true)
  await studio.openSide('versions')
  expect(await page.getByTestId('snapshot-take').isDisabled()).toBe(true)
  await other.close()
  await banner.getByRole('button', { name: 'Open for writing' }).click()
  await banner.waitFor({ state: 'detached' })
  await eventually(() => studio.editor('Ebb').getAttribute('contenteditable')).toBe('true')
  await studio.closeProject()
})

it('offers recovery of a damaged file, and the salvaged project opens with its words', async () => {
  writeFileSync(file, readFileSync(file).fill(0xa5, 0, 4096))
  await page.locator('.recent-open', { hasText: 'book.arcwright' }).click()
  const damaged = page.locator('[data-testid="notice"][data-code="PROJECT_DAMAGED"]')
  await damaged.getByRole('button', { name: 'Recover…' }).click()
  const dialog = page.getByTestId('recovery-dialog')
  await dialog.getByText('complete backup').waitFor()
  expect(await violations(page, 'recovery')).toEqual([])
  await dialog.getByRole('button', { name: 'Save what can be read…' }).click()
  await page.getByTestId('file-dialog').waitFor()
  await takeProposedPlace()
  await eventually(() => dialog.locator('.salvage li').count(), { timeout: 60_000 }).toBeGreaterThan(0)
  await dialog.getByRole('button', { name: 'Open the new project' }).click()
  await untilWords()
})

it('offers recovery too when what cannot be read shows only after the book was opened', async () => {
  await studio.closeProject()
  const saved = path.join(folder, 'book (recovered).arcwright')
  const bytes = readFileSync(saved)
  const pageBytes = bytes.readUInt16BE(16)
  // Texts stand in pages of their own: the file opens, its scenes do not.
  for (let at = bytes.indexOf('"type":"doc"'); at >= 0; at = bytes.indexOf('"type":"doc"', at + pageBytes)) {
    const start = Math.floor(at / pageBytes) * pageBytes
    bytes.fill(0xa5, start, start + pageBytes)
    at = start
  }
  writeFileSync(saved, bytes)
  await page.locator('.recent-open', { hasText: 'book (recovered)' }).click()
  const damaged = page.locator('[data-testid="notice"][data-code="PROJECT_DAMAGED"]')
  await damaged.getByRole('button', { name: 'Recover…' }).click()
  await page.getByTestId('recovery-dialog').getByRole('button', { name: 'Save what can be read…' }).click()
  await page.getByTestId('file-dialog').waitFor()
  await takeProposedPlace()
  await page.getByTestId('recovery-dialog').locator('.salvage').first().waitFor()
})
