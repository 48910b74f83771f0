// The first Continue of a stranger, in a real browser: the sample story, nothing trained, four sparks in the text within seconds.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AxeResults } from 'axe-core'
import { afterEach, expect, it } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const endings: (() => Promise<unknown>)[] = []
const folders: string[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

it('continues the sample story with the model that comes with the studio, and says what to expect of it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-spark-'))
  folders.push(folder)
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { locale: 'en' })
  const host = await startBrowserHost({ dataDir, documentsDir: folder })
  endings.push(() => host.stop())
  const { page } = host
  const studio = (shown = await studioPage(page).untilOpen('The Marigold'))

  const tour = page.getByTestId('tour')
  for (const step of ['first', 'second', 'last']) {
    await tour.waitFor()
    await tour.getByRole('button').last().click()
    if (step === 'last') await tour.waitFor({ state: 'detached' })
  }
  await studio.openSide('cowriter')
  const note = page.getByTestId('cowriter-sparks')
  expect(await note.innerText()).toContain('has not read your book')
  expect(await page.locator('.cowriter-facts').innerText()).toContain('Arcwright small, English')

  const editor = page.getByTestId('scene-editor').first()
  await editor.locator('p').first().click()
  await page.keyboard.press('End')
  const before = await editor.innerText()
  await page.keyboard.press('Control+Enter')
  await studio.ghost.waitFor()
  await page.getByTestId('cowriter-continue').waitFor({ timeout: 180_000 })
  const candidates = page.getByTestId('candidate')
  expect(await candidates.count()).toBe(4)
  for (const text of await candidates.locator('.candidate-text').allInnerTexts())
    expect(text.trim().split(/\s+/).length).toBeLessThanOrEqual(44)

  await page.evaluate(AXE)
  const found = await page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run(context: Element): Promise<AxeResults> } }).axe
    const { violations } = await axe.run(document.querySelector('[data-testid="cowriter"]')!)
    return violations.map(({ id }) => id)
  })
  expect(found).toEqual([])

  await page.keyboard.press('Tab')
  await studio.ghost.waitFor({ state: 'detached' })
  await eventually(() => editor.innerText()).not.toBe(before)
  await studio.undo()
  await eventually(() => editor.innerText()).toBe(before)
})
