import { describe, expect, test } from 'vitest'
import { EMOTIONS } from '../../engine/domain/emotion.ts'
import type { BinderNode } from '../../engine/domain/project.ts'
import { binderNode } from '../helpers/binder-node.ts'
import { closeness, conditionOf, distanceTo, valenceAt } from '../../engine/generation/wanted.ts'

const node = (id: string, kind: BinderNode['kind'], parentId: string | null, words: number): BinderNode =>
  binderNode({ id, kind, parentId, words })
const TREE = [
  node('c1', 'chapter', null, 100),
  node('s1', 'scene', 'c1', 100),
  node('c2', 'chapter', null, 300),
  node('s2', 'scene', 'c2', 100),
  node('s3', 'scene', 'c2', 200),
]
const rising = (scopeId: string | null) => ({
  scopeId,
  measure: 'valence' as const,
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
})

describe('the valence wanted at a place', () => {
  test('is read off the book’s curve by words', () => {
    expect(valenceAt(TREE, [rising(null)], { sceneId: 's2', wordsBefore: 50 })).toBeCloseTo(150 / 400)
    expect(valenceAt(TREE, [rising(null)], { sceneId: 's3', wordsBefore: 200 })).toBeCloseTo(1)
  })

  test('is that of the innermost scope with a curve', () => {
    const curves = [rising(null), rising('c2')]
    expect(valenceAt(TREE, curves, { sceneId: 's3', wordsBefore: 50 })).toBeCloseTo(150 / 300)
    expect(valenceAt(TREE, curves, { sceneId: 's1', wordsBefore: 50 })).toBeCloseTo(50 / 400)
  })

  test('is nothing without a curve', () => {
    const joy = { ...rising(null), measure: 'joy' as const }
    expect(valenceAt(TREE, [joy], { sceneId: 's1', wordsBefore: 0 })).toBeNull()
  })
})

describe('what a model is told', () => {
  test('is nothing without a wish', () => {
    expect(conditionOf({ emotion: null, valence: null }, 'en')).toBeUndefined()
  })

  test.each(EMOTIONS)('for %s leads with it and sums to 1', (emotion) => {
    const { mix } = conditionOf({ emotion, valence: null }, 'en')!
    expect(mix!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
    expect(Math.max(...mix!)).toBe(mix![EMOTIONS.indexOf(emotion)])
  })

  test.each([-1, -0.3, 0, 0.6, 1])('for valence %d sums to 1', (valence) => {
    const condition = conditionOf({ emotion: null, valence }, 'zh')!
    expect(condition).toMatchObject({ valence, language: 'zh' })
    expect(condition.mix!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
    expect(Math.min(...condition.mix!)).toBeGreaterThanOrEqual(0)
  })
})

test('distance is measured on what was asked for', () => {
  const feeling = {
    valence: -0.5,
    arousal: 0.5,
    mix: [0, 0.7, 0, 0, 0, 0, 0.3],
    emotion: 'sadness',
    confidence: 1,
  } as const
  expect(distanceTo({ emotion: 'sadness', valence: null }, feeling)).toBeCloseTo(0.3)
  expect(distanceTo({ emotion: null, valence: 0.5 }, feeling)).toBe(1)
  expect(distanceTo({ emotion: null, valence: null }, feeling)).toBeNull()
  expect(closeness({ emotion: 'sadness', valence: null }, 0.3)).toBeCloseTo(0.7)
  expect(closeness({ emotion: null, valence: 0.5 }, 1)).toBe(0.5)
})
