// Sounds as Ogg Opus: they sound and last as before, whatever they came as, and another program reads them too.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { mediaTypeOf } from '../../../engine/analysis/media/media-type.ts'
import { opusSound } from '../../../engine/analysis/media/opus-sound.ts'
import { listen } from '../../../engine/analysis/senses/sound/listen.ts'
import { soundOf, tone, toWav } from '../senses/sound/sounds.ts'

const SECONDS = 2.5
const HZ = 440

const FFPROBE = 'ffprobe'
const hasFfprobe = spawnSync(FFPROBE, ['-version']).status === 0

const heard = async (bytes: Uint8Array, mime: string): Promise<Float32Array> => {
  const pieces: number[] = []
  for await (const piece of listen({ bytes, mime })) pieces.push(...piece)
  return Float32Array.from(pieces)
}

/** Crossings of zero upwards a second, away from the ends. */
const pitchOf = (samples: Float32Array): number => {
  const middle = samples.subarray(4000, samples.length - 4000)
  let crossings = 0
  for (let i = 1; i < middle.length; i++) if (middle[i - 1] < 0 && middle[i] >= 0) crossings++
  return crossings / (middle.length / 16_000)
}

describe('a sound as Ogg Opus', () => {
  it.each([8000, 16_000, 44_100, 48_000])('is as long and as high as its WAV of %i Hz', async (rate) => {
    const samples = Float32Array.from({ length: SECONDS * rate }, (_, i) => tone(HZ)(i / rate))
    const made = await opusSound(new Uint8Array(toWav(samples, rate)), 'audio/wav')
    expect(await mediaTypeOf(new Blob([made!]), 'note.wav')).toMatchObject({ kind: 'audio' })
    const again = await heard(made!, 'audio/ogg; codecs=opus')
    expect(again.length / 16_000).toBeCloseTo(SECONDS, 1)
    expect(pitchOf(again)).toBeCloseTo(HZ, -1)
    const loudest = again.reduce((most, sample) => Math.max(most, sample), 0)
    expect(loudest).toBeGreaterThan(0.3)
    // A WAV has two bytes a sample.
    expect(made!.length).toBeLessThan(1.5 * samples.length)
  })

  it('is the same each time, and nothing where nothing can be decoded', async () => {
    const bytes = new Uint8Array(toWav(soundOf(1, tone(HZ))))
    expect(await opusSound(bytes, 'audio/wav')).toEqual(await opusSound(bytes, 'audio/wav'))
    expect(await opusSound(Uint8Array.from([1, 2, 3]), 'audio/wav')).toBeNull()
    expect(await opusSound(bytes, 'audio/x-unknown')).toBeNull()
  })

  it.skipIf(!hasFfprobe)('is what another program calls Opus, of the same length', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-opus-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = path.join(folder, 'note.opus')
    writeFileSync(file, (await opusSound(new Uint8Array(toWav(soundOf(SECONDS, tone(HZ)))), 'audio/wav'))!)
    const { stdout, stderr } = spawnSync(
      FFPROBE,
      ['-v', 'warning', '-show_entries', 'stream=codec_name,channels:format=duration', '-of', 'json', file],
      { encoding: 'utf8' },
    )
    const told = JSON.parse(stdout) as { streams: object[]; format: { duration: string } }
    expect(stderr).toBe('')
    expect(told.streams).toEqual([{ codec_name: 'opus', channels: 1 }])
    expect(Number(told.format.duration)).toBeCloseTo(SECONDS, 1)
  })
})
