import { describe, expect, test } from 'vitest'
import { soundAnalyzer } from '../../../../engine/analysis/senses/sound/sound-analyzer.ts'
import { FrameMaker } from '../../../../engine/analysis/senses/sound/sound-frames.ts'
import { Resampler } from '../../../../engine/analysis/senses/sound/resampler.ts'
import { SenseFile } from '../../../../engine/analysis/senses/sense-file.ts'
import { pickFinding } from '../../../../engine/domain/media-finding.ts'
import { senseContext } from '../sense-context.ts'
import { chords, noise, soundOf, toWav, tone, voice } from './sounds.ts'

const hear = async (bytes: Uint8Array, mime = 'audio/wav') => {
  const findings = await soundAnalyzer.run(new SenseFile('audio', mime, bytes), senseContext())
  return { sound: pickFinding(findings, 'sound')!, speech: pickFinding(findings, 'speech')! }
}

describe('frames of 10 ms', () => {
  test('know the pitch of a tone and that noise has none', () => {
    for (const hz of [100, 220, 330]) {
      const frames = new FrameMaker().add(soundOf(0.5, tone(hz)))
      const middle = frames[20]
      expect(Math.abs(middle.pitchHz - hz)).toBeLessThan(hz * 0.02)
      expect(middle.voicing).toBeGreaterThan(0.9)
    }
    const frames = new FrameMaker().add(soundOf(0.5, noise()))
    expect(frames.filter(({ pitchHz }) => pitchHz > 0).length).toBeLessThan(frames.length / 5)
    expect(frames[20].flatness).toBeGreaterThan(0.3)
  })

  test('are the same however the sound is cut', () => {
    const samples = soundOf(0.4, voice(150))
    const whole = new FrameMaker().add(samples)
    const maker = new FrameMaker()
    const pieces = [0, 1, 2, 3, 4].flatMap((i) => maker.add(samples.subarray(i * 1280, (i + 1) * 1280)))
    expect(pieces.length).toBe(whole.length)
    expect(pieces[10].pitchHz).toBeCloseTo(whole[10].pitchHz, 6)
  })
})

test('sound of another rate keeps its pitch, and what is too high for the new rate is gone', () => {
  const at = (rate: number, hz: number): Float32Array => {
    const samples = Float32Array.from(
      { length: rate },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate),
    )
    return new Resampler(rate).add([samples, samples])
  }
  const low = new FrameMaker().add(at(44_100, 200))
  expect(low[40].pitchHz).toBeCloseTo(200, 0)
  const high = new FrameMaker().add(at(48_000, 15_000))
  expect(high[40].levelDb).toBeLessThan(low[40].levelDb - 30)
})

test('music has a tempo, a key and words for its mood', async () => {
  const aMinor = [
    [220, 261.63, 329.63],
    [174.61, 220, 261.63],
    [146.83, 220, 293.66],
    [164.81, 220, 329.63],
  ]
  const { sound, speech } = await hear(toWav(soundOf(16, chords(90, aMinor))))
  expect(sound).toMatchObject({ character: 'music', key: 'A minor' })
  expect(Math.abs(sound.tempo! - 90)).toBeLessThan(3)
  expect(sound.words).toContain('melancholy')
  expect(speech.stretches).toEqual([])
})

test('a voice is speech, with a stretch for each phrase', async () => {
  const { sound, speech } = await hear(toWav(soundOf(8, (t) => voice(140)(t) + 0.0005 * Math.sin(t * 9000))))
  expect(sound).toMatchObject({ character: 'speech', tempo: null, key: null })
  expect(speech.stretches).toHaveLength(4)
  expect(speech.share).toBeGreaterThan(0.5)
  expect(speech.share).toBeLessThan(0.75)
})

test('noise is ambience, silence is silence, a broken recording is heard as far as it goes', async () => {
  expect((await hear(toWav(soundOf(3, noise(0.1))))).sound).toMatchObject({
    character: 'ambience',
    tempo: null,
  })
  expect((await hear(toWav(soundOf(2, () => 0)))).sound).toMatchObject({
    character: 'silence',
    loudnessDb: null,
  })
  const half = toWav(soundOf(6, voice(120))).subarray(0, 44 + 3 * 32_000)
  expect((await hear(half)).speech.stretches.at(-1)!.toMs).toBeLessThan(3100)
})

test('what is no sound is told as damaged, an unknown format as not decodable', async () => {
  await expect(hear(Buffer.from('RIFFxxxxWAVEnothing here'))).rejects.toMatchObject({ code: 'damaged' })
  await expect(hear(toWav(soundOf(1, tone(200))), 'audio/midi')).rejects.toMatchObject({
    code: 'not-decodable',
  })
})
