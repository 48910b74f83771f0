// The binder as a writer uses it: an empty book, making and naming, dragging by mouse and by keyboard, moving several,
// splitting, deleting and taking all of it back.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost, type BrowserStudio } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

let folder = ''
let host: BrowserStudio
let page: Page
let studio: StudioPage

const begin = async (projectPath?: string): Promise<void> => {
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, view: 'continuous' })
  host = await startBrowserHost({ dataDir, documentsDir: folder, ...(projectPath ? { projectPath } : {}) })
  page = host.page
  studio = await studioPage(page).ready()
}

const end = async (): Promise<void> => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Every line as `level title`. */
const lines = (): Promise<string[]> =>
  studio.binder
    .getByRole('row')
    .evaluateAll((rows) =>
      rows.map((row) => `${row.getAttribute('aria-level')} ${row.querySelector('.node-title')?.textContent}`),
    )

const focusIsIn = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element.contains(document.activeElement))

/** By mouse: from the middle of one line to a share of the height of another. */
const drag = async (from: string, to: string, share: number): Promise<void> => {
  const start = await studio.box(studio.node(from))
  const stop = await studio.box(studio.node(to))
  await page.mouse.move(start.x + 60, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(start.x + 64, start.y + start.height / 2 + 6, { steps: 3 })
  await page.mouse.move(stop.x + 60, stop.y + stop.height * share, { steps: 6 })
  await page.mouse.up()
}

const choose = async (title: string, item: string): Promise<void> => {
  await studio.node(title).click({ button: 'right' })
  // The keys stand behind the name.
  await page.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click()
}

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await studio.keepPicture(task.name)
})

describe('an empty book', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'arcwright-binder-'))
    await begin(await makeProject(folder, { title: 'Blank', scenes: [] }))
    await studio.untilOpen('Blank')
  })
  afterAll(end)

  it('offers its first scene, and puts the caret into it', async () => {
    await page.getByTestId('manuscript').getByRole('button', { name: 'Write the first scene' }).click()
    const editor = page.getByTestId('scene-editor')
    await editor.waitFor()
    await eventually(() => focusIsIn(editor)).toBe(true)
    await page.keyboard.type('It began with rain.')
    expect(await editor.innerText()).toContain('It began with rain.')
    await studio.untilSaved()
  })

  it('makes parts, chapters and scenes where they belong, and names them in place', async () => {
    for (const [kind, name] of [
      ['New part', 'The Sea'],
      ['New chapter', 'Ebb'],
      ['New scene', 'A boat'],
    ] as const) {
      await studio.binder.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('menuitem', { name: kind }).click()
      const field = page.getByTestId('rename-input')
      await eventually(() => focusIsIn(field)).toBe(true)
      await field.fill(name)
      await field.press('Enter')
      await studio.node(name).waitFor()
    }
    await eventually(lines).toEqual(['1 Scene 1', '1 The Sea', '2 Ebb', '3 A boat'])
    // A name may be given up while it is typed, and changed from the keyboard.
    await studio.node('Ebb').click()
    await page.keyboard.press('F2')
    await page.getByTestId('rename-input').fill('Nothing')
    await page.keyboard.press('Escape')
    await studio.node('Ebb').waitFor()
    await eventually(() => focusIsIn(studio.binder)).toBe(true)
    await page.keyboard.press('F2')
    await page.getByTestId('rename-input').fill('Flood')
    await page.keyboard.press('Enter')
    await eventually(lines).toEqual(['1 Scene 1', '1 The Sea', '2 Flood', '3 A boat'])
  })
})

describe('a book with chapters', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'arcwright-binder-'))
    await begin(
      await makeProject(folder, {
        title: 'Shelf',
        scenes: ['One', 'Two', 'Three', ''].map((title) => [title, [`${title} first.`, `${title} second.`]]),
      }),
    )
    await studio.untilOpen('Shelf')
    await studio.node('One').waitFor()
    await choose('One', 'New chapter')
    await page.getByTestId('rename-input').fill('Chapter')
    await page.keyboard.press('Enter')
    await studio.node('Chapter').waitFor()
  })
  afterAll(end)

  it('knows what has no title by its first words, and puts no heading over it', async () => {
    await eventually(lines).toEqual(['1 One', '1 Chapter', '1 Two', '1 Three', '1 first.'])
    const untitled = page.getByTestId('scene').last()
    await untitled.locator('.scene-title.visually-hidden').waitFor()
    await untitled.locator('.scene-ornament').waitFor()
  })

  it('moves a scene by mouse into a chapter and beside another scene, and takes it back', async () => {
    await drag('Three', 'Chapter', 0.5)
    await eventually(lines).toEqual(['1 One', '1 Chapter', '2 Three', '1 Two', '1 first.'])
    await drag('Two', 'One', 0.05)
    await eventually(lines).toEqual(['1 Two', '1 One', '1 Chapter', '2 Three', '1 first.'])
    await studio.undo()
    await studio.undo()
    await eventually(lines).toEqual(['1 One', '1 Chapter', '1 Two', '1 Three', '1 first.'])
  })

  it('moves several scenes at once, in their order', async () => {
    await studio.node('Two').click()
    await studio.node('Three').click({ modifiers: ['Control'] })
    await drag('Two', 'Chapter', 0.5)
    await eventually(lines).toEqual(['1 One', '1 Chapter', '2 Two', '2 Three', '1 first.'])
    await studio.undo()
    await eventually(lines).toEqual(['1 One', '1 Chapter', '1 Two', '1 Three', '1 first.'])
  })

  it('moves a scene by keyboard alone', async () => {
    await studio.node('Three').click()
    const row = studio.node('Three')
    await eventually(() => row.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowRight')
    await eventually(() => focusIsIn(row.locator('.drag-handle'))).toBe(true)
    await page.keyboard.press('Enter')
    const place = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
    await eventually(place).toMatch(/^(Insert|Drop)/)
    // Up, from place to place, until it would stand before the first.
    while ((await place()) !== 'Insert before One') {
      const before = await place()
      await page.keyboard.press('ArrowUp')
      await eventually(place).not.toBe(before)
    }
    await page.keyboard.press('Enter')
    await eventually(lines).toEqual(['1 Three', '1 One', '1 Chapter', '1 Two', '1 first.'])
    await choose('Three', 'Move down')
    await eventually(lines).toEqual(['1 One', '1 Three', '1 Chapter', '1 Two', '1 first.'])
  })

  it('splits the scene at the caret, opens the rest, and joins it again by undo', async () => {
    await studio.node('Two').dblclick()
    const editor = studio.editor('Two')
    await eventually(() => focusIsIn(editor)).toBe(true)
    await studio.command('binder.split')
    await studio.notices.getByText('There is nothing to split off').waitFor()
    // The palette gives the focus back in its own time; a click before that would be undone.
    await eventually(() => focusIsIn(editor)).toBe(true)
    await editor.getByText('Two second.').click({ position: { x: 70, y: 12 } })
    // Between the two words, by keyboard: where in the line the click lands is the font's business.
    await page.keyboard.press('Home')
    await page.keyboard.press('Control+ArrowRight')
    // The editor learns of the caret a moment later: the playhead says when.
    await eventually(async () => Number(await studio.playhead.getAttribute('data-word'))).toBeGreaterThan(9)
    await studio.command('binder.split')
    await eventually(lines).toEqual(['1 One', '1 Three', '1 Chapter', '1 Two', '1 second.', '1 first.'])
    await eventually(() => studio.textOf(editor)).toBe('Two first.\nTwo')
    const rest = page.getByTestId('scene').nth(3).getByTestId('scene-editor')
    await eventually(() => focusIsIn(rest)).toBe(true)
    expect((await rest.innerText()).trim()).toBe('second.')
    await studio.undo()
    await eventually(lines).toEqual(['1 One', '1 Three', '1 Chapter', '1 Two', '1 first.'])
    await eventually(() => editor.innerText()).toContain('Two second.')
  })

  it('deletes with Delete, offers to take it back, and finds the text whole', async () => {
    await studio.node('Two').click()
    await page.keyboard.press('Delete')
    await eventually(lines).toEqual(['1 One', '1 Three', '1 Chapter', '1 first.'])
    const notice = studio.notices.filter({ hasText: 'Deleted “Two”' })
    await notice.getByRole('button', { name: 'Undo' }).click()
    await eventually(lines).toEqual(['1 One', '1 Three', '1 Chapter', '1 Two', '1 first.'])
    await eventually(() => studio.editor('Two').innerText()).toContain('Two second.')
  })
})
