// Every screen through axe, in light and dark, in both languages; and the whole studio by keyboard alone.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, textFile, type StudioPage } from '../helpers/studio-page.ts'

const STORIES = {
  en: {
    title: 'The Ferry',
    scenes: [
      ['Morning', ['The river was kind that morning, and the ferryman sang.', 'Everyone was happy.']],
      ['Night', ['Then the rope broke. They were afraid of the dark water.', 'Nobody came. They wept.']],
    ],
  },
  zh: {
    title: '渡口',
    scenes: [
      ['清晨', ['那天早晨，河水温柔，船夫唱着歌。', '大家都很高兴。']],
      ['夜里', ['后来缆绳断了，人们害怕那漆黑的水。', '没有人来，他们哭了。']],
    ],
  },
} as const

const endings: (() => Promise<unknown>)[] = []
const folders: string[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const opened = async (
  language: 'en' | 'zh',
  settings: Parameters<typeof leaveSettings>[1],
): Promise<StudioPage> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-axe-'))
  folders.push(folder)
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, ...settings })
  const story = STORIES[language]
  const projectPath = await makeProject(folder, { language, ...story })
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.push(() => host.stop())
  const studio = await studioPage(host.page).untilOpen(story.title)
  shown = studio
  await studio.untilCurve()
  await studio.editor(story.scenes[0][0]).waitFor()
  return studio
}

const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 200, height: 120, channels: 3, background: '#468' } })
    .jpeg()
    .toBuffer()

describe.each([
  ['light', 'en'],
  ['dark', 'en'],
  ['light', 'zh-CN'],
  ['dark', 'zh-CN'],
] as const)('on %s paper, in %s', (theme, locale) => {
  it('axe finds nothing on any screen', async () => {
    const studio = await opened(locale === 'en' ? 'en' : 'zh', { theme, locale })
    const { page } = studio
    const found: string[] = []
    const look = async (screen: string): Promise<void> => {
      found.push(...(await violations(page, screen)))
    }
    const closeDialog = async (testId: string): Promise<void> => {
      await page.keyboard.press('Escape')
      await page.getByTestId(testId).waitFor({ state: 'detached' })
    }

    await look('manuscript, empty co-writer')
    await studio.drawTarget(0.3, 0.4)
    await studio.drawTarget(0.7, 0.6)
    await studio.openSide('media')
    await look('empty media')
    const card = await studio.addMedia({ name: 'ferry.jpg', mimeType: 'image/jpeg', buffer: await photo() })
    await studio.addMedia(textFile('letter.txt', 'Dear all,'))
    await card.getByRole('button').first().click()
    await card.getByTestId('media-pin-here').click()
    await page.getByTestId('media-pin').waitFor()
    await look('media with items, target drawn')
    await studio.openSide('history')
    await page.getByTestId('history').waitFor()
    await look('empty history')

    await studio.openSide('lore')
    await page.getByTestId('lore-add').waitFor()
    await look('empty lorebook')
    await page.getByTestId('lore-add').click()
    await page.locator('.lore-editor summary').click()
    await page.getByTestId('lore-editor').locator('input').last().waitFor()
    await look('an entry of the lorebook with its rules')
    await page.locator('.lore .segment').nth(1).click()
    await page.getByTestId('memory-book').waitFor()
    await look('memory')
    await page.locator('.lore .segment').nth(2).click()
    await look('summaries')
    await studio.command('talk.open')
    await page.getByTestId('talk').waitFor()
    await look('talk')
    await studio.command('writers.open')
    const writers = page.getByTestId('writers-dialog')
    await writers.getByTestId('add-files').click()
    await writers.getByTestId('model-path').fill('/nowhere/novel.gguf')
    await writers.getByTestId('model-look').click()
    await writers.getByTestId('writers-problem').or(writers.getByTestId('files-found')).waitFor()
    await look('a model file that is none')
    await writers.getByTestId('add-server').click()
    await writers.getByTestId('server-door').waitFor()
    await look('a server behind a closed door')
    await closeDialog('writers-dialog')
    await studio.openSide('cowriter')
    await page.getByTestId('suggest-open').click()
    await page.locator('.suggestions, .prompt-view [role=status]').first().waitFor()
    await look('what to write next')
    await studio.openSide('history')

    await page.keyboard.press('Control+f')
    await page.getByTestId('find-bar').waitFor()
    await look('find bar')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Shift+f')
    const search = page.getByTestId('search-dialog')
    await search.getByTestId('search-text').fill(locale === 'en' ? 'river' : '河')
    await search.getByTestId('search-hit').first().waitFor()
    await look('search')
    await search.locator('.segment').nth(1).click()
    await search.locator('del').first().waitFor()
    await look('find and replace')
    await closeDialog('search-dialog')
    await studio.command('spelling.dictionary')
    await page.getByTestId('dictionary-dialog').waitFor()
    await look('dictionary')
    await closeDialog('dictionary-dialog')
    await studio.command('safety.open')
    await page.getByTestId('doors').waitFor()
    await look('safety')
    await closeDialog('safety-dialog')
    await studio.command('workshop.open')
    await page.getByTestId('training-start').waitFor()
    await look('workshop')
    await closeDialog('workshop')
    await studio.command('workshop.learning')
    await page.getByTestId('learning').waitFor()
    await look('learning')
    await page.keyboard.press('Escape')
    await page.getByTestId('learning').waitFor({ state: 'detached' })
    await studio.command('manuscript.import')
    await page.getByTestId('import-choose').waitFor()
    await look('import')
    await closeDialog('import-dialog')
    await studio.previewImport(textFile('more.txt', 'CHAPTER 1. One\n\nA word.\n\nCHAPTER 2. Two\n\nMore.\n'))
    await look('import preview')
    await closeDialog('import-dialog')
    await studio.openExport()
    await look('export')
    await closeDialog('export-dialog')
    await studio.command('settings.open')
    await page.getByTestId('settings-dialog').waitFor()
    await look('settings')
    await closeDialog('settings-dialog')
    await page.keyboard.press('Control+k')
    await page.getByTestId('palette').waitFor()
    await look('palette')
    await closeDialog('palette')
    await page.getByTestId('project-menu').click()
    await page.getByRole('menu').waitFor()
    await look('project menu')
    await page.keyboard.press('Escape')
    await studio.command('app.tour')
    await page.getByTestId('tour').waitFor()
    await look('tour')
    await studio.skipTour()
    await studio.closeProject()
    await look('start screen')
    await page.getByRole('button').first().click()
    await page.getByTestId('new-project').waitFor()
    await look('new project')
    expect(found).toEqual([])
  })
})

/** From the binder into the text of a scene; resolves when the caret is there. */
const enterByKeyboard = async (studio: StudioPage, title: string): Promise<void> => {
  const { page } = studio
  await studio.node(title).focus()
  await page.keyboard.press('Enter')
  await eventually(() =>
    page.evaluate(() =>
      document.activeElement?.closest('[data-testid="scene-editor"]')?.getAttribute('aria-label'),
    ),
  ).toContain(title)
}

describe('by keyboard alone', () => {
  it('Tab goes through every room and out again, and nothing holds the focus', async () => {
    const studio = await opened('en', {})
    const { page } = studio
    await enterByKeyboard(studio, 'Night')
    await studio.playhead.focus()
    await page.keyboard.press('Enter')
    await studio.handles.first().waitFor()
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const places: string[] = []
    for (let press = 0; press < 150; press++) {
      await page.keyboard.press('Tab')
      const place = await page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return 'out'
        const room = element.closest('[data-testid]')?.getAttribute('data-testid') ?? ''
        return `${room} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 20)}`
      })
      places.push(place)
      if (press > 3 && place === places[0]) break
    }
    const rooms = new Set(places.map((place) => place.split(' ')[0]))
    for (const room of ['project-menu', 'scene-editor', 'target-handle', 'playhead', 'open-workshop'])
      expect([...rooms]).toContain(room)
    expect(places.some((place) => place.startsWith('binder'))).toBe(true)
    // It went all the way round.
    expect(places.length).toBeLessThan(150)
    expect(places.at(-1)).toBe(places[0])
  })

  it('a scene is opened, a target moved and a command run without a mouse', async () => {
    const studio = await opened('en', {})
    const { page } = studio
    await enterByKeyboard(studio, 'Night')
    await page.keyboard.type('So it was. ')
    await studio.editor('Night').getByText('So it was.').waitFor()
    await studio.playhead.focus()
    await page.keyboard.press('Enter')
    await studio.handles.first().waitFor()
    const before = Number(await studio.handles.first().getAttribute('aria-valuenow'))
    await studio.handles.first().focus()
    await page.keyboard.press('ArrowUp')
    await eventually(async () => Number(await studio.handles.first().getAttribute('aria-valuenow')), {
      timeout: 10_000,
    }).toBeGreaterThan(before)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('settings')
    await page.keyboard.press('Enter')
    await page.getByTestId('settings-dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('settings-dialog').waitFor({ state: 'detached' })
  })
})
