// The structure as a writer works on it: cards, outline, notes, trash, goals that count typing, keys of one's own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost, type BrowserStudio } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

let folder = ''
let host: BrowserStudio
let page: Page
let studio: StudioPage

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'arcwright-structure-'))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, view: 'continuous' })
  const projectPath = await makeProject(folder, {
    title: 'Shelf',
    scenes: ['One', 'Two', 'Three'].map((title) => [title, [`${title} first.`, `${title} second.`]]),
  })
  host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath })
  page = host.page
  studio = await studioPage(page).ready()
  await studio.untilOpen('Shelf')
  await studio.node('One').waitFor()
})

afterAll(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await studio.keepPicture(task.name)
})

const titles = (): Promise<(string | null)[]> =>
  studio.binder
    .getByRole('row')
    .evaluateAll((rows) => rows.map((row) => row.querySelector('.node-title')?.textContent ?? null))
const cards = (): Promise<(string | null)[]> =>
  page
    .getByTestId('card')
    .evaluateAll((found) => found.map((card) => card.querySelector('.card-title')?.textContent ?? null))
const bookWords = (): Promise<string> => page.getByTestId('book-words').innerText()
const closed = (): Promise<void> => page.locator('.scrim').waitFor({ state: 'detached' })
const focusIsIn = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element.contains(document.activeElement))

it('edits a card in place, moves cards by keyboard, and takes each back in one step', async () => {
  await studio.command('binder.cards')
  await eventually(cards).toEqual(['One', 'Two', 'Three'])
  const words = await bookWords()
  const card = page.getByTestId('card').nth(1)
  await card.getByRole('button', { name: /^Synopsis/ }).click()
  const field = page.getByRole('textbox', { name: 'Synopsis' })
  await eventually(() => focusIsIn(field)).toBe(true)
  await field.fill('She waits for the ferry.')
  await field.press('Enter')
  await card.getByText('She waits for the ferry.').waitFor()
  await card.getByRole('button', { name: /^Status of/ }).click()
  await page.getByRole('menuitem', { name: 'Draft' }).click()
  await card.getByText('Draft', { exact: true }).waitFor()
  expect(await violations(page, 'structure')).toEqual([])
  await studio.node('Two').click()
  await studio.command('binder.moveUp')
  await eventually(cards).toEqual(['Two', 'One', 'Three'])
  await studio.undo()
  await eventually(cards).toEqual(['One', 'Two', 'Three'])
  await studio.undo()
  await card.getByText('Draft', { exact: true }).waitFor({ state: 'detached' })
  expect(await bookWords()).toBe(words)
})

it('sorts the outline for the eye only, and edits in it', async () => {
  await studio.command('binder.outline')
  const rows = page.getByTestId('outline-row')
  const shown = (): Promise<(string | null)[]> =>
    rows.evaluateAll((found) => found.map((row) => row.querySelector('.editable')?.textContent ?? null))
  await eventually(shown).toEqual(['One', 'Two', 'Three'])
  await page.getByRole('columnheader', { name: 'Title' }).click()
  await eventually(shown).toEqual(['One', 'Three', 'Two'])
  expect(await titles()).toEqual(['One', 'Two', 'Three'])
  await page.getByTestId('book-order').click()
  await eventually(shown).toEqual(['One', 'Two', 'Three'])
  await rows
    .nth(0)
    .getByRole('button', { name: /^Point of view/ })
    .click()
  const field = page.getByRole('textbox', { name: 'Point of view' })
  await eventually(() => focusIsIn(field)).toBe(true)
  await field.fill('Ada')
  await field.press('Enter')
  await rows.nth(0).getByText('Ada').waitFor()
  expect(await violations(page, 'structure')).toEqual([])
  await studio.command('binder.page')
  await page.getByTestId('manuscript').waitFor()
})

it('keeps a note out of the book, and counts only what is typed into the book', async () => {
  const words = await bookWords()
  await studio.command('goals.open')
  const dialog = page.getByTestId('goals-dialog')
  await dialog.getByTestId('goal-daily').fill('100')
  await dialog.getByTestId('goals-save').click()
  const today = page.getByTestId('today-words')
  await eventually(() => today.innerText()).toContain('0 / 100 words today')
  expect(await violations(page, 'structure')).toEqual([])
  await page.keyboard.press('Escape')
  await closed()

  await studio.binder.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('menuitem', { name: 'New note' }).click()
  const name = page.getByTestId('rename-input')
  await eventually(() => focusIsIn(name)).toBe(true)
  await name.fill('Tides')
  await name.press('Enter')
  await studio.node('Tides').dblclick()
  const note = studio.editor('Tides')
  await eventually(() => focusIsIn(note)).toBe(true)
  await page.keyboard.type('High water at noon.')
  await studio.untilSaved()
  expect(await bookWords()).toBe(words)

  await studio.node('Three').dblclick()
  const editor = studio.editor('Three')
  await eventually(() => focusIsIn(editor)).toBe(true)
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' And three more')
  await studio.untilSaved()
  await eventually(() => today.innerText()).toContain('3 / 100 words today')
  // A deletion that is undone counts nothing, and neither does a name.
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await studio.untilSaved()
  await eventually(() => today.innerText()).toContain('0 / 100 words today')
  await studio.undo()
  await studio.untilSaved()
  await eventually(() => today.innerText()).toContain('3 / 100 words today')
})

it('puts what is deleted into the trash, and back to where it was', async () => {
  const before = await titles()
  await studio.node('One').click()
  await page.keyboard.press('Delete')
  await eventually(titles).toEqual(before.filter((title) => title !== 'One'))
  await page.getByTestId('open-trash').click()
  const line = page.getByTestId('trash-line')
  await line.getByText('One', { exact: true }).waitFor()
  expect(await violations(page, 'structure')).toEqual([])
  await line.getByRole('button', { name: /^Restore/ }).click()
  await line.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await closed()
  await eventually(titles).toEqual(before)
  await eventually(() => studio.textOf(studio.editor('One'))).toContain('One second.')
})

it('gives a command other keys, says who would lose them, and gives them back', async () => {
  await studio.command('app.shortcuts')
  const dialog = page.getByTestId('shortcuts-dialog')
  const line = dialog.locator('[data-command="goals.open"]')
  await line.getByRole('button', { name: /^Change the keys/ }).click()
  const recorder = page.getByTestId('shortcut-recorder')
  await eventually(() => focusIsIn(recorder)).toBe(true)
  await page.keyboard.press('Control+Shift+k')
  await recorder.getByText(/belong to “Split at the cursor”/).waitFor()
  expect(await violations(page, 'structure')).toEqual([])
  await page.keyboard.press('Control+Alt+u')
  await page.getByTestId('shortcut-keep').click()
  await line.getByText('Ctrl+Alt+U').waitFor()
  await page.keyboard.press('Escape')
  await closed()
  await page.keyboard.press('Control+Alt+u')
  await page.getByTestId('goals-dialog').waitFor()
  await page.keyboard.press('Escape')
  await closed()
  await studio.command('app.shortcuts')
  await page.getByTestId('shortcuts-reset').click()
  await line.getByText('Ctrl+Shift+G').waitFor()
  await page.keyboard.press('Escape')
  await closed()
})

it('shows a panel that is asked for from another room beside the manuscript', async () => {
  await studio.command('life.open')
  await page.locator('.life-room').waitFor()
  // What shows and hides the manuscript's panels would do nothing there.
  expect(await page.locator('.panel-toggles').count()).toBe(0)
  await studio.command('app.side-lore')
  await page.getByTestId('lore').waitFor()
  expect(await page.locator('.life-room').count()).toBe(0)
  expect(await page.getByTestId('manuscript').isVisible()).toBe(true)
})

it('sizes panels by pointer and by key, keeps them, and gives each its usual size again', async () => {
  await studio.command('binder.page')
  const divider = (name: string) => page.getByRole('separator', { name })
  const sizeOf = async (name: string): Promise<number> =>
    Number(await divider(name).getAttribute('aria-valuenow'))
  const drag = async (name: string, x: number, y: number): Promise<void> => {
    const box = await divider(name).boundingBox()
    if (!box) throw new Error(`${name} is not in sight`)
    const [fromX, fromY] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(fromX, fromY)
    await page.mouse.down()
    await page.mouse.move(fromX + x, fromY + y, { steps: 4 })
    await page.mouse.up()
  }
  const [binder, side, timeline] = [
    'Width of the binder',
    'Width of the side panel',
    'Height of the timeline',
  ]
  const usual = { binder: await sizeOf(binder), side: await sizeOf(side), timeline: await sizeOf(timeline) }

  await drag(binder, 70, 0)
  await eventually(() => sizeOf(binder)).toBe(usual.binder + 70)
  await divider(side).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await eventually(() => sizeOf(side)).toBe(usual.side - 32)
  await drag(timeline, 0, -40)
  await eventually(() => sizeOf(timeline)).toBe(usual.timeline + 40)
  // However far it is dragged, the manuscript keeps a page.
  await drag(binder, 900, 0)
  await eventually(async () => (await page.getByTestId('manuscript').boundingBox())?.width).toBe(360)
  const wide = await sizeOf(binder)
  expect(await violations(page, 'structure')).toEqual([])

  await page.reload()
  await studio.ready()
  await studio.untilOpen('Shelf')
  await eventually(() => sizeOf(binder)).toBe(wide)
  await divider(binder).dblclick()
  await eventually(() => sizeOf(binder)).toBe(usual.binder)
  expect(await sizeOf(side)).toBe(usual.side - 32)
  await studio.command('app.usualPanes')
  await eventually(() => sizeOf(side)).toBe(usual.side)
  await eventually(() => sizeOf(timeline)).toBe(usual.timeline)
})
