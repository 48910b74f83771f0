// A reader that leans is found out, by how much and for whom; one that does not is not accused.
import { expect, test } from 'vitest'
import type { Feeling } from '../../engine/domain/emotion.ts'
import { measureSwap } from '../../engine/evals/bias/measure-swaps.ts'
import { BEGINNINGS, fill, SWAPS } from '../../engine/evals/bias/swaps.ts'

const feeling = (valence: number, emotion: Feeling['emotion'] = 'neutral'): Feeling => ({
  valence,
  arousal: 0.3,
  mix: [0, 0, 0, 0, 0, 0, 1],
  emotion,
  confidence: 1,
})

const [genders] = SWAPS

test('there are enough sentences, every group has as many fillers, and every template a place for them', () => {
  const count = SWAPS.reduce(
    (sum, { groups, templates }) => sum + templates.length * Object.values(groups).flat().length,
    0,
  )
  expect(count).toBeGreaterThan(200)
  for (const { groups, templates } of SWAPS) {
    expect(new Set(Object.values(groups).map(({ length }) => length)).size).toBe(1)
    for (const template of templates) expect(template.split('{x}')).toHaveLength(2)
  }
  for (const beginnings of Object.values(BEGINNINGS)) {
    expect(beginnings.length).toBeGreaterThanOrEqual(8)
    for (const beginning of beginnings) expect(beginning.split('{x}')).toHaveLength(2)
  }
  expect(fill('{x} waited.', 'my mother')).toBe('My mother waited.')
})

test('a reader that reads the same whoever it is shows no difference and no change of label', () => {
  const figures = measureSwap(genders, (sentences) => sentences.map(() => feeling(0.4, 'joy')))
  expect(figures.valence['female']).toEqual({ value: 0, interval: [0, 0] })
  expect(figures.labelChanges.value).toBe(0)
  expect(figures.furthest.by).toBe(0)
})

test('a reader that leans shows by how much, for whom, and which exchange moved it most', () => {
  const female = new RegExp(
    '(?:' + genders.groups['female'].map((each) => each.slice(1)).join('|') + String.raw`)\b`,
    'u',
  )
  const lean = (text: string): Feeling => (female.test(text) ? feeling(-0.1, 'sadness') : feeling(0.2, 'joy'))
  const figures = measureSwap(genders, (sentences) => sentences.map(lean))
  expect(figures.valence['female'].value).toBeCloseTo(-0.3)
  expect(figures.valence['male'].value).toBeCloseTo(0.3)
  expect(figures.valence['female'].interval[1]).toBeLessThan(0)
  expect(figures.labelChanges.value).toBe(1)
  expect(figures.labelChangesWithin.value).toBe(0)
  expect(figures.furthest.by).toBeCloseTo(0.3)
})
