import { expect, test } from 'vitest'
import { Autocorrelation } from '../../../engine/analysis/senses/sound/autocorrelation.ts'
import { trackPitch } from '../../../engine/analysis/senses/sound/voice/pitch-track.ts'
import {
  ownVoiceOf,
  stepOfOwnVoice,
  type OwnVoice,
} from '../../../engine/analysis/senses/sound/voice/own-voice.ts'
import { VoiceModel } from '../../../engine/analysis/senses/sound/voice/voice-model.ts'
import { VOICE_EMOTIONS } from '../../../engine/domain/media-finding.ts'
import { solvePositive, tableOf } from '../../../engine/evals/senses/solve-positive.ts'
import { trainVoice, type VoiceExample } from '../../../engine/evals/senses/train-voice.ts'
import { varyRecording } from '../../../engine/evals/senses/vary-recording.ts'
import { decodeWeights, encodeWeights } from '../../../engine/nn/weights.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { soundOf, tone } from '../../analysis/senses/sound/sounds.ts'

test.each([1, 4, 30, 33])(
  '%i equations with a positive definite matrix are solved, others are refused',
  async (size) => {
    const random = new Random(`matrix ${size}`)
    const roots = Array.from({ length: size }, () =>
      Float64Array.from({ length: size }, () => random.gaussian()),
    )
    const at = (i: number, j: number): number =>
      roots[i].reduce((sum, x, k) => sum + x * roots[j][k], Number(i === j))
    const truth = Float64Array.from({ length: size }, () => random.gaussian())
    const wanted = truth.map((_, i) => truth.reduce((sum, x, j) => sum + at(i, j) * x, 0))
    const filled = (value: (i: number, j: number) => number) => {
      const table = tableOf(size, size)
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++) table.values[i * table.width + j] = value(i, j)
      return table
    }
    const [found] = await solvePositive(filled(at), size, [wanted])
    found.forEach((value, i) => expect(value).toBeCloseTo(truth[i], 6))
    const flat = filled((i, j) => (i === size - 1 && i === j ? 0 : at(i, j)))
    await expect(solvePositive(flat, size, [])).rejects.toThrow('definite')
  },
)

/** Feature `k` of an emotion is high, the rest is noise. */
const examples = (count: number, seed: string): readonly VoiceExample[] => {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, i) => {
    const emotion = VOICE_EMOTIONS[i % VOICE_EMOTIONS.length]
    const row = (): Float32Array =>
      Float32Array.from(
        { length: 12 },
        (_, k) => 3 * Number(k === i % VOICE_EMOTIONS.length) + random.gaussian() / 2,
      )
    return { rows: [row(), row()], emotion, speaker: String(i % 3) }
  })
}

test('emotions are told apart by what is like them, the same each time, and from the file as well', async () => {
  const learn = () => trainVoice(examples(70, 'learn'), undefined, [8, 4])
  const model = await learn()
  const again = VoiceModel.fromFile(decodeWeights(encodeWeights((await learn()).toFile(70))))
  for (const { rows, emotion } of examples(35, 'ask')) {
    const shares = model.predict(rows[0])
    expect(VOICE_EMOTIONS[shares.indexOf(Math.max(...shares))]).toBe(emotion)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
    expect(again.predict(rows[0])).toEqual(shares)
  }
  expect(() => model.predict(new Float32Array(5))).toThrow('other features')
})

test('a voice that is known is heard by how a recording lies in it, however far it is from all others', async () => {
  const model = await trainVoice(examples(70, 'learn'), undefined, [8, 4])
  // Somebody whose every feature lies far above.
  const strange = examples(35, 'ask').map(({ emotion, rows }) => ({
    emotion,
    row: rows[0].map((x) => x + 6),
  }))
  const hits = (voice: OwnVoice | null): number =>
    strange.filter(({ emotion, row }) => {
      const shares = model.predict(row, voice)
      return VOICE_EMOTIONS[shares.indexOf(Math.max(...shares))] === emotion
    }).length
  const rows = strange.map(({ row }) => row)
  expect(ownVoiceOf(rows.slice(0, 4))).toBeNull()
  expect(hits(ownVoiceOf(rows))).toBeGreaterThan(30)
  expect(hits(ownVoiceOf(rows.slice(0, 7)))).toBeGreaterThan(hits(null))
  expect([5, 9, 10, 25, 40].map(stepOfOwnVoice)).toEqual([5, 5, 10, 20, 40])
})

test('training that is stopped ends with the reason', async () => {
  await expect(
    trainVoice(examples(700, 'stop'), AbortSignal.abort(new Error('enough')), [12]),
  ).rejects.toThrow('enough')
})

test('a recording is varied in speed and so in pitch, within bounds, by its seed', () => {
  const sound = soundOf(1, tone(200))
  const correlation = new Autocorrelation()
  const heights = Array.from({ length: 12 }, (_, i) => {
    const { samples, colouring } = varyRecording(sound, new Random(`vary ${i}`))
    expect(varyRecording(sound, new Random(`vary ${i}`))).toEqual({ samples, colouring })
    expect(Math.abs(Math.log(colouring.warp))).toBeLessThanOrEqual(0.12)
    expect(samples.length).toBeGreaterThan(0.6 * 0.81 * sound.length)
    return trackPitch([correlation.of(samples, 3000)], [-10])[0].hz
  })
  expect(Math.max(...heights) / 200).toBeLessThan(Math.exp(0.21))
  expect(Math.min(...heights) / 200).toBeGreaterThan(Math.exp(-0.21))
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(20)
})
