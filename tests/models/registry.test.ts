// What every registered model owes: it learns, it is saved and read back exactly, it repeats, it leaks nothing.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMOTIONS } from '../../engine/domain/emotion.ts'
import { CONDITION_EMOTIONS, CONDITION_SIZE, conditionVector } from '../../engine/models/condition.ts'
import { findModel, listModels, type RegisteredModel } from '../../engine/models/registry.ts'
import type { TextModel } from '../../engine/models/types.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { compile } from '../../engine/nn/compile/index.ts'
import { Random } from '../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { Learner } from '../../engine/training/learner.ts'
import { loadModel, saveModel } from '../../engine/training/model-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'models-'))
  await loadBackend({ threads: 1 })
})
afterAll(() => rm(folder, { recursive: true }))

const vocabularySize = 260

function exampleBatch(definition: RegisteredModel) {
  const { batchSize, sequenceLength } = definition.parse('tiny')
  const random = new Random('batch')
  const size = batchSize * sequenceLength
  const tokens = Int32Array.from({ length: size }, () => random.integer(20))
  const targets = Int32Array.from(tokens, (token) => (token * 3 + 1) % 20)
  return { tokens, targets, conditions: new Float32Array(size * CONDITION_SIZE), startsEpoch: true }
}

function learner(definition: RegisteredModel, seed = 1, overrides = {}): Learner {
  const settings = definition.parse('tiny', overrides)
  return new Learner(definition, settings, { vocabularySize, random: new Random(seed), threads: 1 })
}

/** Logits of a fixed piece of text. */
function logitsOf(model: TextModel, condition: Float32Array = new Float32Array(CONDITION_SIZE)): number[] {
  const memory = model.memory(2)
  const tokens = tf.tensor1d([1, 2, 3, 4, 5, 6], 'int32')
  const conditions = tf.tensor2d(
    Float32Array.from({ length: 6 * CONDITION_SIZE }, (_, i) => condition[i % CONDITION_SIZE]),
    [6, CONDITION_SIZE],
  )
  const read = compile(() => model.logits({ time: 3, batch: 2, tokens, conditions }, memory), {
    vars: [...model.weights.values(), ...memory.values()],
    threads: 1,
  })
  const result = read()
  const data = [...result.dataSync()]
  read.dispose()
  tf.dispose([result, tokens, conditions, ...memory.values()])
  return data
}

describe.each(listModels().map((definition) => [definition.id, definition] as const))(
  '%s',
  (_, definition) => {
    it('is described well enough for a form', () => {
      expect(definition.title).not.toBe('')
      expect(definition.paper).toMatch(/\d{4}/)
      for (const setting of definition.settings) {
        expect(setting.title, setting.key).not.toBe('')
        expect(setting.reason, setting.key).toMatch(/\.$/)
        if (setting.type === 'number' || setting.type === 'integer') {
          expect(setting.minimum, setting.key).toBeTypeOf('number')
          expect(setting.maximum, setting.key).toBeTypeOf('number')
        }
      }
      expect(JSON.parse(JSON.stringify(definition.settings))).toEqual(definition.settings)
      for (const preset of ['tiny', 'small', 'base'] as const)
        expect(() => definition.parse(preset)).not.toThrow()
      expect(() => definition.parse('tiny', { learningRate: -1 })).toThrow()
    })

    it('learns a repeated batch', () => {
      const subject = learner(definition)
      const batch = exampleBatch(definition)
      const losses = Array.from({ length: 60 }, () => subject.learn(batch, 0.01))
      expect(losses[0]).toBeCloseTo(Math.log(vocabularySize), 0)
      expect(Math.min(...losses.slice(-5))).toBeLessThan(losses[0] * 0.7)
      subject.dispose()
    })

    it('repeats itself for the same seed and not for another', () => {
      const run = (seed: number) => {
        const subject = learner(definition, seed)
        const losses = Array.from({ length: 5 }, () => subject.learn(exampleBatch(definition), 0.01))
        subject.dispose()
        return losses
      }
      expect(run(1)).toEqual(run(1))
      expect(run(1)).not.toEqual(run(2))
    })

    it('gives the same logits after being saved and read back', async () => {
      const subject = learner(definition)
      for (let i = 0; i < 3; i++) subject.learn(exampleBatch(definition), 0.01)
      subject.updateAverage(0)
      const tokenizer = ByteBpeTokenizer.train(['some text some text'], { vocabularySize })
      const file = join(folder, `${definition.id}.safetensors`)
      const card = {
        modelId: definition.id,
        modelVersion: definition.version,
        settings: definition.parse('tiny'),
        vocabularySize,
        language: 'en',
        step: 3,
        validationLoss: 1,
        bitsPerByte: 1,
      }
      await saveModel(file, { model: subject.average, tokenizer, card, feelings: null })
      const loaded = await loadModel(file)
      expect(loaded.card).toEqual(card)
      expect(loaded.tokenizer.toJSON()).toEqual(tokenizer.toJSON())
      expect(logitsOf(loaded.model)).toEqual(logitsOf(subject.model))
      loaded.model.dispose()
      subject.dispose()
    })

    it('listens to its condition', () => {
      const subject = learner(definition)
      const batch = exampleBatch(definition)
      const joy = conditionVector({ mix: [1, 0, 0, 0, 0, 0, 0], valence: 0.9, language: 'en' })
      for (let at = 0; at < batch.tokens.length; at++) batch.conditions.set(joy, at * CONDITION_SIZE)
      for (let i = 0; i < 3; i++) subject.learn(batch, 0.01)
      expect(logitsOf(subject.model, joy)).not.toEqual(logitsOf(subject.model))
      subject.dispose()
    })

    it('reads a text in pieces as it reads it whole', () => {
      const subject = learner(definition)
      const { model } = subject
      const none = (n: number) => tf.zeros<tf.Rank.R2>([n, CONDITION_SIZE])
      const whole = model.logits(
        { time: 4, batch: 1, tokens: tf.tensor1d([5, 6, 7, 8], 'int32'), conditions: none(4) },
        model.memory(1),
      )
      const memory = model.memory(1)
      const parts = [
        [5, 6],
        [7, 8],
      ].map((tokens) =>
        model.logits(
          { time: 2, batch: 1, tokens: tf.tensor1d(tokens, 'int32'), conditions: none(2) },
          memory,
        ),
      )
      const difference = tf.max(tf.abs(tf.sub(whole, tf.concat(parts)))).dataSync()[0]
      expect(difference).toBeLessThan(1e-5)
      subject.dispose()
    })

    it('has gradients that agree with finite differences', () => {
      // Without chance two losses differ by the weights alone.
      const still = { dropout: 0, recurrentDropout: 0, wordDropout: 0, latentNoise: 0, plannedShare: 1 }
      const settings = definition.parse('tiny', { ...still, freshShare: 0 })
      const model = definition.create(settings, { vocabularySize: 12 }, new Random(3))
      const batch = {
        time: 3,
        batch: 2,
        tokens: tf.tensor1d([1, 2, 3, 4, 5, 6], 'int32'),
        targets: tf.tensor1d([3, 4, 5, 6, 7, 8], 'int32'),
        conditions: tf.tensor2d(
          Float32Array.from({ length: 6 * CONDITION_SIZE }, (_, i) => (i % 3) - 1),
          [6, CONDITION_SIZE],
        ),
      }
      const loss = () => model.trainingLoss(batch, model.memory(2))
      const { grads } = tf.variableGrads(loss, [...model.weights.values()])
      const random = new Random(4)
      for (const [name, weight] of model.weights) {
        // Along a random direction: one number a tensor.
        const direction = tf.tensor(
          Float32Array.from({ length: weight.size }, () => random.gaussian()),
          weight.shape,
        )
        const start = tf.clone(weight)
        const at = (step: number) => {
          weight.assign(tf.add(start, tf.mul(direction, tf.scalar(step))))
          return loss().dataSync()[0]
        }
        const step = 5e-3 / Math.sqrt(weight.size / 12)
        const slope = (at(step) - at(-step)) / (2 * step)
        weight.assign(start)
        // A weight of the second stage alone has no gradient here.
        const gradient = (grads[weight.name] as tf.Tensor | null) ?? tf.zerosLike(weight)
        const expected = tf.sum(tf.mul(gradient, direction)).dataSync()[0]
        expect(Math.abs(slope - expected), name).toBeLessThan(0.03 * Math.max(0.1, Math.abs(expected)))
      }
      model.dispose()
    })

    it('leaks no tensors', () => {
      const run = () => {
        const subject = learner(definition)
        for (let i = 0; i < 3; i++) subject.learn(exampleBatch(definition), 0.01)
        subject.updateAverage(0.5)
        subject.dispose()
      }
      run()
      const before = tf.memory().numTensors
      run()
      expect(tf.memory().numTensors).toBe(before)
    })
  },
)

describe('the registry', () => {
  it('names what there is when asked for what there is not', () => {
    expect(() => findModel('nobody')).toThrow(/"nobody".*gru/)
  })
})

describe('conditions', () => {
  it('speak of emotions in the order of the rest of the studio', () => {
    expect(CONDITION_EMOTIONS).toEqual(EMOTIONS)
  })

  it('are all zeros when nothing is asked, and tell a middle value from none', () => {
    expect(conditionVector(undefined).every((x) => x === 0)).toBe(true)
    expect(conditionVector({ arousal: 0.5 })).not.toEqual(conditionVector({}))
    expect(() => conditionVector({ mix: [1] })).toThrow(RangeError)
  })
})
