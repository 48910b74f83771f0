// The words themselves in a real browser: searching, replacing with one undo, tables by keyboard, spelling.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const endings: (() => Promise<unknown>)[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0).reverse()) await end()
})

const openBook = async (
  scenes: readonly (readonly [title: string, paragraphs: readonly string[]])[],
): Promise<StudioPage> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-words-'))
  endings.push(async () => rmSync(folder, { recursive: true, force: true }))
  const projectPath = await makeProject(folder, { title: 'Words', scenes })
  const host = await startBrowserHost({ projectPath, documentsDir: folder })
  endings.push(() => host.stop())
  const studio = await studioPage(host.page).untilOpen('Words')
  shown = studio
  await studio.skipTour()
  return studio
}

it('finds words anywhere by keyboard and goes to the place', async () => {
  const studio = await openBook([
    ['Ebb', ['The lamp was out.', 'Nothing stirred.']],
    ['Flood', ['She waited by the green lamp until morning.']],
  ])
  const { page } = studio
  await studio.editor('Flood').waitFor()
  await page.keyboard.press('Control+Shift+f')
  const dialog = page.getByTestId('search-dialog')
  await dialog.getByTestId('search-text').fill('lamp')
  await eventually(() => dialog.getByTestId('search-hit').count()).toBe(2)
  await dialog.getByTestId('search-hit').nth(1).focus()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await eventually(() =>
    studio.editor('Flood').evaluate((element) => element.contains(document.activeElement)),
  ).toBe(true)
  await page.keyboard.type('dim ')
  await eventually(() => studio.textOf(studio.editor('Flood'))).toContain('green dim lamp')
})

it('replaces what is ticked, shows it in the open editors at once, and one undo takes it back', async () => {
  const studio = await openBook([
    ['Ebb', ['Anna slept. Anna woke.']],
    ['Flood', ['“Anna!”']],
  ])
  const { page } = studio
  await studio.editor('Flood').waitFor()
  await studio.command('search.replace')
  const dialog = page.getByTestId('search-dialog')
  await dialog.getByTestId('search-text').fill('anna')
  await dialog.getByTestId('search-with').fill('Mara')
  const hits = dialog.getByTestId('search-hit')
  await eventually(() => hits.locator('ins').count()).toBe(3)
  // What is shown is no preview of another word: nothing can be replaced by it, not even for a moment.
  await dialog.getByTestId('search-text').fill('nobody')
  expect(await dialog.getByTestId('replace-all').isDisabled()).toBe(true)
  await dialog.getByTestId('search-text').fill('anna')
  await eventually(() => hits.locator('ins').count()).toBe(3)
  await eventually(() => dialog.getByTestId('replace-all').isEnabled()).toBe(true)
  await hits.nth(1).focus()
  await page.keyboard.press('Space')
  await eventually(() => hits.locator('ins').count()).toBe(2)
  await dialog.getByTestId('replace-all').click()
  await dialog.waitFor({ state: 'detached' })
  await eventually(() => studio.textOf(studio.editor('Ebb'))).toBe('Mara slept. Anna woke.')
  await eventually(() => studio.textOf(studio.editor('Flood'))).toBe('“Mara!”')
  await studio.command('app.undo')
  await eventually(() => studio.textOf(studio.editor('Ebb'))).toBe('Anna slept. Anna woke.')
  await eventually(() => studio.textOf(studio.editor('Flood'))).toBe('“Anna!”')
})

it('makes a table, fills it by keyboard, adds and removes rows, and keeps it', async () => {
  const studio = await openBook([['Ebb', ['Before.']]])
  const { page } = studio
  const editor = studio.editor('Ebb')
  await editor.click()
  await page.keyboard.press('Control+End')
  await studio.command('insert.table')
  await editor.locator('table').waitFor()
  await page.keyboard.type('Tide')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Hour')
  await eventually(() => editor.locator('th').allTextContents()).toEqual(['Tide', 'Hour', ''])
  await studio.command('table.rowBelow')
  await eventually(() => editor.locator('tr').count()).toBe(4)
  await studio.command('table.deleteColumn')
  await eventually(() => editor.locator('th').count()).toBe(2)
  await studio.untilSaved()
  await page.reload()
  await studio.untilOpen('Words')
  await eventually(() => studio.editor('Ebb').locator('th').allTextContents()).toEqual(['Tide', ''])
})

it('underlines unknown words in view, proposes others by keyboard, and learns words of the project', async () => {
  const studio = await openBook([['Ebb', ['She did not recieve Zorvath gladly.']]])
  const { page } = studio
  const editor = studio.editor('Ebb')
  const wrong = editor.locator('.misspelt')
  await eventually(() => wrong.allTextContents()).toEqual(['recieve', 'Zorvath'])
  await editor.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+;')
  const menu = page.getByTestId('spell-menu')
  await menu.getByRole('menuitem', { name: 'receive', exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await menu.waitFor({ state: 'detached' })
  await eventually(() => studio.textOf(editor)).toContain('not receive Zorvath')
  await eventually(() => wrong.allTextContents()).toEqual(['Zorvath'])
  await wrong.click({ button: 'right' })
  await menu.getByRole('menuitem', { name: /Add to the project/ }).click()
  await eventually(() => wrong.count()).toBe(0)
  await studio.command('spelling.dictionary')
  const dialog = page.getByTestId('dictionary-dialog')
  await dialog.getByText('Zorvath').waitFor()
})

it('puts what floats over the page away when a shortcut opens a dialog, and keeps what was written in it', async () => {
  const studio = await openBook([['Ebb', ['A claim.']]])
  const { page } = studio
  const editor = studio.editor('Ebb')
  await editor.click()
  await page.getByRole('button', { name: 'Insert' }).click()
  await page.getByRole('menuitem').first().waitFor()
  await page.keyboard.press('Control+k')
  const palette = page.getByTestId('palette-input')
  await eventually(() => palette.evaluate((field) => field === document.activeElement)).toBe(true)
  await eventually(() => page.locator('.popover').count()).toBe(0)
  await page.keyboard.press('Escape')
  await palette.waitFor({ state: 'detached' })

  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+Alt+f')
  await page.getByTestId('footnote-text').fill('A proof.')
  await page.keyboard.press('Control+Shift+f')
  const search = page.getByTestId('search-dialog')
  await search.getByTestId('search-text').fill('proof')
  await eventually(() => page.locator('.popover').count()).toBe(0)
  await eventually(() => search.getByTestId('search-hit').count()).toBe(1)
  await page.keyboard.press('Escape')
  await search.waitFor({ state: 'detached' })
  await editor.getByRole('button', { name: 'Footnote: A proof.' }).waitFor()
})
