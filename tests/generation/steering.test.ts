import { expect, test } from 'vitest'
import { DEFAULT_LEVERS, leversFrom } from '../../engine/domain/levers.ts'
import { steeringOf } from '../../engine/generation/steering.ts'

const SAD = { emotion: 'sadness', valence: null } as const

test('a wish is told with the weight of its lever and guided with the strength of its own', () => {
  expect(
    steeringOf(SAD, 'en', leversFrom({ condition: { weight: 2 }, guidance: { weight: 0.5 } })),
  ).toMatchObject({
    condition: { language: 'en', valence: -0.6 },
    conditionWeight: 2,
    guide: { wish: { sadness: 0.8, valence: -0.6 }, strength: 0.5 },
  })
})

test('each lever can be switched off alone, and without a wish neither pulls', () => {
  const untold = steeringOf(SAD, 'en', leversFrom({ condition: { on: false } }))
  expect(untold.condition).toBeUndefined()
  expect(untold.guide?.strength).toBe(1)
  const unguided = steeringOf(SAD, 'en', leversFrom({ guidance: { on: false } }))
  expect(unguided.condition).toBeDefined()
  expect(unguided.guide).toBeUndefined()
  expect(steeringOf({ emotion: null, valence: null }, 'en', DEFAULT_LEVERS)).toEqual({})
})

test('guidance pulls only at what was drawn; what a model is told is made whole', () => {
  const target = { emotion: null, valence: -0.4, measures: { fear: 0.5, tension: 0.6 } }
  const { condition, guide } = steeringOf(target, 'zh', DEFAULT_LEVERS)
  expect(guide?.wish).toEqual({ valence: -0.4, arousal: 0.6, fear: 0.5 })
  expect(condition?.mix?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
  expect(condition).toMatchObject({ language: 'zh', valence: -0.4, arousal: 0.6 })
})
