// A thousand photos come in through the window and are understood while somebody types; beside the same typing with nothing going on.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'
import sharp from 'sharp'
import { Random } from '../../engine/nn/seed.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { longBook } from '../helpers/novel.ts'
import { round, type Bench, type Figure } from './bench.ts'
import { importBook, openDesk } from './book.ts'
import { untilCalm } from './until-calm.ts'
import { watchKeys } from './watch-keys.ts'

const PHOTOS = 1000
const [WIDTH, HEIGHT] = [1024, 768]
const WORDS = 30_000
const SCENES = 20
/** Understanding a thousand takes long: what is done in this time tells how long. */
const UNDERSTAND_MS = 60_000
const PATIENCE_MS = 900_000

/** Soft spots of colour, no two alike, as large as messengers send them. */
const makePhotos = async (folder: string): Promise<readonly string[]> => {
  mkdirSync(folder, { recursive: true })
  const files: string[] = []
  for (let index = 0; index < PHOTOS; index++) {
    const random = new Random(`photo ${index}`)
    const spots = Uint8Array.from({ length: 8 * 6 * 3 }, () => random.integer(256))
    const file = path.join(folder, `IMG_${1000 + index}.jpg`)
    writeFileSync(
      file,
      await sharp(spots, { raw: { width: 8, height: 6, channels: 3 } })
        .resize(WIDTH, HEIGHT, { kernel: 'cubic', fit: 'fill' })
        .jpeg({ quality: 85 })
        .toBuffer(),
    )
    files.push(file)
  }
  return files
}

/** Resident memory of this process' child and of all that it started, in MB, the largest first; empty elsewhere than on Linux. */
const familyMB = (root: number): readonly number[] => {
  try {
    const processes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const status = readFileSync(`/proc/${pid}/status`, 'utf8')
          const number = (key: string): number =>
            Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
          return [{ pid: Number(pid), parent: number('PPid'), mb: number('VmRSS') / 1000 }]
        } catch {
          return []
        }
      })
    const family = new Set([root])
    let size = 0
    while (size < family.size) {
      size = family.size
      for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
    }
    return processes
      .filter(({ pid }) => family.has(pid))
      .map(({ mb }) => round(mb, 0))
      .toSorted((a, b) => b - a)
  } catch {
    return []
  }
}

const intoTheText = async (page: Page): Promise<void> => {
  await page.locator('.ProseMirror p').first().click()
  await page.waitForFunction(() => document.activeElement?.closest('.ProseMirror') !== null)
}

const report = async (
  run: (page: Page, host: { pid: number; photos: readonly string[] }) => Promise<void>,
) => {
  const desk = await openDesk()
  await importBook(desk.client, new File([longBook(WORDS, SCENES)], 'book.md'))
  await desk.client.studio.updateSettings({ tourDone: true })
  await desk.client.project.close()
  const photos = await makePhotos(path.join(desk.dataDir, 'photos'))
  const studio = await startBrowserHost({ dataDir: desk.dataDir, projectPath: desk.projectPath })
  try {
    await run(studio.page, { pid: studio.host.watched.child.pid!, photos })
  } finally {
    await studio.stop()
    await desk.close()
  }
}

/** Of the line over the list: `12 of 1000`. */
const understood = async (page: Page): Promise<number> =>
  Number(/\d+/.exec(await page.getByTestId('media-looking').innerText())?.[0] ?? NaN)

const measure = async (
  page: Page,
  { pid, photos }: { readonly pid: number; readonly photos: readonly string[] },
  tell: (figure: Figure) => void,
): Promise<void> => {
  await untilCalm(page)
  await page.getByRole('tab', { name: 'Media' }).click()
  await intoTheText(page)
  tell({ name: 'keypress-nothing-going-on', ...(await watchKeys(page)) })

  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByTestId('media-add').click(),
  ])
  const begun = performance.now()
  await chooser.setFiles([...photos])
  await page.locator('.media-arrival').first().waitFor()
  await intoTheText(page)
  tell({ name: 'keypress-photos-coming-in', ...(await watchKeys(page)) })
  const looking = page.getByTestId('media-looking')
  await looking.waitFor({ timeout: PATIENCE_MS })
  const seconds = (performance.now() - begun) / 1000
  tell({
    name: 'photos-taken-in',
    photos: photos.length,
    seconds: round(seconds),
    perS: round(photos.length / seconds),
  })

  await page.waitForTimeout(5000)
  const [from, since] = [await understood(page), performance.now()]
  await intoTheText(page)
  tell({ name: 'keypress-photos-being-understood', ...(await watchKeys(page)) })
  await page.waitForTimeout(Math.max(0, UNDERSTAND_MS - (performance.now() - since)))
  const minutes = (performance.now() - since) / 60_000
  tell({ name: 'photos-understood', perMinute: round(((await understood(page)) - from) / minutes) })
  const memory = familyMB(pid)
  tell({ name: 'memory', largestMB: memory[0] ?? 'unknown', allMB: memory.reduce((sum, mb) => sum + mb, 0) })

  const stopped = performance.now()
  await looking.getByRole('button').click()
  await page.getByTestId('media-waiting').waitFor()
  tell({ name: 'stop', ms: round(performance.now() - stopped, 0) })
  await page.getByTestId('media-look').click()
  await looking.waitFor()
  tell({ name: 'going-on', total: Number(/\d+\D+(\d+)/.exec(await looking.innerText())?.[1] ?? NaN) })
}

export const mediaBench: Bench = {
  name: 'media',
  title: `${PHOTOS} photos taken in and understood while somebody types; the same typing with nothing going on beside it`,
  run: (tell) => report((page, host) => measure(page, host, tell)),
}
