// A life by hand, in a real browser: a diary comes in, days are walked by keyboard, narrowed, made material, written and taken back.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, textFile, type StudioPage } from '../helpers/studio-page.ts'
import { DAYLIO } from '../importers/life-archives.ts'

const endings: (() => Promise<unknown>)[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
})

it('takes a diary in, walks its days, and makes material of what is found', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-life-'))
  endings.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true })
  const scenes = [['Start', ['It was late.']]] as const
  const projectPath = await makeProject(folder, { title: 'The Salt Year', scenes })
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.unshift(() => host.stop())
  const { page } = host
  const studio = (shown = await studioPage(page).untilOpen('The Salt Year'))
  const entries = page.getByTestId('life-entry')

  await studio.command('life.open')
  await page.getByTestId('life-first').click()
  const chosen = page.waitForEvent('filechooser')
  await page.getByTestId('life-choose-file').click()
  await (await chosen).setFiles(textFile('daylio.csv', DAYLIO))
  await page.getByTestId('life-take-in').click()
  await eventually(() => page.getByTestId('life-taken').innerText()).toContain('3 new entries.')
  await page.getByTestId('life-import-close').click()
  await eventually(() => entries.count()).toBe(3)
  expect(await page.getByTestId('life-period').innerText()).toBe('2024')

  expect(await violations(page, 'life', '[data-testid="life-room"]')).toEqual([])

  const days = page.getByTestId('life-days')
  await days.locator('[data-day="2024-06-15"]').focus()
  await page.keyboard.press('ArrowUp')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
    /^Friday, June 14, 2024, .*2 entries$/,
  )
  await page.keyboard.press('Enter')
  await eventually(() => entries.count()).toBe(2)
  await page.getByTestId('life-text').fill('cold water')
  await eventually(() => entries.count()).toBe(1)

  await page.getByTestId('life-scope').getByRole('button').click()
  await page.getByRole('option', { name: 'Start' }).click()
  await page.getByTestId('life-make-material').click()
  await eventually(() => page.getByTestId('life-material-list').innerText()).toContain('The lake')

  await page.getByTestId('life-text').fill('')
  await page.getByTestId('life-new').click()
  // What happened is what one comes to write: the keyboard is there, and keeps it.
  const words = page.getByTestId('life-words')
  await eventually(() => words.evaluate((field) => field === document.activeElement)).toBe(true)
  await page.getByTestId('life-when').fill('2024-06-14 08:00')
  await words.focus()
  await page.keyboard.type('I was so happy to see the sea again.')
  await page.keyboard.press('Control+Enter')
  await eventually(() => entries.count()).toBe(3)
  await studio.command('app.undo')
  await eventually(() => entries.count()).toBe(2)
  await page.getByTestId('life-leave').click()
  await eventually(() => studio.node('Start').count()).toBe(1)
}, 120_000)
