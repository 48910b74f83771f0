import { expect, test, vi } from 'vitest'
import { DEFAULT_LEVERS, LEVERS, leversFrom } from '../../engine/domain/levers.ts'
import { continuationOf, scoreOf, type Draft } from '../../engine/generation/score.ts'
import * as words from '../../engine/text/words.ts'

vi.mock('../../engine/text/words.ts', { spy: true })

const PROMPT = 'It was late. She had lit the lamp and the dark was waiting.'

const DRAFT: Draft = {
  text: 'The lamp went out and she waited in the dark for him.',
  after: continuationOf(PROMPT),
  words: 12,
  closeness: 0.8,
  likelihood: { tokens: 20, logProbability: -40 },
  realism: 0.7,
}
const score = (changes: Partial<Draft> = {}) => scoreOf({ ...DRAFT, ...changes }, DEFAULT_LEVERS).score
const off = Object.fromEntries(LEVERS.map((name) => [name, { on: false }]))

test('the score is the weighted sum of the reasons that are told, and their weights are the whole', () => {
  const { score: total, reasons } = scoreOf(DRAFT, DEFAULT_LEVERS)
  expect(reasons.map(({ key }) => key)).toEqual([
    'arc',
    'fluency',
    'variety',
    'length',
    'coherence',
    'realism',
  ])
  expect(reasons.reduce((sum, { weight = 0 }) => sum + weight, 0)).toBeCloseTo(1, 2)
  expect(total).toBeCloseTo(
    reasons.reduce((sum, { value, weight = 0 }) => sum + value * weight, 0),
    2,
  )
})

test('nearer to the wish, surer, fresher, whole, tied to the text before and more like prose each rank higher', () => {
  expect(score({ closeness: 0.9 })).toBeGreaterThan(score())
  expect(score({ likelihood: { tokens: 20, logProbability: -60 } })).toBeLessThan(score())
  expect(score({ after: continuationOf(DRAFT.text) })).toBeLessThan(score())
  expect(score({ text: 'The lamp went out and she waited in the dark for' })).toBeLessThan(score())
  expect(score({ text: 'Out.' })).toBeLessThan(score())
  expect(score({ after: continuationOf('I see green hills, and I sing.') })).toBeLessThan(score())
  expect(score({ realism: 0.9 })).toBeGreaterThan(score())
})

test('what nobody can tell, and a lever that is off, has no say', () => {
  const keys = (draft: Partial<Draft>, levers = DEFAULT_LEVERS) =>
    scoreOf({ ...DRAFT, ...draft }, levers).reasons.map(({ key }) => key)
  expect(keys({ closeness: null })).not.toContain('arc')
  expect(keys({ realism: null })).not.toContain('realism')
  expect(keys({}, leversFrom({ ...off, arc: { on: true } }))).toEqual(['arc'])
  expect(scoreOf(DRAFT, leversFrom({ ...off, arc: { on: true } })).score).toBeCloseTo(0.8)
  expect(scoreOf(DRAFT, leversFrom(off))).toEqual({ score: 0, reasons: [] })
})

test('a heavier lever decides more', () => {
  const heavy = leversFrom({ arc: { weight: 4 } })
  expect(scoreOf({ ...DRAFT, closeness: 0 }, heavy).score).toBeLessThan(score({ closeness: 0 }))
})

test('an empty passage is worth nothing, one that broke off is never called fluent', () => {
  expect(scoreOf({ ...DRAFT, text: ' ' }, DEFAULT_LEVERS)).toEqual({ score: 0, reasons: [] })
  expect(scoreOf({ ...DRAFT, likelihood: null }, DEFAULT_LEVERS).reasons).toContainEqual(
    expect.objectContaining({ key: 'fluency', value: 0 }),
  )
})

test('the text before is taken apart once, however many continue it', () => {
  const [before, known] = [`${PROMPT} `.repeat(400), 'Adam Poole, the keeper of the lock. '.repeat(100)]
  vi.clearAllMocks()
  const after = continuationOf(before, known)
  for (const name of ['Poole', 'Simpson', 'Laurie'])
    scoreOf({ ...DRAFT, after, text: `She wrote to ${name} in the dark.` }, DEFAULT_LEVERS)
  const taken = [words.wordsOf, words.wordSpans].flatMap((apart) =>
    vi.mocked(apart).mock.calls.map(([text]) => text),
  )
  // Else words of a candidate, or the last lines before it.
  expect(taken.filter((text) => text.length >= known.length)).toEqual([before, known])
})
