// From a life to the page, in a real browser: words say where they come from, a picture gets its width, a summer becomes material.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, studioPage, type StudioPage } from '../helpers/studio-page.ts'
import { makeLifeBook } from './life-book.ts'

const endings: (() => Promise<unknown>)[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
})

it('shows where words come from, sets a width, and makes material of a season', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-page-'))
  endings.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true })
  const projectPath = await makeLifeBook(folder, 'en')
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.unshift(() => host.stop())
  const { page } = host
  const studio = (shown = await studioPage(page).untilOpen('The Salt Year'))
  const card = page.getByTestId('source-card')
  const woven = page.locator('.origin[data-origin="generated"]').first()
  await woven.hover()
  await eventually(() => card.innerText()).toContain('Marta brought an old lantern to the pier.')
  expect(await card.innerText()).toContain('2024-06-14')
  expect(await violations(page, 'source', '.source-place')).toEqual([])
  await page.mouse.move(5, 5)
  await eventually(() => card.count()).toBe(0)
  // Without a pointer: the caret, and a command.
  await woven.click()
  await studio.command('cowriter.sourcesHere')
  await eventually(() => card.innerText()).toContain('lantern')

  const figure = page.locator('.ProseMirror .picture').first()
  await figure.hover()
  await figure.locator('.picture-edit').click()
  await page.getByTestId('picture-caption').waitFor()
  await page.getByRole('radio', { name: 'A third' }).click()
  await page.getByRole('button', { name: 'OK' }).click()
  await eventually(() => figure.getAttribute('data-size')).toBe('small')
  await studio.undo()
  await eventually(() => figure.getAttribute('data-size')).toBe('half')

  // What was said is found, and heard from where it was said.
  await studio.command('search.open')
  const search = page.getByTestId('search-dialog')
  await search.getByTestId('search-text').fill('captain lantern')
  await search.getByTestId('search-medium').waitFor()
  expect(await search.getByTestId('search-medium').innerText()).toContain('0:01')
  expect(await violations(page, 'search', '[data-testid="search-dialog"]')).toEqual([])
  await search.getByTestId('search-medium').click()
  const note = page.locator('.media-card.open')
  await eventually(() => note.innerText()).toContain('Voice 2024-07-03')
  await eventually(() =>
    note.locator('audio').evaluate(({ currentTime }: HTMLAudioElement) => currentTime),
  ).toBe(1)

  await studio.command('life.open')
  await page.getByTestId('life-stream').waitFor()
  await page.getByRole('radio', { name: 'Season' }).click()
  await eventually(() => page.getByTestId('life-period').innerText()).toBe('Summer 2024')
  expect(await violations(page, 'life', '[data-testid="life-room"]')).toEqual([])
  await eventually(() => page.getByTestId('life-medium').count()).toBe(2)
  await page.getByTestId('life-make-material').click()
  await eventually(() => page.getByTestId('life-material-list').innerText()).toContain('Voice 2024-07-03')
}, 120_000)
