// The variational autoencoder: its bound, its price, its plans, and the map made of them.
import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CONDITION_SIZE } from '../../../engine/models/condition.ts'
import { findModel } from '../../../engine/models/registry.ts'
import type { SequenceBatch } from '../../../engine/models/types.ts'
import { vaeSettings, type VaeSettings } from '../../../engine/models/vae/config.ts'
import { VaeModel } from '../../../engine/models/vae/model.ts'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../../engine/text/tokenizers/byte-bpe.ts'
import { around, between, LatentMap } from '../../../engine/training/latent-map.ts'
import { Learner } from '../../../engine/training/learner.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})
const models: VaeModel[] = []
afterEach(() => {
  for (const model of models.splice(0)) model.dispose()
})

const VOCABULARY = 300
const still = {
  dropout: 0,
  recurrentDropout: 0,
  wordDropout: 0,
  latentNoise: 0,
  plannedShare: 1,
  freshShare: 1,
}
const definition = findModel('vae')
const tiny = (overrides: Partial<VaeSettings> = {}) =>
  vaeSettings.parse({ ...definition.parse('tiny'), ...overrides })
const vae = (overrides: Partial<VaeSettings> = {}) => {
  const model = new VaeModel(tiny(overrides), { vocabularySize: VOCABULARY }, new Random(2))
  models.push(model)
  return model
}
const batch = (progress?: number): SequenceBatch => ({
  time: 5,
  batch: 3,
  tokens: tf.tensor1d(
    Int32Array.from({ length: 15 }, (_, i) => i),
    'int32',
  ),
  targets: tf.tensor1d(
    Int32Array.from({ length: 15 }, (_, i) => i + 3),
    'int32',
  ),
  conditions: tf.zeros([15, CONDITION_SIZE]),
  ...(progress === undefined ? {} : { progress: tf.scalar(progress) }),
})
const value = (tensor: tf.Tensor) => tensor.dataSync()[0]

describe('the loss', () => {
  it('is the bound itself where nothing is free, hidden or discounted', () => {
    const model = vae({ ...still, freeBits: 0 })
    const [, divergence, mean] = model.bound(batch())
    const loss = value(model.trainingLoss(batch(), model.memory(3)))
    // The same by hand from the posterior’s own numbers.
    const memory = model.memory(3)
    model.latent.setPlans(
      memory,
      mean.arraySync().map((row) => Float32Array.from(row)),
    )
    const logits = model.logits(batch(), memory)
    const own = tf.sum(tf.mul(tf.logSoftmax(logits), tf.oneHot(batch().targets, VOCABULARY)))
    const kl = value(tf.sum(divergence))
    expect(kl).toBeGreaterThan(0)
    expect(loss).toBeCloseTo((kl - value(own)) / 15, 4)
  })

  it('prices a plan by the hour: nothing at first, in full once annealing is over', () => {
    const model = vae({ ...still, freeBits: 0.5, annealing: 0.4 })
    const at = (progress?: number) => value(model.trainingLoss(batch(progress), model.memory(3)))
    // Far below its free share every number costs the share: latent · 0.5 nats over 5 tokens.
    const full = (tiny().latent * 0.5) / 5
    expect(at(0.4) - at(0)).toBeCloseTo(full, 4)
    expect(at(0.2) - at(0)).toBeCloseTo(full / 2, 4)
    expect(at(1)).toBeCloseTo(at(), 5)
  })

  it('costs no plan where none is made', () => {
    const model = vae({ ...still, plannedShare: 0, freeBits: 1 })
    expect(value(model.trainingLoss(batch(), model.memory(3)))).toBeCloseTo(
      value(model.trainingLoss(batch(0), model.memory(3))),
      5,
    )
  })
})

describe('plans', () => {
  it('change what is written, and cleared memory has none', () => {
    const model = vae()
    const logits = (plan?: number) => {
      const memory = model.memory(3)
      const rows = Array.from({ length: 3 }, () => new Float32Array(model.latent.size).fill(plan ?? 0))
      if (plan !== undefined) model.latent.setPlans(memory, rows)
      return [...model.logits(batch(), memory).dataSync()]
    }
    expect(logits(1)).not.toEqual(logits())
    expect(logits(1)).not.toEqual(logits(-1))
  })

  it('stay from token to token', () => {
    const model = vae()
    const memory = model.memory(3)
    const plans = Array.from({ length: 3 }, (_, row) => new Float32Array(model.latent.size).fill(row + 0.5))
    model.latent.setPlans(memory, plans)
    const before = [...memory.get('plan')!.dataSync()]
    model.logits(batch(), memory)
    expect([...memory.get('plan')!.dataSync()]).toEqual(before)
  })
})

describe('the map', () => {
  it('tells learnt sentences apart, writes each from its own place, and passes from one to the other', () => {
    const tokenizer = ByteBpeTokenizer.train(['the cat sat. a dog ran!'], { vocabularySize: 270 })
    const sentences = ['the cat sat.', 'a dog ran!!!']
    const rows = sentences.map((sentence) => [...tokenizer.encode('\n\n' + sentence)])
    const length = Math.min(...rows.map((row) => row.length)) - 1
    // Each row's opening is the paragraph's end, as in writing from the map.
    const read = (shift: number) =>
      Int32Array.from({ length: length * 2 }, (_, i) => rows[i % 2][Math.floor(i / 2) + shift])
    const settings = tiny({ ...still, latentNoise: 0.1, batchSize: 2, sequenceLength: length, freeBits: 2 })
    const subject = new Learner(definition, settings, {
      vocabularySize: tokenizer.vocabularySize,
      random: new Random(1),
      threads: 1,
    })
    const conditions = new Float32Array(length * 2 * CONDITION_SIZE)
    for (let i = 0; i < 250; i++)
      subject.learn({ tokens: read(0), targets: read(1), conditions, startsEpoch: true }, 0.01, 1)
    subject.updateAverage(0)
    const map = new LatentMap(subject.average, tokenizer, 1)
    const places = sentences.map((sentence) => map.locate('\n' + sentence))
    const plans = between(places[0].mean, places[1].mean, 3)
    expect(plans[0]).toEqual(places[0].mean)
    expect(plans[2]).toEqual(places[1].mean)
    const texts = map.write(plans, { maxWords: 3, seed: 1, sampling: { temperature: 0.1 }, prompt: '\n' })
    expect(texts[0]).toContain('cat')
    expect(texts[2]).toContain('dog')
    expect(map.write(plans, { maxWords: 3, seed: 1, prompt: '\n' })).toEqual(
      map.write(plans, { maxWords: 3, seed: 1, prompt: '\n' }),
    )
    subject.dispose()
  })

  it('draws around a place as widely as asked', () => {
    const place = { mean: Float32Array.of(1, -1), deviation: Float32Array.of(0.5, 0) }
    const drawn = around(place, 2000, 2, new Random(3))
    const firsts = drawn.map(([first]) => first)
    const mean = firsts.reduce((a, b) => a + b, 0) / firsts.length
    const variance = firsts.reduce((sum, number) => sum + (number - mean) ** 2, 0) / firsts.length
    expect(mean).toBeCloseTo(1, 1)
    expect(Math.sqrt(variance)).toBeCloseTo(1, 1)
    expect(drawn.every(([, second]) => second === -1)).toBe(true)
    expect(around(place, 1, 0, new Random(1))[0]).toEqual(place.mean)
  })

  it('refuses a model without one', () => {
    const gru = findModel('gru')
    const model = gru.create(gru.parse('tiny'), { vocabularySize: 260 }, new Random(1))
    const tokenizer = ByteBpeTokenizer.train(['text'], { vocabularySize: 260 })
    expect(() => new LatentMap(model, tokenizer, 1)).toThrow(TypeError)
    model.dispose()
  })
})
