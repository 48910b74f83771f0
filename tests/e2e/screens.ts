// Pictures of every screen and state, to be looked at:
// `node tests/e2e/screens.ts FOLDER [theme[,theme]] [locale[,locale]] [part[,part]]`, parts as they are named at the end.
import { mkdirSync } from 'node:fs'
import sharp from 'sharp'
import { novel } from '../helpers/novel.ts'
import { makeProject, textFile } from '../helpers/studio-page.ts'
import { comments } from './screens-comments.ts'
import { dialogue } from './screens-dialogue.ts'
import { life } from './screens-life.ts'
import { memory } from './screens-memory.ts'
import { rooms } from './screens-rooms.ts'
import { safety } from './screens-safety.ts'
import { service } from './screens-service.ts'
import { talk } from './screens-talk.ts'
import { words } from './screens-words.ts'
import { openSession, type Locale, type Open, type Theme } from './screens-session.ts'

const [outFolder, themes = 'light,sepia,dark', locales = 'en,zh-CN', parts] = process.argv.slice(2)
if (outFolder === undefined) {
  console.error('Say where the pictures go: node tests/e2e/screens.ts FOLDER')
  process.exit(2)
}
mkdirSync(outFolder, { recursive: true })

const open: Open = (...rest) => openSession(outFolder, ...rest)

const text = novel()
const SHORT = text.slice(text.indexOf('CHAPTER 1. '), text.indexOf('CHAPTER 5. '))

const photo = await sharp(
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="#7fa4b8"/>
     <rect y="380" width="900" height="220" fill="#2e4a55"/><circle cx="660" cy="170" r="60" fill="#f3d9a0"/></svg>`,
  ),
)
  .jpeg()
  // The castle of Lisbon.
  .withExif({
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '38/1 42/1 50/1',
      GPSLongitudeRef: 'W',
      GPSLongitude: '9/1 8/1 1/1',
    },
  })
  .toBuffer()

const firstStart = async (theme: Theme, locale: Locale): Promise<void> => {
  const { studio, shoot, stop } = await open(theme, locale)
  const { page } = studio
  await page.getByTestId('tour').waitFor()
  await studio.untilCurve()
  for (const step of [1, 2, 3]) {
    await shoot(`tour-${step}`)
    await page.getByTestId('tour').getByRole('button').last().click()
  }
  await shoot('sample')
  const box = await studio.box(studio.chart)
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.5)
  await page
    .locator('.hover-card')
    .waitFor({ timeout: 3000 })
    .catch(() => undefined)
  await shoot('hover-card')
  await page.mouse.move(5, 5)
  const more = studio.binder.locator('.more').nth(1)
  await more.click({ force: true })
  await shoot('binder-menu')
  await page.keyboard.press('Escape')
  await page.getByTestId('scene-editor').first().click()
  await page.keyboard.press('Control+f')
  await page.keyboard.type(locale === 'en' ? 'the' : '的')
  await shoot('find-bar')
  await page.keyboard.press('Escape')
  for (const [name, id] of [
    ['settings', 'settings.open'],
    ['export', 'manuscript.export'],
    ['import', 'manuscript.import'],
    ['workshop-new', 'workshop.open'],
    ['shortcuts', 'app.shortcuts'],
    ['about', 'app.about'],
    ['project-details', 'app.projectDetails'],
    ['new-project', 'app.newProject'],
    ['open-project', 'app.openProject'],
  ] as const) {
    await studio.command(id)
    await page.locator('.dialog-body').waitFor()
    await shoot(name)
    await page.keyboard.press('Escape')
    await page.locator('.scrim').waitFor({ state: 'detached' })
  }
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette').waitFor()
  await shoot('palette')
  await page.keyboard.press('Escape')
  await page.getByTestId('project-menu').click()
  await page.getByRole('menu').waitFor()
  await shoot('project-menu')
  await page.keyboard.press('Escape')
  await studio.command('manuscript.focusMode')
  await page.getByTestId('scene-editor').first().click()
  await shoot('focus-mode')
  await studio.command('manuscript.focusMode')
  await studio.command('manuscript.toggleView')
  await shoot('one-scene')
  await studio.command('manuscript.toggleView')
  await studio.openSide('media')
  await shoot('media-empty')
  const card = await studio.addMedia({ name: 'harbour.jpg', mimeType: 'image/jpeg', buffer: photo })
  await studio.addMedia(textFile('letter.txt', 'Dear all,'))
  await card.getByRole('button').first().click()
  await card.getByTestId('finding-place').waitFor({ timeout: 120_000 })
  await card.getByTestId('media-pin-here').click()
  await card.getByTestId('media-insert').click()
  await page.getByTestId('scene-editor').first().locator('img').waitFor()
  await shoot('media-full')
  await studio.openSide('history')
  await shoot('history-empty')
  await studio.command('manuscript.import')
  const chosen = page.waitForEvent('filechooser')
  await page.getByTestId('import-choose').click()
  await (await chosen).setFiles({ name: 'noise.txt', mimeType: 'text/plain', buffer: Buffer.from(photo) })
  await page.getByTestId('import-failure').waitFor()
  await shoot('import-error')
  await page.keyboard.press('Escape')
  await studio.previewImport(textFile('voyage.txt', SHORT))
  await shoot('import-preview')
  await page.keyboard.press('Escape')
  await page.locator('.scrim').waitFor({ state: 'detached' })
  await studio.closeProject()
  await shoot('start')
  await stop()
}

const training = async (theme: Theme, locale: Locale): Promise<void> => {
  const { studio, killEngine, newWindow, shoot, stop } = await open(theme, locale, (folder) =>
    makeProject(folder, {
      title: 'Voyage',
      scenes: [
        [
          'Loomings',
          SHORT.split(/\n{2,}/)
            .map((part) => part.replaceAll('\n', ' ').trim())
            .filter((part) => part !== ''),
        ],
      ],
    }),
  )
  const { page } = studio
  await studio.untilCurve()
  await studio.command('workshop.open')
  const workshop = page.getByTestId('workshop')
  await workshop.getByTestId('dataset-open').click()
  await workshop.locator('[data-testid="dataset"][data-state="ready"]').waitFor()
  await shoot('workshop-text')
  await workshop.getByRole('tab').nth(2).click()
  await shoot('workshop-settings')
  await workshop.getByRole('tab').first().click()
  await workshop.locator('.segment').first().click()
  await workshop.getByTestId('training-start').click()
  await workshop.getByTestId('loss-chart').waitFor({ timeout: 60_000 })
  await shoot('workshop-training')
  await workshop.getByTestId('training-resume').waitFor({ timeout: 120_000 })
  await shoot('workshop-done')
  await page.keyboard.press('Escape')
  await workshop.waitFor({ state: 'detached' })
  await page.getByTestId('scene-editor').first().locator('p').nth(1).click()
  await page.keyboard.press('End')
  await page.keyboard.press('Control+Enter')
  await studio.ghost.waitFor()
  await shoot('cowriter-streaming')
  await page.getByTestId('cowriter-continue').waitFor({ timeout: 60_000 })
  await shoot('cowriter-done')
  await page.getByTestId('cowriter-options').click()
  await page.getByRole('slider').first().waitFor()
  await shoot('cowriter-options')
  await page.keyboard.press('Escape')
  await page.getByTestId('candidate-accept').first().click()
  await studio.openSide('history')
  await page.getByTestId('history-entry').first().getByRole('button').first().click()
  await shoot('history')
  await studio.untilSaved()

  // The same scene changed in two windows.
  const other = await newWindow()
  await other.page.locator('.recent-open').first().click()
  await other.page.getByTestId('scene-editor').first().waitFor()
  await page.getByTestId('scene-editor').first().click()
  await page.keyboard.type('Mine. ')
  await other.page.getByTestId('scene-editor').first().click()
  await other.page.keyboard.type('Theirs. ')
  // Whoever saves second is asked: that is this window, after its own pause.
  await page.keyboard.type('And mine again. ')
  await page
    .getByTestId('conflict')
    .waitFor({ timeout: 5000 })
    .catch(() => console.error('no conflict came up'))
  await shoot('conflict')
  await other.page.close()

  killEngine()
  await page.getByTestId('notice').first().waitFor()
  await shoot('engine-gone')
  await stop()
}

const bigBook = async (theme: Theme, locale: Locale): Promise<void> => {
  const session = await open(theme, locale, (folder) => makeProject(folder, { title: 'The Whale' }), {
    width: 1600,
    height: 1000,
  })
  const { studio, shoot, stop } = session
  await studio.untilOpen('The Whale')
  await shoot('empty-project')
  await studio.previewImport(textFile('moby-dick.txt', text))
  await shoot('import-preview-novel')
  await studio.page.getByTestId('import-commit').click()
  await shoot('import-progress')
  await studio.page.getByTestId('import-dialog').waitFor({ state: 'detached', timeout: 60_000 })
  await studio.untilCurve(120_000)
  await shoot('novel-analysing')
  await studio.page.getByTestId('timeline-analysing').waitFor({ state: 'detached', timeout: 120_000 })
  await studio.drawTarget(0.2, 0.3)
  await studio.drawTarget(0.6, 0.7)
  await shoot('novel')
  await studio.page.locator('.timeline-head .segment').last().click()
  await shoot('timeline-scene')
  await stop()
}

/** As at 200 % zoom: half the room for the same letters. */
const zoomed = async (theme: Theme, locale: Locale): Promise<void> => {
  const { studio, shoot, stop } = await open(theme, locale, undefined, { width: 640, height: 400 })
  await studio.untilCurve()
  await studio.skipTour()
  await shoot('zoomed')
  await studio.command('settings.open')
  await shoot('zoomed-settings')
  await stop()
}

const onePaper = { bigBook, zoomed }
type Part = (theme: Theme, locale: Locale) => Promise<void>
const all: Readonly<Record<string, Part>> = {
  firstStart,
  training,
  rooms: (theme, locale) => rooms(open, theme, locale),
  safety: (theme, locale) => safety(open, theme, locale),
  comments: (theme, locale) => comments(open, theme, locale),
  words: (theme, locale) => words(open, theme, locale),
  talk: (theme, locale) => talk(open, theme, locale),
  service: (theme, locale) => service(open, theme, locale),
  dialogue: (theme, locale) => dialogue(open, theme, locale),
  life: (theme, locale) => life(open, theme, locale),
  memory: (theme, locale) => memory(open, theme, locale),
  ...onePaper,
}
const wanted = parts?.split(',')

for (const theme of themes.split(',') as Theme[])
  for (const locale of locales.split(',') as Locale[])
    for (const [name, shootAll] of Object.entries(all)) {
      if (wanted ? !wanted.includes(name) : name in onePaper && theme !== 'light') continue
      await shootAll(theme, locale).catch((error: unknown) =>
        console.error(`${name} ${theme} ${locale}:`, error),
      )
    }
process.exit(0)
