// A light layer over the reader of emotions: learns what a writer's words mean, and leaves everything else as it was read.
import { expect, it } from 'vitest'
import {
  fitPersonalHead,
  headFromBytes,
  headToBytes,
  meaningWords,
  personalFeeling,
} from '../../engine/analysis/emotion/personal-head.ts'
import { EMOTIONS, type Emotion, type Feeling } from '../../engine/domain/emotion.ts'

/** Read as mostly this, a little of everything else. */
const read = (emotion: Emotion, share = 0.6): Feeling => ({
  valence: emotion === 'joy' ? 0.5 : 0,
  arousal: 0.3,
  mix: EMOTIONS.map((each) => (each === emotion ? share : (1 - share) / 6)),
  emotion,
  confidence: share,
})
const corrected = ['morning', 'evening', 'winter', 'summer', 'sunday', 'early', 'later', 'alone'].map(
  (word) => ({
    text: `The harbour lay there that ${word}.`,
    read: read('neutral', 0.5),
    emotion: 'sadness' as const,
  }),
)
const kept = EMOTIONS.map((emotion) => ({
  text: `Something ${emotion} like that.`,
  read: read(emotion, 0.7),
  emotion,
}))

it('learns what a word means to the writer, and reads the rest as before', async () => {
  const head = await fitPersonalHead(corrected, kept)
  const found = personalFeeling(head, 'She saw the harbour again.', read('neutral', 0.5))
  expect(found.emotion).toBe('sadness')
  expect(found.valence).toBeLessThan(0)
  expect(found.mix.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
  for (const { text, read: before } of kept)
    expect(personalFeeling(head, text, before).emotion).toBe(before.emotion)
  expect(personalFeeling(head, 'The garden was quiet.', read('joy', 0.7)).emotion).toBe('joy')
})

it('is nothing at all where nothing was corrected', async () => {
  const head = await fitPersonalHead([], kept)
  const before = read('anger', 0.5)
  const after = personalFeeling(head, 'Whatever was said.', before)
  expect(after.emotion).toBe('anger')
  expect(after.mix[2]).toBeCloseTo(before.mix[2], 1)
})

it('gives the same bytes for the same corrections, and reads them back', async () => {
  const [one, other] = [await fitPersonalHead(corrected, kept), await fitPersonalHead(corrected, kept)]
  expect(headToBytes(one)).toEqual(headToBytes(other))
  expect(headFromBytes(headToBytes(one))).toEqual(one)
  expect(() => headFromBytes(new TextEncoder().encode('{}'))).toThrow()
})

it('stops when it is told to', async () => {
  await expect(fitPersonalHead(corrected, kept, AbortSignal.abort())).rejects.toThrow()
})

it('takes words that mean something, of Chinese pairs of characters', () => {
  expect(meaningWords('The sea and the harbour')).toEqual(['harbour'])
  expect(meaningWords('港口很静')).toEqual(['港口', '口很', '很静'])
})
