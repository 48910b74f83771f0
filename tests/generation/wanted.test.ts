import { describe, expect, test } from 'vitest'
import { EMOTIONS } from '../../engine/domain/emotion.ts'
import type { BinderNode } from '../../engine/domain/project.ts'
import { binderNode } from '../helpers/binder-node.ts'
import { closeness, conditionOf, distanceTo, targetAtPlace } from '../../engine/generation/wanted.ts'

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

describe('the target of a place', () => {
  const at = { sceneId: 's3', wordsBefore: 50 }

  test('is read off the innermost curve of every measure', () => {
    const tension = { ...rising('c2'), measure: 'tension' as const }
    expect(targetAtPlace(null, TREE, [rising(null), tension], at)).toEqual({
      emotion: null,
      valence: 250 / 400,
      measures: { tension: 150 / 300 },
    })
    expect(targetAtPlace(null, TREE, [rising(null), rising('c2')], at).valence).toBeCloseTo(150 / 300)
  })

  test('is what was asked for by name, whatever is drawn; nothing without either', () => {
    expect(targetAtPlace('fear', TREE, [rising(null)], at)).toEqual({ emotion: 'fear', valence: null })
    expect(targetAtPlace(null, TREE, [], at)).toEqual({ emotion: null, valence: null })
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

test('emotions drawn one by one make the mix, never more than a passage can hold', () => {
  const target = { emotion: null, valence: null, measures: { joy: 0.9, surprise: 0.9 } } as const
  const { mix, valence, arousal } = conditionOf(target, 'en')!
  expect(mix![0]).toBeCloseTo(0.4)
  expect(mix![5]).toBeCloseTo(0.4)
  expect(mix!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
  expect(valence).toBeGreaterThan(0)
  expect(arousal).toBeGreaterThan(0.5)
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
  const drawn = { emotion: null, valence: 0.5, measures: { sadness: 0.7, arousal: 0.9 } } as const
  expect(distanceTo(drawn, feeling)).toBeCloseTo((0.5 + 0 + 0.4) / 3)
  expect(closeness({ emotion: 'sadness', valence: null }, 0.3)).toBeCloseTo(0.7)
  expect(closeness({ emotion: null, valence: 0.5 }, 1)).toBe(0.5)
})
