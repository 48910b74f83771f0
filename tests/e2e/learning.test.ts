// What a writer says teaches the order of suggestions, in a real browser: seen, learnt, judged, gone back from, erased.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { sayChoices } from '../helpers/said-choices.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const endings: (() => Promise<unknown>)[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
})

it('learns from what was chosen, shows how it was judged, goes back with one click, and forgets what is erased', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-learning-'))
  endings.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, locale: 'en' })
  const projectPath = await makeProject(folder, { title: 'The Quay', scenes: [['Night', ['It rained.']]] })
  sayChoices(projectPath, 60)
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.unshift(() => host.stop())
  const { page } = host
  const studio = (shown = await studioPage(page).untilOpen('The Quay'))

  await studio.command('workshop.learning')
  const ranker = page.getByTestId('learner-ranker')
  await ranker.waitFor()
  expect(await ranker.getByTestId('learnt-version').count()).toBe(0)
  await page.getByTestId('learn-now').click()
  const version = ranker.getByTestId('learnt-version')
  await eventually(() => version.count()).toBe(1)
  await eventually(() => version.innerText()).toContain('in use')
  // A voice takes longer than the order of suggestions: stopped, and what was judged until then is kept.
  await page.getByTestId('stop-learning').click()
  await page.getByTestId('learn-now').waitFor()
  expect(await ranker.getByTestId('win-rates').getAttribute('aria-label')).toMatch(
    /Version 1: \d+% before, \d+% after/,
  )
  expect(await violations(page, 'learnt')).toEqual([])

  await page.getByTestId('shipped-ranker').click()
  await version.getByTestId('use-version').focus()
  await page.keyboard.press('Enter')
  await page.getByTestId('shipped-ranker').waitFor()
  expect(await version.innerText()).toContain('in use')

  await page.getByRole('radio', { name: 'What you said' }).click()
  await eventually(() => page.getByTestId('said').count()).toBe(30)
  await page.getByTestId('said-query').fill('plantation number 12.')
  await eventually(() => page.getByTestId('said').count()).toBe(1)
  await page.getByTestId('erase-said').click()
  await eventually(() => page.getByTestId('said').count()).toBe(0)
  await page.getByTestId('said-query').fill('')
  await eventually(() => page.getByTestId('said-kind').innerText()).toContain('(59)')
  expect(await violations(page, 'said')).toEqual([])
  await page.getByTestId('erase-all').click()
  await page.getByTestId('erase-sure').click()
  await page.getByText('Nothing yet').waitFor()
})
