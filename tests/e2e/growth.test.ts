// A dialogue grows in a real browser: asked for, looked through, taken in and taken back; ways are drawn with keys alone.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage } from '../helpers/studio-page.ts'

const PICTURES = process.env['CAST_PICTURES']

it('a dialogue grows, is looked through and taken in; its ways are drawn with keys', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-growth-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true })
  const projectPath = await makeProject(folder, {
    title: 'Quay',
    language: 'en',
    scenes: [['One', ['Low water.']]],
  })
  const engine = createEngine({ dataDir, documentsDir: folder, version: '0' })
  const { client } = engine.connect()
  await client.project.open({ path: projectPath })
  await client.cast.add({ name: 'Ann' })
  await client.dialogue.create({ title: 'At the quay' })
  await engine.close()
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  onTestFinished(() => host.stop())
  const { page } = host
  const studio = await studioPage(page).untilOpen('Quay')
  await studio.command('dialogue.open')
  await page.getByTestId('grow-first').click()
  await page.getByTestId('grow-goal').fill('Ann lends her boat')
  expect(await violations(page, 'growth')).toEqual([])

  // With a model: what it would be told stands there before anything is begun.
  const writer = async (name: RegExp): Promise<void> => {
    await page.getByTestId('grow-writer').getByRole('button').click()
    await page.getByRole('option', { name }).click()
  }
  await writer(/Arcwright small/u)
  await page.getByTestId('told-open').click()
  await eventually(() => page.getByTestId('told-exact').textContent()).toContain('Ann')
  if (PICTURES) {
    await page.getByTestId('told-exact').scrollIntoViewIfNeeded()
    await page.screenshot({ path: path.join(PICTURES, 'grow-told.png') })
  }
  expect(await violations(page, 'growth')).toEqual([])
  await writer(/grammar/u)
  await page.getByTestId('told-open').waitFor({ state: 'detached' })
  await page.getByTestId('grow-start').click()
  await page.getByTestId('growth-take').waitFor({ timeout: 60_000 })
  const ghosts = page.locator('[data-testid=graph-node][data-ghost]')
  expect(await ghosts.count()).toBeGreaterThan(0)
  const before = await page.getByTestId('ghost-text').inputValue()
  await page.getByTestId('ghost-rewrite').click()
  await eventually(() => page.getByTestId('ghost-text').inputValue()).not.toBe(before)
  const words = await page.getByTestId('ghost-text').inputValue()
  expect(await violations(page, 'growth')).toEqual([])
  await page.getByTestId('growth-take').click()
  await page.getByTestId('dialogue-fine').waitFor()
  await eventually(() => ghosts.count()).toBe(0)
  const first = page.locator(`[data-testid=graph-node][aria-label^="Ann, ${words.slice(0, 20)}"]`)
  await first.click()
  await eventually(() => first.getAttribute('aria-selected')).toBe('true')

  // Its one way is taken off and drawn again.
  const graph = page.getByTestId('dialogue-graph')
  const ways = (): Promise<number> => page.locator('.graph-way[data-from]').count()
  const all = await ways()
  await graph.focus()
  await page.keyboard.press('w')
  await page.getByTestId('way-drawing').waitFor()
  await page.keyboard.press('Delete')
  await eventually(ways).toBe(all - 1)
  await page.keyboard.press('w')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await page.getByTestId('way-drawing').waitFor({ state: 'detached' })
  expect(await ways()).toBe(all - 1)
  await page.keyboard.press('Control+z')
  await eventually(ways).toBe(all)

  // One more step back, and it is a proposal again.
  await page.keyboard.press('Control+z')
  await page.getByTestId('growth-bar').waitFor()
  expect(await ghosts.count()).toBeGreaterThan(0)

  // Games call the same cast through the service: its window is as clean.
  await studio.command('service.open')
  await page.getByTestId('begin-talk').waitFor()
  expect(await violations(page, 'growth')).toEqual([])
})
