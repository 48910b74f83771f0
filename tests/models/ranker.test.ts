// The ranker: what is learnt from comparisons is what they said, the same each time, and cautious where little was said.
import { expect, it } from 'vitest'
import type { Feedback } from '../../engine/domain/feedback.ts'
import { pairsOfBeats, pairsOfPassages } from '../../engine/models/ranker/pairs.ts'
import {
  fitPreferences,
  fromBytes,
  likingOf,
  tasteOf,
  toBytes,
  type Pair,
} from '../../engine/models/ranker/preferences.ts'
import { textFeatures } from '../../engine/models/ranker/text-features.ts'
import { NOTHING_FELT } from '../../engine/generation/passage.ts'
import { Random } from '../../engine/nn/seed.ts'

const random = new Random('ranker test')
const text = (): Record<string, number> => ({
  a: random.gaussian(),
  b: random.gaussian(),
  noise: random.gaussian(),
})
const pairsBy = (likes: (features: Record<string, number>) => number, count: number): Pair[] =>
  Array.from({ length: count }, (_, at) => {
    const [one, other] = [text(), text()]
    const isFirst = likes(one) > likes(other)
    return { group: `${at}`, better: isFirst ? one : other, worse: isFirst ? other : one, weight: 1 }
  })
const right = (pairs: readonly Pair[], liking: (features: Pair['better']) => number): number =>
  pairs.filter(({ better, worse }) => liking(better) > liking(worse)).length / pairs.length

it('learns which features are liked, and foretells choices that it has not seen', async () => {
  const likes = ({ a = 0, b = 0 }): number => 2 * a - b
  const learnt = await fitPreferences(pairsBy(likes, 120))
  expect(right(pairsBy(likes, 300), (features) => likingOf(learnt, features))).toBeGreaterThan(0.9)
})

it('learns that the middle is liked where squares are asked for, and cannot without them', async () => {
  const likes = ({ a = 0 }): number => -Math.abs(a)
  const [said, asked] = [pairsBy(likes, 200), pairsBy(likes, 300)]
  const [round, straight] = [await fitPreferences(said, ['a']), await fitPreferences(said)]
  expect(right(asked, (features) => likingOf(round, features))).toBeGreaterThan(0.85)
  expect(right(asked, (features) => likingOf(straight, features))).toBeLessThan(0.65)
})

it('gives the same bytes for the same choices, and reads them back', async () => {
  const pairs = pairsBy(({ a = 0 }) => a, 60)
  const [one, other] = [await fitPreferences(pairs), await fitPreferences(pairs)]
  expect(toBytes(one)).toEqual(toBytes(other))
  expect(fromBytes(toBytes(one))).toEqual(one)
  expect(() => fromBytes(new TextEncoder().encode('{"format":"other"}'))).toThrow()
})

it('is indifferent to what it knows nothing of', async () => {
  const learnt = await fitPreferences(pairsBy(({ a = 0 }) => a, 60))
  expect(tasteOf(learnt, {})).toBeCloseTo(0.5)
})

it('stops when it is told to', async () => {
  const pairs = pairsBy(({ a = 0 }) => a, 60)
  await expect(fitPreferences(pairs, [], AbortSignal.abort())).rejects.toThrow()
})

it('tells talk from narration and short from long', () => {
  const talk = textFeatures('“Go home,” she said. “Now!”', NOTHING_FELT)
  const told = textFeatures(
    'The long procession wound its melancholy way through the abandoned plantation.',
    NOTHING_FELT,
  )
  expect(talk.speech).toBeGreaterThan(told.speech)
  expect(talk.exclamations).toBeGreaterThan(told.exclamations)
  expect(talk.words).toBeLessThan(told.words)
  expect(told.wordLetters).toBeGreaterThan(talk.wordLetters)
  expect(textFeatures('“走吧。”她说。', NOTHING_FELT).speech).toBeGreaterThan(0)
  expect(Object.values(textFeatures('', NOTHING_FELT)).every(Number.isFinite)).toBe(true)
})

const said = (facts: Partial<Feedback>): Feedback => ({
  id: 'f',
  kind: 'accepted',
  about: 'x',
  at: 1,
  group: 'g',
  language: 'en',
  model: null,
  prompt: '',
  wish: null,
  texts: ['a', 'b', 'c'].map((id) => ({ id, text: id, features: { [id]: 1 } })),
  subject: 'a',
  over: null,
  rating: null,
  label: null,
  ...facts,
})
const names = (pairs: readonly Pair[]): string[] =>
  pairs.map(({ better, worse }) => `${Object.keys(better)[0]}>${Object.keys(worse)[0]}`).toSorted()

it('takes what was accepted as liked better than the rest of its passage, what was rejected as liked less', () => {
  expect(names(pairsOfPassages([said({})]))).toEqual(['a>b', 'a>c'])
  const both = [said({}), said({ kind: 'rejected', subject: 'c' })]
  expect(names(pairsOfPassages(both))).toEqual(['a>b', 'a>c', 'b>c'])
  expect(names(pairsOfPassages([said({ kind: 'rated', rating: -1, subject: 'b' })]))).toEqual(['a>b', 'c>b'])
})

it('learns nothing of an order where all were turned down', () => {
  const all = ['a', 'b', 'c'].map((subject) => said({ kind: 'rejected', subject }))
  expect(pairsOfPassages(all)).toEqual([])
})

it('takes a choice and an edit as they were said', () => {
  expect(names(pairsOfPassages([said({ kind: 'chosen', subject: 'b', over: 'c' })]))).toEqual(['b>c'])
  expect(names(pairsOfPassages([said({ kind: 'edited', subject: 'c', over: 'a' })]))).toEqual(['c>a'])
})

it('sets kept beats over dropped ones of the same language', () => {
  const beats = [
    said({ kind: 'beat-kept', subject: 'a' }),
    said({ kind: 'beat-dropped', subject: 'b' }),
    said({ kind: 'beat-dropped', subject: 'c', language: 'zh' }),
  ]
  expect(names(pairsOfBeats(beats))).toEqual(['a>b'])
})
