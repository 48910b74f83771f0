// The first Continue of a stranger, in a real browser: the sample story, nothing trained, four sparks in the text within seconds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

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
  // The scene is longer than the view: what is written at its end must be seen there.
  await page.keyboard.press('Control+End')
  // Not innerText, which leaves out what is too far out of sight to be laid out.
  const before = await editor.textContent()
  await page.keyboard.press('Control+Enter')
  await studio.ghost.waitFor()
  const view = await studio.box(page.locator('.manuscript-scroll'))
  await eventually(async () => {
    const { y } = await studio.box(studio.ghost)
    return y > view.y && y < view.y + 0.7 * view.height
  }).toBe(true)
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0)
  await page.getByTestId('cowriter-continue').waitFor({ timeout: 180_000 })
  const candidates = page.getByTestId('candidate')
  expect(await candidates.count()).toBe(4)
  for (const text of await candidates.locator('.candidate-text').allInnerTexts())
    expect(text.trim().split(/\s+/).length).toBeLessThanOrEqual(64)

  expect(await violations(page, 'sparks', '[data-testid="cowriter"]')).toEqual([])

  await page.keyboard.press('Tab')
  await studio.ghost.waitFor({ state: 'detached' })
  await eventually(() => editor.textContent()).not.toBe(before)
  await studio.undo()
  await eventually(() => editor.textContent()).toBe(before)
})

it('says what to do where nobody can write yet: no model comes with the studio for Chinese', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-spark-'))
  folders.push(folder)
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, locale: 'zh-CN' })
  const scenes = [['第一章', ['渡船来迟了。']]] as const
  const projectPath = await makeProject(folder, { title: '渡口', language: 'zh', scenes })
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.push(() => host.stop())
  const { page } = host
  const studio = (shown = await studioPage(page).untilOpen('渡口'))
  await studio.openSide('lore')
  await page.getByTestId('scene-editor').first().locator('p').first().click()
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('open-workshop').waitFor()
  expect(await page.locator('.notice.error').count()).toBe(0)
})
