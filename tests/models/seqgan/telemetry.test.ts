// What the game tells beside its loss: nothing before it begins, then how the judge fares and what the writer earns.
import { beforeAll, expect, it } from 'vitest'
import { CONDITION_SIZE } from '../../../engine/models/condition.ts'
import { findModel } from '../../../engine/models/registry.ts'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { Learner } from '../../../engine/training/learner.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})

it.each([false, true])('with soft words: %s', (gumbel) => {
  const definition = findModel('seqgan')
  const settings = definition.parse('tiny', { gameStart: 0.5, gumbel })
  const learner = new Learner(definition, settings, {
    vocabularySize: 260,
    random: new Random(1),
    threads: 1,
  })
  const size = settings.batchSize * settings.sequenceLength
  const tokens = Int32Array.from({ length: size }, (_, i) => i % 7)
  const batch = {
    tokens,
    targets: tokens,
    conditions: new Float32Array(size * CONDITION_SIZE),
    startsEpoch: false,
  }
  learner.learn(batch, 1e-3, 0)
  expect(learner.numbers).toEqual({})
  for (let step = 0; step < 40; step++) learner.learn(batch, 1e-2, 0.6)
  const { judgeLoss, judgeAccuracy, reward } = learner.numbers
  // Real texts of seven tokens in turn are easily told from those of a beginner.
  expect(judgeLoss).toBeGreaterThan(0)
  expect(judgeLoss).toBeLessThan(Math.LN2)
  expect(judgeAccuracy).toBeGreaterThan(0.7)
  expect(judgeAccuracy).toBeLessThanOrEqual(1)
  expect(reward).toBeGreaterThan(0)
  expect(reward).toBeLessThan(1)
  learner.dispose()
})
