// Against sounds whose pitch, resonances and courses are known from their formulas.
import { expect, test } from 'vitest'
import { Autocorrelation } from '../../../../engine/analysis/senses/sound/autocorrelation.ts'
import { formantsOf } from '../../../../engine/analysis/senses/sound/voice/formants.ts'
import {
  deviationOf,
  motionOf,
  percentile,
  shapeOf,
  spreadOf,
} from '../../../../engine/analysis/senses/sound/voice/functionals.ts'
import { trackPitch } from '../../../../engine/analysis/senses/sound/voice/pitch-track.ts'
import {
  VOICE_FEATURE_KINDS,
  voiceFeatures,
} from '../../../../engine/analysis/senses/sound/voice/voice-features.ts'
import { voiceFrames } from '../../../../engine/analysis/senses/sound/voice/voice-frames.ts'
import { noise, RATE, soundOf, tone, voice } from './sounds.ts'

const HOP = 160
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]

test('the pitch of a voice that glides is followed without leaps, and ends where the voice ends', () => {
  // 120 Hz rising by an octave in a second, three harmonics of which the second is the strongest; then a breath of noise.
  const hiss = noise(0.02)
  const phase = (t: number): number => (2 * Math.PI * 120 * (2 ** t - 1)) / Math.log(2)
  const sound = soundOf(1.4, (t) =>
    t > 1 ? hiss(t) : 0.1 * Math.sin(phase(t)) + 0.3 * Math.sin(2 * phase(t)) + 0.2 * Math.sin(3 * phase(t)),
  )
  const { pitch } = voiceFrames(sound)
  const expected = pitch.map((_, i) => 120 * 2 ** ((i * HOP + 320) / RATE))
  const voiced = pitch.slice(0, 95)
  expect(voiced.every(({ isVoiced }) => isVoiced)).toBe(true)
  expect(Math.max(...voiced.map(({ hz }, i) => Math.abs(Math.log2(hz / expected[i]))))).toBeLessThan(0.06)
  expect(pitch.slice(102).some(({ isVoiced }) => isVoiced)).toBe(false)
})

test('silence has no pitch, and nothing at all gives nothing', () => {
  const silent = new Autocorrelation().of(new Float32Array(640), 0)
  expect(silent).toBeNull()
  expect(trackPitch([null, null], [-100, -100])).toEqual([
    { isVoiced: false, hz: 0, voicing: 0 },
    { isVoiced: false, hz: 0, voicing: 0 },
  ])
  expect(voiceFeatures(new Float32Array(0))).toBeNull()
  expect(voiceFeatures(new Float32Array(RATE))).not.toContain(NaN)
})

/** A buzz of 100 Hz through three resonators in a row (Klatt 1980). */
const vowel = (resonancesHz: readonly number[]): Float32Array => {
  let sound = soundOf(0.5, (t) => (Math.round(t * RATE) % 160 === 0 ? 1 : 0))
  for (const hz of resonancesHz) {
    const radius = Math.exp((-Math.PI * 80) / RATE)
    const [b, c] = [2 * radius * Math.cos((2 * Math.PI * hz) / RATE), -(radius ** 2)]
    const out = new Float32Array(sound.length)
    for (let i = 0; i < out.length; i++)
      out[i] = (1 - b - c) * sound[i] + b * (out[i - 1] ?? 0) + c * (out[i - 2] ?? 0)
    sound = out
  }
  return sound
}

test.each([
  [700, 1200, 2600],
  [300, 2200, 2900],
])('resonances of a vowel at %i, %i and %i Hz are found', (...resonances) => {
  const { vocal } = voiceFrames(vowel(resonances))
  resonances.forEach((hz, i) => {
    const found = Math.exp(median([...vocal[2 + i]].slice(10, 30)) / 5)
    // A buzz of 100 Hz shows the spectrum at every hundred only.
    expect(Math.abs(found - hz)).toBeLessThan(60 + 0.05 * hz)
  })
})

test('an even spectrum has a formant for each that is asked for', () => {
  expect(formantsOf(new Float64Array(257).fill(1)).every((hz) => hz > 0)).toBe(true)
})

test('loudness alone changes nothing but loudness; a spectrum read higher up is darker, a tilted one brighter', () => {
  const [hiss, spoken] = [noise(0.01), voice(140)]
  const sound = soundOf(2, (t) => spoken(t) + hiss(t))
  const [loud, soft] = [voiceFeatures(sound)!, voiceFeatures(sound.map((sample) => sample / 2))!]
  expect(loud.length).toBe(VOICE_FEATURE_KINDS.reduce((sum, count) => sum + count, 0))
  const apart = loud.filter((value, i) => Math.abs(value - soft[i]) > 0.02 * (1 + Math.abs(value)))
  expect(apart.length / loud.length).toBeLessThan(0.02)
  const centre = (colouring: { warp: number; tilt: number }): number =>
    median([...voiceFrames(sound, colouring).spectral[1]])
  const plain = centre({ warp: 1, tilt: 0 })
  expect(centre({ warp: 1.1, tilt: 0 })).toBeLessThan(plain)
  expect(centre({ warp: 1, tilt: 3 })).toBeGreaterThan(plain)
  expect(median([...voiceFrames(soundOf(0.5, tone(1000))).spectral[1]])).toBeCloseTo(1, 1)
})

test('statistics of a course are what their names say', () => {
  const ramp = Float64Array.from({ length: 101 }, (_, i) => i)
  expect(percentile(ramp, 0.25)).toBe(25)
  expect(percentile(new Float64Array(0), 0.5)).toBe(0)
  expect(spreadOf(ramp)).toEqual([50, deviationOf(ramp), 5, 25, 50, 75, 95, 50, 90])
  const [skew, kurtosis, slope, bend, left, above] = shapeOf(ramp)
  expect(skew).toBeCloseTo(0)
  expect(kurtosis).toBeCloseTo(-1.2, 2)
  expect(slope).toBeCloseTo(50)
  expect(bend).toBeCloseTo(0)
  expect(left).toBeCloseTo(0)
  expect(above).toBeCloseTo(50 / 101)
  expect(shapeOf(ramp.map((value) => (value - 50) ** 2))[3]).toBeCloseTo(2500)
  expect(motionOf(Float64Array.from([1, -1, 3, -3]))).toEqual([
    deviationOf([1, -1, 3, -3]),
    2,
    2,
    -2,
    expect.closeTo(-2.7) as number,
    expect.closeTo(2.7) as number,
  ])
})
