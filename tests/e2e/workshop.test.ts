// The training room by hand: the text is chosen and looked over, two models learn, are compared, walked on and taken along;
// an adapter learns over a run, and settings are tried side by side.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { novel } from '../helpers/novel.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-workshop-'))
const paragraphs = novel()
  .slice(40_000, 58_000)
  .split(/\n{2,}/)
  .map((text) => text.replaceAll('\n', ' ').trim())
  .filter((text) => text !== '')
const half = Math.ceil(paragraphs.length / 2)

let host: Awaited<ReturnType<typeof startBrowserHost>>
let studio: StudioPage

beforeAll(async () => {
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true })
  const projectPath = await makeProject(folder, {
    title: 'Voyage',
    scenes: [
      ['Out', paragraphs.slice(0, half)],
      ['Home', paragraphs.slice(half)],
    ],
  })
  mkdirSync(path.join(folder, 'library'))
  writeFileSync(
    path.join(folder, 'library', 'harbour.txt'),
    `${novel().slice(60_000, 64_000)}\n\nSee https://example.org for more.`,
  )
  host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath })
  studio = await studioPage(host.page).ready()
})

afterAll(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('chooses text, trains two models, compares them, walks on the map, and takes a model along', async () => {
  const { page } = studio
  await studio.command('workshop.open')
  const room = page.getByTestId('workshop')

  // What there is to learn from, and what it would be measured on.
  await room.getByTestId('dataset-open').click()
  const ready = room.locator('[data-testid="dataset"][data-state="ready"]')
  await ready.waitFor()
  expect(await room.getByTestId('dataset-facts').innerText()).toMatch(/Documents\s+2\b/)
  await room.getByRole('radio', { name: 'Chosen scenes' }).click()
  await room.getByTestId('dataset-parts').getByRole('option', { name: 'Home' }).click()
  await room.getByTestId('dataset-add-files').click()
  const files = page.getByTestId('file-dialog')
  await files.getByText('library', { exact: true }).dblclick()
  await eventually(() => files.locator('output').innerText()).toContain('library')
  await files.getByTestId('file-folder').click()
  await files.waitFor({ state: 'detached' })
  await eventually(() => room.getByTestId('dataset-facts').innerText()).toMatch(/Documents\s+3\b/)
  await eventually(() => room.getByTestId('dataset-split').innerText()).toContain('never sees')
  const addresses = room.getByTestId('clean-addresses')
  await eventually(() => addresses.innerText()).toContain('would clean 1 paragraph')
  await addresses.getByRole('switch').press('Space')
  await eventually(() => addresses.innerText()).toContain('cleans 1 paragraph')
  expect(await violations(page, 'workshop')).toEqual([])

  // Two models on it; the second one keeps a map.
  const train = async (name: string, model?: string): Promise<void> => {
    await room.getByTestId('new-run').click()
    await room.getByRole('tab', { name: 'Model' }).click()
    if (model !== undefined) {
      await room.getByTestId('training-model').getByRole('button').click()
      await page.getByRole('option', { name: model }).click()
    }
    await room.getByRole('radio', { name: 'Tiny' }).click()
    await room.getByRole('textbox', { name: 'Name' }).fill(name)
    await room.getByTestId('training-start').click()
    await room.getByTestId('training-resume').waitFor({ timeout: 120_000 })
    await room.getByTestId('write-with').waitFor()
  }
  await train('Plain')
  await train('Chart', 'Variational autoencoder')
  await room.getByTestId('number-divergence').waitFor()

  for (const tick of await room.getByTestId('run-tick').all()) await tick.click()
  await room.getByTestId('compare').click()
  const comparison = room.getByTestId('compare-view')
  await eventually(() => comparison.getByTestId('compare-results').innerText()).toMatch(/Plain/)
  expect(await comparison.getByTestId('compare-chart').locator('.compare-line').count()).toBe(2)
  expect(await comparison.getByTestId('compare-settings').innerText()).toMatch(/Model\s+/)
  expect(await violations(page, 'workshop')).toEqual([])

  // From one sentence to another by the slider's keys.
  await room.getByTestId('run-line').filter({ hasText: 'Chart' }).click()
  await room.getByTestId('open-map').click()
  await room.getByTestId('latent-map').waitFor({ timeout: 60_000 })
  await room.getByTestId('latent-sentences').getByRole('option').nth(3).click()
  const from = await room.getByTestId('latent-from').inputValue()
  expect(paragraphs.join(' ').replaceAll(/\s+/g, ' ') + novel().replaceAll(/\s+/g, ' ')).toContain(from)
  await room.getByTestId('latent-morph').click()
  const way = room.getByTestId('latent-way')
  await way.waitFor({ timeout: 60_000 })
  const first = await way.getByTestId('latent-text').innerText()
  await way.getByRole('slider').focus()
  await page.keyboard.press('End')
  await eventually(() => way.getByTestId('latent-text').innerText()).not.toBe(first)
  expect(await violations(page, 'workshop')).toEqual([])
  await room.getByTestId('latent-vary').click()
  await eventually(() => room.getByTestId('latent-near').getByTestId('latent-text').count(), {
    timeout: 60_000,
  }).toBe(5)

  // Out of the studio as ONNX, and smaller within it.
  await room.getByTestId('open-model').click()
  const download = page.waitForEvent('download')
  await room.getByTestId('export-onnx').click()
  expect((await download).suggestedFilename()).toBe('Chart.onnx')
  await room.getByTestId('quantize').click()
  await eventually(() => room.getByTestId('shrink-cost').innerText(), { timeout: 60_000 }).toMatch(
    /\d\.\d+ → \d\.\d+/,
  )
  expect(await room.getByTestId('run-line').count()).toBe(3)
  expect(await violations(page, 'workshop')).toEqual([])

  // The co-writer takes it at once.
  await room.getByTestId('write-with').click()
  await page.getByTestId('notice').filter({ hasText: 'Chart' }).first().waitFor()
})

it('says what computes, trains an adapter over a run, and tries settings side by side', async () => {
  const { page } = studio
  const room = page.getByTestId('workshop')
  if (!(await room.isVisible())) await studio.command('workshop.open')
  const newRun = async (name: string): Promise<void> => {
    await room.getByTestId('new-run').click()
    await room.getByRole('tab', { name: 'Model' }).click()
    await room.getByRole('textbox', { name: 'Name' }).fill(name)
  }
  /** Starts it, and stops it once it has something to keep. */
  const learn = async (): Promise<void> => {
    await room.getByTestId('training-start').click()
    const facts = room.locator('.run-facts').first()
    await eventually(() => facts.innerText(), { timeout: 120_000 }).toMatch(/Best validation loss\s+\d/)
    const stop = room.getByTestId('training-stop')
    if (await stop.isVisible()) await stop.click()
    await room.getByTestId('write-with').waitFor({ timeout: 120_000 })
  }

  await newRun('Ground')
  await room.getByTestId('trains-with-change').click()
  await page.getByTestId('settings-dialog').getByTestId('backends').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('settings-dialog').waitFor({ state: 'detached' })
  await room.getByTestId('training-model').getByRole('button').click()
  await page.getByRole('option', { name: 'Transformer' }).click()
  await room.getByRole('radio', { name: 'Tiny' }).click()
  await learn()
  await eventually(() => room.getByTestId('run-view').innerText()).toMatch(/Computed with\s+ONNX Runtime/)

  await newRun('Voice')
  await room.getByTestId('training-base').getByRole('button').click()
  await page.getByRole('option', { name: 'Ground' }).click()
  await room.getByRole('radio', { name: 'Adapter (LoRA)' }).waitFor()
  await learn()
  await eventually(() => room.getByTestId('run-line').filter({ hasText: 'Voice' }).innerText()).toContain(
    'Adapter (LoRA) over Ground',
  )

  await newRun('Tried')
  await room.getByTestId('training-base').getByRole('button').click()
  await page.getByRole('option', { name: 'A new model' }).click()
  await room.getByRole('radio', { name: 'Tiny' }).click()
  await room.getByRole('slider', { name: 'Settings tried side by side' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await room.getByTestId('training-start').click()
  const trials = room.getByTestId('run-line').filter({ hasText: /trial \d of 3/ })
  await eventually(() => trials.count()).toBe(3)
  // The better one climbs; stopping it stops the search.
  const climbs = trials.filter({ hasText: 'rung 2 of 2' })
  await eventually(() => climbs.count(), { timeout: 120_000 }).toBe(1)
  await climbs.click()
  const stop = room.getByTestId('training-stop')
  if (await stop.isVisible()) await stop.click()
  await eventually(() => room.locator('.run-dot').count(), { timeout: 120_000 }).toBe(0)
  expect(await violations(page, 'workshop')).toEqual([])
})
