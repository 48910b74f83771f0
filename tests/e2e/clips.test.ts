// A clip as a writer brings it, on a machine without a decoder of its own: the window decodes it, its scenes stand on a strip, and
// what is shown and said becomes subtitles.
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
  folder = mkdtempSync(path.join(tmpdir(), 'arcwright-clips-'))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, view: 'continuous' })
  const file = await makeProject(folder, { title: 'Shore', scenes: [['Beach', ['We went down.']]] })
  const { PATH } = process.env
  try {
    // No program of the system is found: the window has to decode.
    process.env['PATH'] = path.dirname(process.execPath)
    host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath: file })
  } finally {
    process.env['PATH'] = PATH
  }
  page = host.page
  studio = await studioPage(page).untilOpen('Shore')
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

/** Recorded in the page: a bright scene, then a dark one, and a tone all the while. */
const recordClip = (): Promise<string> =>
  page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
    const context = canvas.getContext('2d')!
    const audio = new AudioContext()
    const tone = audio.createOscillator()
    const out = audio.createMediaStreamDestination()
    tone.connect(out)
    tone.start()
    const stream = canvas.captureStream(25)
    for (const track of out.stream.getAudioTracks()) stream.addTrack(track)
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus' })
    const pieces: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve))
    recorder.start()
    const began = performance.now()
    await new Promise<void>((resolve) => {
      const draw = (): void => {
        const seconds = (performance.now() - began) / 1000
        context.fillStyle = seconds < 2 ? '#f2c14e' : '#101830'
        context.fillRect(0, 0, 320, 180)
        context.fillStyle = seconds < 2 ? '#ffffff' : '#28345c'
        context.fillRect(20 + 20 * Math.sin(seconds * 3), 30, 120, 90)
        if (seconds < 4) requestAnimationFrame(draw)
        else resolve()
      }
      draw()
    })
    recorder.stop()
    await stopped
    await audio.close()
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })

it(
  'a clip is decoded by the window, its scenes are places to go, and each can be corrected',
  LONG,
  async () => {
    const buffer = Buffer.from(await recordClip(), 'base64')
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByTestId('media-add').click(),
    ])
    await chooser.setFiles({ name: 'evening.webm', mimeType: 'video/webm', buffer })
    await card.waitFor()
    await card.getByRole('button', { name: 'evening.webm' }).click()
    const scenes = card.getByTestId('clip-scene')
    await eventually(() => scenes.count(), PATIENCE).toBe(2)
    await eventually(() => card.getByTestId('finding-sound').count(), PATIENCE).toBe(1)
    await page.getByTestId('media-decoding').waitFor({ state: 'detached', ...PATIENCE })
    expect(await violations(page, 'clip')).toEqual([])

    await scenes.nth(1).click()
    const player = card.getByTestId('clip-player')
    await eventually(() => player.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(1)
    await eventually(() => card.getByTestId('clip-words').innerText()).toContain('Dark light')
    await card.getByTestId('correct-scene').click()
    await card.getByTestId('scene-words').fill('Night falls over the water')
    await card.getByTestId('scene-save').click()
    await eventually(() => card.getByTestId('clip-words').innerText()).toContain('Night falls over the water')
    // By keyboard: the strip is one stop, arrows go from scene to scene.
    await scenes.nth(1).focus()
    await page.keyboard.press('ArrowLeft')
    await eventually(() => player.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeLessThan(1)
  },
)

it('what is said is written down, and comes out as subtitles with what is shown', LONG, async () => {
  await card.getByTestId('write-down').click()
  await card.getByTestId('said-words').fill('Look at that.')
  await card.getByTestId('said-save').click()
  await eventually(() => card.getByTestId('finding-transcript').innerText()).toContain('Look at that.')
  await card.getByTestId('media-subtitles').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'SubRip' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('evening.srt')
  const text = readFileSync(await download.path(), 'utf8')
  expect(text).toContain('Look at that.')
  expect(text).toMatch(/-->/u)
})

it(
  'who writes down and who describes is chosen in the settings, and what is not there is refused',
  LONG,
  async () => {
    await page.keyboard.press('Control+,')
    const helpers = page.getByTestId('sense-helpers')
    await helpers.waitFor()
    // Nothing of the system is found in this test.
    expect(await helpers.innerText()).toContain('ffmpeg is not installed')
    await page.getByTestId('speech-helper').getByRole('button').click()
    await page.getByRole('option', { name: 'whisper.cpp' }).click()
    await page.getByTestId('whisper-program').fill(path.join(folder, 'whisper-cli'))
    await page.getByTestId('whisper-model').fill(path.join(folder, 'ggml-base.bin'))
    expect(await violations(page, 'settings')).toEqual([])
    await page.getByTestId('whisper-use').click()
    await page.getByText('The file is not there any more').waitFor()
    await page.getByTestId('speech-helper').getByRole('button').click()
    await page.getByRole('option', { name: 'I write it down myself' }).click()
    await eventually(() => page.getByTestId('whisper-program').count()).toBe(0)
  },
)
