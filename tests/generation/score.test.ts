import { expect, test } from 'vitest'
import { scoreOf, WEIGHTS, type Draft } from '../../engine/generation/score.ts'

const DRAFT: Draft = {
  text: 'The lamp went out and she waited in the dark for him.',
  prompt: 'It was late.',
  words: 12,
  closeness: 0.8,
  likelihood: { tokens: 20, logProbability: -40 },
}
const score = (changes: Partial<Draft> = {}) => scoreOf({ ...DRAFT, ...changes }).score

test('the weights of each kind of wish sum to 1, so that the best score is 1', () => {
  for (const weights of Object.values(WEIGHTS))
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1)
})

test('the score is the weighted sum of the reasons that are told', () => {
  const { score: total, reasons } = scoreOf(DRAFT)
  const byKey = Object.fromEntries(reasons.map(({ key, value }) => [key, value]))
  expect(byKey).toEqual({ arc: 0.8, fluency: 0.667, variety: 1, length: 1 })
  expect(total).toBeCloseTo(0.5 * 0.8 + 0.2 * 0.667 + 0.15 + 0.15)
})

test('nearer to the wish, surer, fresher and whole each rank higher', () => {
  expect(score({ closeness: 0.9 })).toBeGreaterThan(score())
  expect(score({ likelihood: { tokens: 20, logProbability: -60 } })).toBeLessThan(score())
  expect(score({ prompt: DRAFT.text })).toBeLessThan(score())
  expect(score({ text: 'The lamp went out and she waited in the dark for' })).toBeLessThan(score())
  expect(score({ text: 'Out.' })).toBeLessThan(score())
})

test('without a wish the feeling counts for nothing', () => {
  expect(scoreOf({ ...DRAFT, closeness: null }).reasons.map(({ key }) => key)).not.toContain('arc')
})

test('an empty passage is worth nothing, one that broke off is never called fluent', () => {
  expect(scoreOf({ ...DRAFT, text: ' ' })).toEqual({ score: 0, reasons: [] })
  expect(scoreOf({ ...DRAFT, likelihood: null }).reasons).toContainEqual({ key: 'fluency', value: 0 })
})
