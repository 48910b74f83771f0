// Gradient accumulation: a batch worked through in parts teaches what the whole batch teaches.
import { beforeAll, describe, expect, it } from 'vitest'
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE } from '../../engine/models/condition.ts'
import { findModel, listModels } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { Learner, partsOf } from '../../engine/training/learner.ts'
import { readVariables } from '../../engine/training/model-file.ts'

beforeAll(() => loadBackend({ threads: 1 }))

const vocabularySize = 260
const still = { dropout: 0, recurrentDropout: 0, wordDropout: 0, weightDecay: 0.1, batchSize: 6 }

function learnerOf(modelId: string, accumulation: number): Learner {
  const definition = findModel(modelId)
  const settings = definition.parse('tiny', { ...still, accumulation })
  return new Learner(definition, settings, { vocabularySize, random: new Random(1), threads: 1 })
}

function batchOf(seed: number) {
  const random = new Random(seed)
  const size = still.batchSize * 16
  const tokens = Int32Array.from({ length: size }, () => random.integer(20))
  const targets = Int32Array.from(tokens, (token) => (token * 3 + 1) % 20)
  const conditions = Float32Array.from({ length: size * CONDITION_SIZE }, () => random.integer(2))
  // Memory flows from batch to batch: parts must not mix up whose it is.
  return { tokens, targets, conditions, startsEpoch: seed === 0 }
}

describe('gradient accumulation', () => {
  it.each(['gru', 'lstm', 'transformer'])('of %s equals the whole batch, step after step', (modelId) => {
    const [whole, parts] = [learnerOf(modelId, 1), learnerOf(modelId, 3)]
    for (let i = 0; i < 6; i++) {
      const [a, b] = [whole, parts].map((learner) => learner.learn(batchOf(i), 1e-3))
      expect(Math.abs(a - b)).toBeLessThan(2e-5)
    }
    const expected = readVariables(whole.model.weights)
    for (const [name, { data }] of readVariables(parts.model.weights)) {
      const other = expected.get(name)!.data
      const furthest = Math.max(...Array.from(data, (value, i) => Math.abs(value - other[i])))
      expect(furthest, name).toBeLessThan(2e-4)
    }
    whole.dispose()
    parts.dispose()
  })

  it.each(listModels().map(({ id }) => id))('of %s learns in both stages and leaks nothing', (modelId) => {
    const run = () => {
      const learner = learnerOf(modelId, 2)
      const losses = Array.from({ length: 20 }, () => learner.learn(batchOf(0), 0.01))
      expect(losses.at(-1)!).toBeLessThan(losses[0])
      if (learner.isSecondStage(1)) expect(learner.learn(batchOf(0), 0.01, 1)).toBeGreaterThan(0)
      learner.dispose()
    }
    run()
    const before = tf.memory().numTensors
    run()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('has parts of one size, as many as asked for or a few more', () => {
    expect(partsOf({ batchSize: 12, accumulation: 1 })).toEqual({ rows: 12, parts: 1 })
    expect(partsOf({ batchSize: 12, accumulation: 5 })).toEqual({ rows: 2, parts: 6 })
    expect(partsOf({ batchSize: 7, accumulation: 2 })).toEqual({ rows: 1, parts: 7 })
    expect(partsOf({ batchSize: 4, accumulation: 64 })).toEqual({ rows: 1, parts: 4 })
  })
})
