// The dialogue room in a real browser: written, mended, played, searched, undone; axe finds nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage } from '../helpers/studio-page.ts'

const PICTURES = process.env['DIALOGUE_PICTURES']
const endings: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

const opened = async (language: 'en' | 'zh', theme: 'light' | 'dark') => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-dialogue-'))
  endings.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, theme, locale: language === 'zh' ? 'zh-CN' : 'en' })
  const projectPath = await makeProject(folder, {
    title: 'Quay',
    language,
    scenes: [['One', ['Low water.']]],
  })
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.unshift(() => host.stop())
  return await studioPage(host.page).untilOpen('Quay')
}

it.each([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)('a dialogue is written, mended, played and undone: %s, %s', async (language, theme) => {
  const studio = await opened(language, theme)
  const { page } = studio
  const shoot = async (name: string): Promise<void> => {
    if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${language}-${theme}-${name}.png`) })
  }
  await page.keyboard.press('Control+Alt+g')
  await page.getByTestId('dialogue-room').waitFor()
  await shoot('empty')
  await page.getByTestId('dialogue-first').click()
  // The same place then offers the first line of the new dialogue.
  await page.getByTestId('add-node').waitFor()
  await page.getByTestId('dialogue-first').click()
  const speaker = page.getByTestId('line-speaker')
  await speaker.fill('Ann')
  await speaker.press('Enter')
  await page.getByTestId('line-text').fill(language === 'en' ? 'Who goes there?' : '是谁在那里？')
  await page.getByTestId('line-text').blur()
  const nodes = page.getByTestId('graph-node')
  await eventually(() => nodes.first().getAttribute('aria-label')).toMatch(
    /^Ann, (?:Who goes there\?|是谁在那里？)/u,
  )

  await page.getByTestId('issue-fix').first().waitFor()
  await shoot('findings')
  // A way that leads nowhere is found, and mended by a click.
  await page.getByTestId('issue-fix').first().click()
  await page.getByTestId('dialogue-fine').waitFor()
  await eventually(() => nodes.count()).toBe(2)

  await page.getByTestId('dialogue-graph').focus()
  await page.keyboard.press('ArrowLeft')
  await eventually(() =>
    page.locator('[data-testid=graph-node][aria-selected=true]').getAttribute('data-kind'),
  ).toBe('line')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toMatch(/^(?:TEXTAREA|INPUT)$/u)

  await page.getByTestId('play-start').click()
  await page.getByTestId('play-on').click()
  await eventually(() => page.getByTestId('play-test').textContent()).toMatch(/The end\.|完。/u)
  await shoot('play')

  expect(await violations(page, 'dialogue')).toEqual([])
  // The play gives its place back to what the check finds.
  await page.getByTestId('play-stop').click()

  await page.getByTestId('variables-open').click()
  await page.getByTestId('variable-add').click()
  const name = page.getByTestId('variable-name')
  await name.fill('lamp_lit')
  await name.press('Enter')
  // Declared, and used nowhere: the check says so.
  await eventually(() => page.getByTestId('dialogue-issue').allTextContents()).toContainEqual(
    expect.stringContaining('lamp_lit'),
  )
  await shoot('variables')
  await page.keyboard.press('Escape')
  await page.getByTestId('variables-dialog').waitFor({ state: 'detached' })

  await page.getByTestId('find-open').click()
  await page.getByTestId('find-text').fill('Ann')
  await page.getByTestId('find-with').fill('Bea')
  await page.getByTestId('find-hit').waitFor()
  await shoot('find')
  await page.getByTestId('find-replace').click()
  await eventually(() => page.getByTestId('find-hit').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByTestId('dialogue-find').waitFor({ state: 'detached' })
  await eventually(() => nodes.first().getAttribute('aria-label')).toMatch(/^Bea, /u)

  // Back again: the replacement, the variable's name, the variable, the mended way.
  await page.getByTestId('dialogue-graph').focus()
  await page.keyboard.press('Control+z')
  await eventually(() => nodes.first().getAttribute('aria-label')).toMatch(/^Ann, /u)
  for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z')
  await eventually(() => nodes.count()).toBe(1)
  await page.getByTestId('add-node').click()
  await page.getByRole('menuitem').nth(1).click()
  await eventually(() => nodes.count()).toBe(2)
  await shoot('choice')
  // A way is drawn from a dot of the choice back to the line.
  await eventually(() => page.locator('.graph-way').count()).toBe(1)
  const port = await studio.box(page.getByTestId('graph-port').first())
  const line = await studio.box(page.locator('[data-testid=graph-node][data-kind=line]'))
  await page.mouse.move(port.x + port.width / 2, port.y + port.height / 2)
  await page.mouse.down()
  await page.mouse.move(line.x + 60, line.y + 40, { steps: 8 })
  await shoot('drawing')
  await page.mouse.up()
  await eventually(() => page.locator('.graph-way').count()).toBe(2)

  await page.getByTestId('dialogue-more').click()
  await page.getByRole('menuitem').first().click()
  await page.getByTestId('dialogue-title').fill('At the quay')
  await page.getByTestId('dialogue-title').press('Enter')
  await eventually(() => page.locator('.dialogue-head h2').textContent()).toBe('At the quay')
  await page.getByTestId('dialogue-leave').click()
  await page.getByTestId('dialogue-room').waitFor({ state: 'detached' })
})
