// The timeline grown up, by hand and by keyboard: measures, voices, structures, the pen, corrections, drafts, reports.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const GLAD = 'They laughed all the way home, and everyone was happy.'
const ROAD = 'The road ran north along the river.'
const SAD = '“I am so afraid,” said Anne. Anne wept that night, sick with grief. Anne was sad.'

const endings: (() => Promise<unknown>)[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
})

it('a writer shapes, draws, corrects, compares and reports the arc', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-timeline-'))
  endings.push(async () => rmSync(folder, { recursive: true, force: true }))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true })
  const projectPath = await makeProject(folder, {
    title: 'Two Days',
    scenes: [
      ['Day', [GLAD, GLAD, ROAD, GLAD]],
      ['Night', [SAD, SAD, SAD]],
    ],
  })
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.push(() => host.stop())
  const studio = await studioPage(host.page).untilOpen('Two Days')
  shown = studio
  const { page } = studio
  await studio.untilCurve()
  const curve = (name: string) => page.getByTestId(name).getAttribute('d')

  // Another measure, another person: another curve.
  const choose = async (select: string, option: string): Promise<void> => {
    const before = await curve('actual-curve')
    await page.getByTestId(select).getByRole('button').click()
    await page.getByRole('option', { name: option }).click()
    await eventually(() => curve('actual-curve')).not.toBe(before)
  }
  await choose('timeline-measure', 'sadness')
  await eventually(async () => {
    await page.getByTestId('timeline-voice').getByRole('button').click()
    const names = await page.getByRole('option').allInnerTexts()
    await page.keyboard.press('Escape')
    return names
  }).toContain('Anne')
  await choose('timeline-voice', 'Anne')
  await choose('timeline-voice', 'Whole text')
  await choose('timeline-measure', 'Valence')

  // A structure with its beats, then the pen over it, then back.
  await studio.command('timeline.shape.threeAct')
  await eventually(() => studio.handles.count()).toBe(7)
  await eventually(() => page.getByTestId('beats').locator('line').count()).toBe(7)
  const target = await curve('target-curve')
  await page.getByTestId('draw-target').click()
  const box = await studio.box(studio.chart)
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3)
  await page.mouse.down()
  for (let i = 1; i <= 12; i++)
    await page.mouse.move(box.x + box.width * (0.3 + i * 0.02), box.y + box.height * (0.3 + (i % 5) * 0.08))
  await page.mouse.up()
  await eventually(() => curve('target-curve')).not.toBe(target)
  await page.keyboard.press('Escape')
  await eventually(() => page.getByTestId('draw-target').getAttribute('aria-pressed')).toBe('false')
  await page.keyboard.press('Control+z')
  await eventually(() => curve('target-curve')).toBe(target)

  // The whole curve, nudged from the keyboard.
  const heights = () =>
    studio.handles.evaluateAll((all) => all.map((each) => Number(each.getAttribute('aria-valuenow'))))
  const before = await heights()
  await studio.handles.first().focus()
  await page.keyboard.press('Alt+ArrowUp')
  await eventually(async () => (await heights()).every((y, i) => y > before[i])).toBe(true)

  // A sentence corrected from the keyboard, shown as such, undone.
  // The playhead stands where the writer is in the text.
  await studio.editor('Day').locator('p').first().click()
  await studio.playhead.focus()
  await page.keyboard.press('c')
  const dialog = page.getByTestId('correct-dialog')
  await dialog.getByTestId('correct-fear').click()
  expect(await violations(studio.page, 'timeline')).toEqual([])
  await dialog.getByTestId('correct-save').click()
  await dialog.waitFor({ state: 'detached' })
  const marks = page.getByTestId('corrected-marks').locator('circle')
  // The same words stand in three paragraphs.
  await eventually(() => marks.count()).toBe(3)
  await page.keyboard.press('Control+z')
  await eventually(() => marks.count()).toBe(0)

  // A draft kept, the text changed, both curves side by side.
  await studio.command('timeline.keepDraft')
  await page.getByTestId('draft-name').fill('First draft')
  await page.keyboard.press('Enter')
  await page.getByTestId('keep-draft-dialog').waitFor({ state: 'detached' })
  await eventually(() => curve('compared-curve')).toMatch(/^M.+[LC]/)
  await studio.typeAtEnd('Night', ' But in the morning everyone was happy again, and laughed with joy.')
  await studio.untilSaved()
  await eventually(async () => (await curve('compared-curve')) === (await curve('actual-curve'))).toBe(false)

  // The report on all of it, as a page.
  await studio.command('timeline.report')
  const report = page.getByTestId('report-dialog')
  await report.getByRole('radio', { name: 'CSV' }).waitFor()
  expect(await violations(studio.page, 'timeline')).toEqual([])
  const download = page.waitForEvent('download')
  await report.getByTestId('report-run').click()
  const html = readFileSync(await (await download).path(), 'utf8')
  await report.getByTestId('report-result').waitFor()
  expect(html).toContain('<h1>Two Days</h1>')
  expect(html).toContain('First draft')
  expect(html).toContain('Anne')
  await page.keyboard.press('Escape')
  await report.waitFor({ state: 'detached' })

  await page.getByTestId('view-menu').click()
  await page.getByRole('dialog', { name: 'View' }).waitFor()
  expect(await violations(studio.page, 'timeline', '.popover')).toEqual([])
})
