import { describe, expect, it } from 'vitest'
import { isMet, textsOf, type Challenge } from '../../../engine/evals/emotion/challenge/cases.ts'
import { chineseLessons, chinesePhrases } from '../../../engine/evals/emotion/chinese/lessons.ts'
import { FICTION_CHINESE } from '../../../engine/evals/emotion/fiction-chinese.ts'
import { FICTION_ENGLISH } from '../../../engine/evals/emotion/fiction-english.ts'
import { CHALLENGES, runChallenge } from '../../../engine/evals/emotion/run-challenge.ts'
import { runFiction, scoreFiction } from '../../../engine/evals/emotion/run-fiction.ts'
import type { Feeling } from '../../../engine/domain/emotion.ts'
import { Random } from '../../../engine/nn/seed.ts'

const feeling = (valence: number, mix: readonly number[]): Feeling => ({
  valence,
  arousal: 0.5,
  mix,
  emotion: (['joy', 'sadness', 'anger', 'fear', 'disgust', 'surprise', 'neutral'] as const)[
    mix.indexOf(Math.max(...mix))
  ],
  confidence: 1,
})
const GLAD = feeling(0.6, [0.8, 0, 0, 0, 0, 0, 0.2])
const GRIM = feeling(-0.6, [0, 0.8, 0, 0, 0, 0, 0.2])

describe('the challenge suite', () => {
  it('has some hundreds of cases in both languages and all three kinds, none twice', () => {
    expect(CHALLENGES.length).toBeGreaterThanOrEqual(300)
    const keys = CHALLENGES.map(
      (challenge) => `${challenge.kind} ${challenge.capability} ${textsOf(challenge).join(' → ')}`,
    )
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(CHALLENGES.map(({ kind }) => kind)).size).toBe(3)
    for (const challenge of CHALLENGES)
      expect(new Set(textsOf(challenge)).size).toBe(textsOf(challenge).length)
  })

  it('is met by the right answer and failed by the wrong one', () => {
    const of = (challenge: object) =>
      ({ capability: '', language: 'en', text: '', changed: '', ...challenge }) as Challenge
    expect(isMet(of({ kind: 'minimum', emotions: ['joy'] }), [GLAD])).toBe(true)
    expect(isMet(of({ kind: 'minimum', emotions: ['joy'] }), [GRIM])).toBe(false)
    expect(isMet(of({ kind: 'minimum', not: ['joy'] }), [GLAD])).toBe(false)
    expect(isMet(of({ kind: 'invariance' }), [GLAD, GLAD])).toBe(true)
    expect(isMet(of({ kind: 'invariance' }), [GLAD, GRIM])).toBe(false)
    expect(isMet(of({ kind: 'direction', measure: 'valence', by: -1 }), [GLAD, GRIM])).toBe(true)
    expect(isMet(of({ kind: 'direction', measure: 'valence', by: 1 }), [GLAD, GRIM])).toBe(false)
    expect(isMet(of({ kind: 'direction', measure: 'sadness', by: 1 }), [GLAD, GRIM])).toBe(true)
  })

  it('counts what fails: one who finds joy everywhere passes every invariance and little else', () => {
    const figures = runChallenge(() => ({ analyze: (sentences) => sentences.map(() => GLAD) }))
    expect(figures['en: names'].failureRate).toBe(0)
    expect(figures['en: neutral description'].failureRate).toBe(1)
    expect(figures['en: sarcasm'].examples).toHaveLength(3)
  })
})

describe('the hand-labelled fiction', () => {
  it('is large enough, balanced and without repeats', () => {
    for (const [set, least] of [
      [FICTION_ENGLISH, 150],
      [FICTION_CHINESE, 80],
    ] as const) {
      const all = Object.values(set).flat()
      expect(all.length).toBeGreaterThanOrEqual(least)
      expect(new Set(all).size).toBe(all.length)
      for (const sentences of Object.values(set)) expect(sentences.length).toBeGreaterThanOrEqual(12)
    }
  })

  it('is scored by the leading emotion', () => {
    const all = scoreFiction('en', (sentences) => sentences.map(() => 'joy' as const))
    expect(all.accuracy).toBeCloseTo(FICTION_ENGLISH.joy.length / all.sentences, 3)
    expect(runFiction({ analyze: (sentences) => sentences.map(() => GRIM) }, 'zh').confusion[0][1]).toBe(12)
  })
})

it('Chinese lessons have every label, are the same for the same seed, and hold none of the test sentences', () => {
  const phrases = chinesePhrases()
  const lessons = chineseLessons(phrases, new Random(1))
  expect(new Set(lessons.map(({ label }) => label)).size).toBe(28)
  expect(chineseLessons(phrases, new Random(1))).toEqual(lessons)
  const taught = lessons.map(({ text }) => text).join('\n')
  for (const sentence of Object.values(FICTION_CHINESE).flat()) expect(taught).not.toContain(sentence)
})
