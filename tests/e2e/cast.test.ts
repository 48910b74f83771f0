// The cast in a real browser: found in the manuscript, written down, moved by what happens, given lines; axe finds nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage } from '../helpers/studio-page.ts'

const PICTURES = process.env['CAST_PICTURES']
const endings: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

const STORY = {
  en: {
    title: 'Quay',
    people: ['Anne', 'Tom'],
    paragraphs: [
      'Anne had not slept. She sat by the window and thought of the boats.',
      '“You should eat something,” said Tom.',
      '“I am not hungry,” Anne answered. “Please leave me alone.”',
      'Tom looked at the floor. Anne felt sorry for him.',
      '“It was never found,” whispered Anne.',
      'Tom said nothing. Tom thought of the mill. Anne wept.',
    ],
  },
  zh: {
    title: '码头',
    people: ['林晚', '周平'],
    paragraphs: [
      '林晚一夜没有睡。林晚看着窗外的船。',
      '周平说：“你该吃点东西。”',
      '“我不饿。”林晚答道。“请你让我一个人待着。”',
      '周平看着地面。林晚想起了那条船。',
      '“一直没有找到。”林晚低声说。',
      '周平想了很久。周平说：“我知道。”',
    ],
  },
} as const

/** A name that two of the story could bear. */
const SHARED = {
  en: {
    title: 'Quay',
    owners: ['Anne Hale', 'Tom Hale'],
    paragraphs: [
      'At noon Anne Hale said that she was tired. Anne Hale said so twice. Then Anne Hale smiled.',
      'At noon Tom Hale said that he was not. Tom Hale said no more. Then Tom Hale smiled.',
      'At noon Hale said that it was late. Later Hale said good night, and Hale smiled.',
    ],
  },
  zh: {
    title: '码头',
    owners: ['周平', '周强'],
    paragraphs: [
      '周平说：“我累了。”周平说完就走。周平想了很久。',
      '周强说：“我不累。”周强说完就走。周强想了很久。',
      '小周说：“晚了。”小周说完就走。小周想了很久。',
    ],
  },
} as const

const opened = async (
  language: 'en' | 'zh',
  theme: 'light' | 'dark',
  { title, paragraphs }: { readonly title: string; readonly paragraphs: readonly string[] } = STORY[language],
) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-cast-'))
  endings.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, theme, locale: language === 'zh' ? 'zh-CN' : 'en' })
  const projectPath = await makeProject(folder, { title, language, scenes: [[title, [...paragraphs]]] })
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.unshift(() => host.stop())
  return studioPage(host.page).untilOpen(title)
}

it.each([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)('people are found, written down and given lines: %s, %s', async (language, theme) => {
  const { page } = await opened(language, theme)
  const shoot = async (name: string): Promise<void> => {
    if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${language}-${theme}-${name}.png`) })
  }
  const { people } = STORY[language]
  await page.getByRole('tab', { name: language === 'en' ? 'Cast' : '人物' }).click()
  await page.getByTestId('cast-find').waitFor()
  await shoot('empty')
  await page.getByTestId('cast-find').click()
  await eventually(() => page.getByTestId('cast-found').count()).toBe(2)
  await shoot('found')
  await page.getByTestId('cast-add-all').click()
  await page.getByTestId('cast-add-all').waitFor({ state: 'detached' })
  await page.getByTestId('cast-back').click()
  await eventually(() => page.getByTestId('cast-member').allTextContents()).toEqual(
    expect.arrayContaining([...people]),
  )

  await page.getByTestId('cast-quotations').click()
  await eventually(() => page.getByTestId('cast-quotation').count()).toBeGreaterThanOrEqual(4)
  await shoot('quotations')
  await page.getByTestId('cast-back').click()

  // By keyboard alone into a sheet, and a name of one's own.
  await page.getByTestId('cast-member').first().getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  await page.getByTestId('cast-sheet').waitFor()
  const role = page.getByTestId('cast-role')
  await role.fill(language === 'en' ? 'keeper of the lock' : '守闸人')
  await role.press('Enter')
  await page.getByTestId('cast-knowledge').locator('summary').click()
  await page.getByTestId('cast-fact').fill(language === 'en' ? 'The mill is empty.' : '磨坊是空的。')
  await page.getByTestId('cast-fact-add').click()
  await page.getByTestId('cast-knowledge').getByRole('listitem').waitFor()
  await page.getByTestId('cast-personality').locator('summary').click()
  await shoot('sheet')
  await page.getByTestId('cast-feels').locator('summary').click()
  await page.getByTestId('cast-happens').click()
  await eventually(() => page.getByTestId('cast-feeling').textContent()).toMatch(
    language === 'en' ? /joy/u : /喜/u,
  )
  await page.getByTestId('cast-feels').scrollIntoViewIfNeeded()
  await shoot('feels')
  expect(await violations(page, 'sheet', '.cast')).toEqual([])

  await page.getByTestId('cast-lines').scrollIntoViewIfNeeded()
  await page.getByTestId('cast-lines').click()
  await page.getByTestId('lines-write').waitFor()
  await shoot('lines-empty')
  await page.getByTestId('lines-write').click()
  await eventually(() => page.getByTestId('line-card').count()).toBe(5)
  await page.getByTestId('lines-write').waitFor()
  await page.getByTestId('line-reject').first().click()
  await eventually(() => page.locator('.line-card.rejected').count()).toBe(1)
  await shoot('lines')
  expect(await violations(page, 'lines', '.lines')).toEqual([])
  await page.getByTestId('lines-barks').click()
  await page.keyboard.press('Escape')
  await page.getByTestId('lines-dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Alt+g')
  await page.getByTestId('dialogue-room').waitFor()
  await eventually(() => page.getByTestId('graph-node').count()).toBeGreaterThanOrEqual(5)
  await shoot('barks')
})

it.each([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)('somebody has an arc of their own, drawn on the timeline: %s, %s', async (language, theme) => {
  const studio = await opened(language, theme)
  const { page } = studio
  const shoot = async (name: string): Promise<void> => {
    if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${language}-${theme}-${name}.png`) })
  }
  const [heard] = STORY[language].people
  const silent = language === 'en' ? 'Mara' : '方若'
  const [tab, whole] = language === 'en' ? ['Cast', 'Whole text'] : ['人物', '全文']
  await studio.untilCurve()
  await page.getByRole('tab', { name: tab }).click()
  await page.getByTestId('cast-find').click()
  await page.getByTestId('cast-add-all').click()
  await page.getByTestId('cast-add-all').waitFor({ state: 'detached' })
  await page.getByTestId('cast-back').click()

  // The one who speaks: what they feel stands there, and an arc is drawn over it.
  const open = async (name: string): Promise<void> => {
    await page.getByTestId('cast-member').filter({ hasText: name }).getByRole('button').first().click()
    await page.getByTestId('cast-arc').click()
    await eventually(() => page.getByTestId('target-legend').textContent()).toContain(name)
  }
  await open(heard)
  await eventually(() => page.getByTestId('actual-curve').getAttribute('d')).toMatch(/^M.+[LC]/u)
  await studio.drawTarget(0.2, 0.25)
  await studio.drawTarget(0.7, 0.75)
  await shoot('own-arc')
  expect(await violations(page, 'own arc', '.timeline')).toEqual([])

  // By keyboard one point goes higher; one undo brings it back.
  const heights = (): Promise<number[]> =>
    studio.handles.evaluateAll((all) => all.map((each) => Number(each.getAttribute('aria-valuenow'))))
  const drawn = await heights()
  await studio.handles.last().focus()
  await page.keyboard.press('ArrowUp')
  await eventually(async () => (await heights()).at(-1)).toBeGreaterThan(drawn.at(-1) ?? 1)
  await page.keyboard.press('Control+z')
  await eventually(heights).toEqual(drawn)

  // The book has none: it was theirs.
  await page.getByTestId('timeline-voice').getByRole('button').click()
  await page.getByRole('option', { name: whole }).click()
  await eventually(() => studio.handles.count()).toBe(0)

  // Somebody of whom the book has not a word yet.
  await page.getByTestId('cast-back').click()
  await page.getByTestId('cast-add').click()
  await page.getByTestId('cast-name').fill(silent)
  await page.getByTestId('cast-name').press('Enter')
  await page.getByTestId('cast-sheet').getByRole('heading', { name: silent }).waitFor()
  await page.getByTestId('cast-arc').click()
  await eventually(() => page.getByTestId('target-legend').textContent()).toContain(silent)
  await studio.drawTarget(0.5, 0.3)
  await eventually(() => studio.handles.count()).toBe(1)
  await shoot('own-arc-silent')
  await page.getByTestId('cast-back').click()
  await open(heard)
  await eventually(heights).toEqual(drawn)
})

it.each([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)('whose a shared name is, the writer says: %s, %s', async (language, theme) => {
  const { owners } = SHARED[language]
  const { page } = await opened(language, theme, SHARED[language])
  await page.getByRole('tab', { name: language === 'en' ? 'Cast' : '人物' }).click()
  await page.getByTestId('cast-find').click()
  await eventually(() => page.getByTestId('cast-found').count()).toBe(3)
  if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${language}-${theme}-whose.png`) })
  expect(await violations(page, 'whose', '.cast')).toEqual([])
  // Nobody's name is written down before it is asked for.
  await page.getByTestId('cast-add-all').click()
  await page.getByTestId('cast-add-all').waitFor({ state: 'detached' })
  const whose = page.getByTestId('cast-whose')
  await eventually(() => whose.allTextContents()).toEqual([...owners])
  await whose.first().focus()
  await page.keyboard.press('Enter')
  await whose.first().waitFor({ state: 'detached' })
  await page.getByTestId('cast-back').click()
  await eventually(() => page.getByTestId('cast-member').count()).toBe(2)
})
