// Photos and voices as a writer brings them: understood in the background, corrected by hand, recorded in the window.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost, type BrowserStudio } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

/** Networks are loaded below normal priority: on a busy machine that takes its time. */
const PATIENCE = { timeout: 180_000 }

const LONG = { timeout: 300_000 }

let folder = ''
let host: BrowserStudio
let page: Page
let studio: StudioPage
let card: Locator

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'arcwright-senses-'))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, view: 'continuous' })
  const file = await makeProject(folder, { title: 'Summer', scenes: [['Beach', ['We went down.']]] })
  host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath: file })
  page = host.page
  studio = await studioPage(page).untilOpen('Summer')
  card = page.getByTestId('media-card').first()
  await page.getByRole('tab', { name: 'Media' }).click()
})

afterAll(async () => {
  await host.stop()
  rmSync(folder, { recursive: true, force: true })
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await studio.keepPicture(task.name)
})

const finding = (aspect: string): Locator => card.getByTestId(`finding-${aspect}`)

it('says what a photo shows, and keeps what the writer puts in its place', LONG, async () => {
  const photo = path.join(import.meta.dirname, '../../node_modules/@vladmandic/face-api/demo/sample6.jpg')
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByTestId('media-add').click(),
  ])
  await chooser.setFiles({ name: 'four.jpg', mimeType: 'image/jpeg', buffer: readFileSync(photo) })
  await card.waitFor()
  // Tried again, the card is open already.
  if ((await card.getByTestId('findings').count()) === 0)
    await card.getByRole('button', { name: 'four.jpg' }).click()
  await eventually(() => finding('faces').count(), PATIENCE).toBe(1)
  await eventually(() => finding('caption').innerText(), PATIENCE).toContain('people')
  await eventually(() => finding('faces').innerText()).toContain('joy')
  await page.getByTestId('media-looking').waitFor({ state: 'detached', ...PATIENCE })
  expect(await violations(page, 'media')).toEqual([])

  await page.getByTestId('correct-objects').click()
  await page.getByTestId('finding-words-objects').fill('four friends, dune')
  await page.getByTestId('finding-save').click()
  await eventually(() => finding('objects').innerText()).toContain('four friends, dune')
  expect(await finding('objects').innerText()).toContain('yours')
  await eventually(() => finding('caption').innerText()).toContain('dune')
  await finding('objects').getByRole('button', { name: 'What was found shall hold again' }).click()
  await eventually(() => finding('objects').innerText()).not.toContain('dune')

  await page.getByTestId('caption-use').click()
  await eventually(() => card.getByTestId('media-caption').inputValue()).toContain('people')
})

/** Chromium's small headless build (the npm package's) knows no microphones: a made tone comes in place of its made beeps. */
const beepWhereNobodyListens = async (): Promise<void> => {
  const real = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((error: unknown) => error)
  if (real instanceof MediaStream) return real.getTracks().forEach((track) => track.stop())
  if (!(real instanceof DOMException) || real.name !== 'NotSupportedError') throw real
  navigator.mediaDevices.getUserMedia = () => {
    const context = new AudioContext()
    const tone = new OscillatorNode(context, { frequency: 220 })
    const ear = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
    tone.connect(ear)
    tone.start()
    return Promise.resolve(ear.stream)
  }
}

it('records a voice note with its level, and hears it', LONG, async () => {
  await page.context().grantPermissions(['microphone'])
  await page.evaluate(beepWhereNobodyListens)
  await page.getByTestId('media-record').click()
  const recording = page.getByTestId('media-recording')
  await recording.waitFor()
  await eventually(() => recording.innerText(), PATIENCE).toContain('0:01')
  expect(await recording.getByRole('meter').getAttribute('aria-valuenow')).toMatch(/^\d+$/)
  await page.getByTestId('media-record-keep').click()
  await eventually(() => page.getByTestId('media-card').count(), PATIENCE).toBe(2)
  const note = page.getByTestId('media-card').filter({ hasText: 'Voice note' })
  await note.getByRole('button', { name: 'Voice note' }).click()
  await eventually(() => note.getByTestId('finding-sound').count(), PATIENCE).toBe(1)
  expect(await note.getByTestId('findings').innerText()).toContain('train-voice-emotion')
  // Whoever records here speaks here; it can be somebody else all the same.
  const mine = note.getByRole('switch', { name: 'This is my voice' })
  expect(await mine.isChecked()).toBe(true)
  await eventually(() => note.getByTestId('media-own-voice').innerText()).toContain('Yours so far: 1')
  await mine.focus()
  await page.keyboard.press('Space')
  await eventually(() => note.getByTestId('media-own-voice').innerText()).not.toContain('so far')
})
