// Sounds and pictures that are odd or mean harm: each gets an answer, none of them fills the memory.
import { spawnSync } from 'node:child_process'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { audioReader } from '../../../engine/analysis/media/audio-reader.ts'
import { imageReader } from '../../../engine/analysis/media/image-reader.ts'
import type { MediaFile } from '../../../engine/analysis/media/media-reader.ts'
import { findProgram } from '../../../engine/analysis/senses/find-program.ts'
import { SenseFile } from '../../../engine/analysis/senses/sense-file.ts'
import { listen } from '../../../engine/analysis/senses/sound/listen.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { notANumberWav, silentFlac, silentSeconds, wavOf } from './hostile.ts'
import { photo } from './samples.ts'

vi.setConfig({ testTimeout: 120_000 })

const HOUR_S = 3600
const FFMPEG = findProgram(['ffmpeg'])

const fileOf = (bytes: Buffer, mime: string): MediaFile => ({
  name: 'file',
  mime,
  sizeBytes: bytes.length,
  bytes: () => Promise.resolve(new Uint8Array(bytes)),
  chunks: () => new Blob([new Uint8Array(bytes)]).stream(),
})

const heardOf = async (bytes: Buffer, mime: string) => {
  let [seconds, longest, odd] = [0, 0, 0]
  for await (const samples of listen({ bytes: new Uint8Array(bytes), mime })) {
    seconds += samples.length / 16_000
    longest = Math.max(longest, samples.length)
    odd += samples.filter((sample) => !(Math.abs(sample) <= 1)).length
  }
  return { seconds, longest, odd }
}

describe('sounds', () => {
  test('that hold what is no number are heard with silence in its place', async () => {
    const wav = notANumberWav(2)
    expect(await heardOf(wav, 'audio/wav')).toMatchObject({ odd: 0, seconds: expect.closeTo(2, 1) as number })
    const { facts } = await audioReader.read(fileOf(wav, 'audio/wav'))
    expect(facts).toMatchObject({ durationMs: 2000, problem: null })
    expect(facts.waveform.every((peak) => peak >= 0 && peak <= 1)).toBe(true)
  })

  test.each([1000, 7919, 11_025, 384_000])('of %i samples a second last as long as they do', async (rate) => {
    const wav = wavOf(Buffer.alloc(rate * 2 * 3), { sampleRate: rate })
    expect((await heardOf(wav, 'audio/wav')).seconds).toBeCloseTo(3, 1)
    expect((await audioReader.read(fileOf(wav, 'audio/wav'))).facts.durationMs).toBe(3000)
  })

  test.each([0, 1, 4_000_000_000])('with a forged rate of %i are told, not spun out', async (rate) => {
    const wav = wavOf(Buffer.alloc(200_000), { sampleRate: rate })
    await expect(heardOf(wav, 'audio/wav')).rejects.toMatchObject({ name: 'SenseProblem' })
    expect((await audioReader.read(fileOf(wav, 'audio/wav'))).thumbnail).toBeNull()
  })

  test.each([
    [8, 1],
    [24, 2],
    [32, 1],
  ])('of %i bits in %i channels are heard', async (bits, channels) => {
    const wav = wavOf(Buffer.alloc(((16_000 * bits) / 8) * channels, 0x80), { bits, channels })
    expect((await heardOf(wav, 'audio/wav')).seconds).toBeCloseTo(1, 1)
  })

  test('of four hours in fifty kilobytes are read to their end', async () => {
    const flac = silentFlac(4 * HOUR_S)
    expect(flac.length).toBeLessThan(60_000)
    const { facts } = await audioReader.read(fileOf(flac, 'audio/flac'))
    expect(facts.problem).toBeNull()
    // Headers of frames lie across every edge between two pieces of the file, and none is lost.
    expect(facts.durationMs! / 1000).toBeCloseTo(silentSeconds(4 * HOUR_S), 1)
    expect(Math.max(...facts.waveform)).toBe(0)
  })

  test('come minute by minute, however much a few bytes unfold to', async () => {
    const { seconds, longest } = await heardOf(silentFlac(HOUR_S / 2), 'audio/flac')
    expect(seconds).toBeCloseTo(silentSeconds(HOUR_S / 2), 3)
    expect(longest).toBeLessThanOrEqual(60 * 16_000)
  })

  test.skipIf(FFMPEG === null)('in FLAC are heard to the last sample (needs ffmpeg)', async () => {
    const random = new Random('flac')
    const data = Buffer.alloc(30 * 16_000 * 2)
    for (let i = 0; i < data.length; i += 2)
      data.writeInt16LE(Math.round(6000 * random.gaussian()) % 32_767, i)
    const { stdout } = spawnSync(
      FFMPEG!,
      ['-v', 'error', '-f', 's16le', '-ar', '16000', '-ac', '1', '-i', '-', '-f', 'flac', '-'],
      { input: data, maxBuffer: 1 << 26 },
    )
    expect((await heardOf(stdout, 'audio/flac')).seconds).toBeCloseTo(30, 6)
  })
})

const [WIDE, HIGH] = [6, 4]
const upright = (x: number, y: number): readonly [number, number, number] => [
  x < WIDE / 2 ? 255 : 0,
  y < HIGH / 2 ? 255 : 0,
  x < WIDE / 2 && y < HIGH / 2 ? 255 : 0,
]

/** For each value of EXIF's Orientation: where a stored pixel belongs when the picture stands upright (width, height of the stored). */
const TURNS: Readonly<
  Record<number, (x: number, y: number, w: number, h: number) => readonly [number, number]>
> = {
  1: (x, y) => [x, y],
  2: (x, y, w) => [w - 1 - x, y],
  3: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  4: (x, y, _, h) => [x, h - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, _, h) => [h - 1 - y, x],
  7: (x, y, w, h) => [h - 1 - y, w - 1 - x],
  8: (x, y, w) => [y, w - 1 - x],
}

/** Squares of eight pixels, so that JPEG keeps them apart. */
const turnedPhoto = async (orientation: number): Promise<Buffer> => {
  const [w, h] = orientation < 5 ? [WIDE, HIGH] : [HIGH, WIDE]
  const pixels = Buffer.alloc(w * h * 3)
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) pixels.set(upright(...TURNS[orientation](x, y, w, h)), (y * w + x) * 3)
  return sharp(pixels, { raw: { width: w, height: h, channels: 3 } })
    .resize({ width: w * 16, height: h * 16, kernel: 'nearest' })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .withMetadata({ orientation })
    .toBuffer()
}

describe('pictures', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('turned or mirrored by tag %i stand upright', async (orientation) => {
    const bytes = await turnedPhoto(orientation)
    const { width, height, pixels } = await new SenseFile('image', 'image/jpeg', bytes).picture()
    expect([width, height]).toEqual([WIDE * 16, HIGH * 16])
    const corner = (x: number, y: number) =>
      [...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)].map((value) =>
        value > 128 ? 255 : 0,
      )
    expect([
      corner(8, 8),
      corner(width - 8, 8),
      corner(8, height - 8),
      corner(width - 8, height - 8),
    ]).toEqual([
      [255, 255, 255],
      [0, 255, 0],
      [255, 0, 0],
      [0, 0, 0],
    ])
    const { facts } = await imageReader.read(fileOf(bytes, 'image/jpeg'))
    expect(facts).toMatchObject({ width, height })
  })

  test('of few colours, of one, and those that move show what they show', async () => {
    const frames = sharp(Buffer.alloc(40 * 90 * 3, 200), {
      raw: { width: 40, height: 90, channels: 3, pageHeight: 30 },
    })
    const files = [
      await photo(40, 30).png({ palette: true, colours: 2 }).toBuffer(),
      await photo(40, 30).toColourspace('b-w').png({ palette: true, colours: 2 }).toBuffer(),
      await frames.gif({ delay: [50, 50, 50] }).toBuffer(),
    ]
    for (const bytes of files) {
      const picture = await new SenseFile('image', '', bytes).picture()
      expect(picture).toMatchObject({ width: 40, height: 30 })
      expect(picture.pixels).toHaveLength(40 * 30 * 3)
    }
  })
})
