// Adapters over a trained transformer: small, harmless at first, they learn alone, merge exactly and live in files of their own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONDITION_SIZE } from '../../engine/models/condition.ts'
import { findModel } from '../../engine/models/registry.ts'
import type { TextModel } from '../../engine/models/types.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { compile } from '../../engine/nn/compile/index.ts'
import { Random } from '../../engine/nn/seed.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import {
  adaptedDefinition,
  ADAPTER_DEFAULTS,
  completePlan,
  createAdapter,
  weightsWith,
  type AdapterPlan,
} from '../../engine/training/adapted-model.ts'
import { Learner } from '../../engine/training/learner.ts'
import {
  loadModel,
  readMerged,
  readVariables,
  saveModel,
  type LoadedModel,
} from '../../engine/training/model-file.ts'

const vocabularySize = 260
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adapters-'))
  await loadBackend({ threads: 1 })
})
afterAll(() => rm(folder, { recursive: true }))

const size = 4 * 16
/** Texts in which `step` leads from each token to the next. */
function batchOf(step: number, seed: number) {
  const random = new Random(seed)
  const tokens = Int32Array.from({ length: size }, () => random.integer(20))
  const targets = Int32Array.from(tokens, (token) => (token + step) % 20)
  return { tokens, targets, conditions: new Float32Array(size * CONDITION_SIZE), startsEpoch: true }
}

/** A tiny transformer that has learnt a first text. */
function trainedBase(): LoadedModel {
  const definition = findModel('transformer')
  const settings = definition.parse('tiny')
  const learner = new Learner(definition, settings, { vocabularySize, random: new Random(1), threads: 1 })
  for (let i = 0; i < 60; i++) learner.learn(batchOf(1, i), 0.01)
  learner.updateAverage(0)
  const model = definition.create(settings, { vocabularySize }, new Random(0))
  for (const [name, { data, shape }] of readVariables(learner.average.weights))
    model.weights.get(name)!.assign(tf.tensor(data, [...shape]))
  learner.dispose()
  const tokenizer = ByteBpeTokenizer.train(['some text some text'], { vocabularySize })
  const card = { modelId: 'transformer', modelVersion: 1, settings, vocabularySize, language: 'en' }
  const whole = { ...card, step: 60, validationLoss: 1, bitsPerByte: 1 }
  return { definition, model, tokenizer, card: whole, feelings: null }
}

function learnerOver(base: LoadedModel, plan: AdapterPlan): Learner {
  const options = { vocabularySize, random: new Random(2), threads: 1 }
  return new Learner(adaptedDefinition(base, plan), base.card.settings, options)
}

function logitsOf(model: TextModel): Float32Array {
  const memory = model.memory(1)
  const tokens = tf.tensor1d([1, 2, 3, 4, 5, 6], 'int32')
  const conditions = tf.zeros<tf.Rank.R2>([6, CONDITION_SIZE])
  const read = compile(() => model.logits({ time: 6, batch: 1, tokens, conditions }, memory), {
    vars: [...model.weights.values(), ...memory.values()],
    threads: 1,
  })
  const data = read().dataSync<'float32'>()
  read.dispose()
  return data
}

const furthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)

const count = (model: { readonly weights: ReadonlyMap<string, tf.Variable> }): number =>
  [...model.weights.values()].reduce((sum, weight) => sum + weight.size, 0)

describe('adapters', () => {
  it('of low rank hold at most two in a hundred weights of every larger preset', () => {
    for (const preset of ['small', 'base'] as const) {
      const definition = findModel('transformer')
      const settings = definition.parse(preset, { layers: 2 })
      const model = definition.create(settings, { vocabularySize: 1024 }, new Random(1))
      const adapter = createAdapter(model, completePlan(model, ADAPTER_DEFAULTS.lora), new Random(1))
      expect(count(adapter) / count(model)).toBeLessThanOrEqual(0.02)
      expect(count(adapter) / count(model)).toBeGreaterThan(0.005)
      adapter.dispose()
      model.dispose()
    }
  })

  it('of low rank change nothing before they have learnt, and only a model with layers takes them', () => {
    const base = trainedBase()
    const subject = learnerOver(base, { ...ADAPTER_DEFAULTS.lora, rank: 1, tableRank: 1, gains: true })
    expect(logitsOf(subject.model)).toEqual(logitsOf(base.model))
    const gru = findModel('gru')
    const other = gru.create(gru.parse('tiny'), { vocabularySize }, new Random(1))
    expect(() => completePlan(other, ADAPTER_DEFAULTS.lora)).toThrow(TypeError)
    subject.dispose()
  })

  it.each<AdapterPlan>([
    { kind: 'lora', rank: 2, scale: 2 },
    { kind: 'lora', rank: 1, scale: 2, tableRank: 2, gains: true },
    { kind: 'prefix', length: 6 },
  ])('learn a second text alone, and leave the base as it was: $kind', (plan) => {
    const base = trainedBase()
    const before = readVariables(base.model.weights)
    const subject = learnerOver(base, plan)
    const losses = Array.from({ length: 120 }, (_, i) => subject.learn(batchOf(3, i), 0.02))
    expect(Math.min(...losses.slice(-5))).toBeLessThan(losses[0] * 0.7)
    expect(readVariables(base.model.weights)).toEqual(before)
    expect(furthest(logitsOf(subject.model), logitsOf(base.model))).toBeGreaterThan(0.1)
    subject.dispose()
  })

  it.each<AdapterPlan>([
    { kind: 'lora', rank: 2, scale: 2 },
    { kind: 'lora', rank: 1, scale: 2, tableRank: 2, gains: true },
    { kind: 'prefix', length: 3 },
  ])('are saved with their base as one model, which says the same without it: $kind', async (plan) => {
    const base = trainedBase()
    const subject = learnerOver(base, plan)
    for (let i = 0; i < 40; i++) subject.learn(batchOf(3, i), 0.02)
    const adapted = logitsOf(subject.model)
    const plain = logitsOf(base.model)
    const file = join(folder, `${plan.kind}.safetensors`)
    await saveModel(file, {
      model: { weights: weightsWith(base.model, subject.model) },
      tokenizer: base.tokenizer,
      feelings: null,
      card: { ...base.card, adapter: plan },
    })
    subject.dispose()
    base.model.dispose()
    const loaded = await loadModel(file)
    expect(furthest(logitsOf(loaded.model), adapted)).toBeLessThan(1e-4)
    expect(furthest(logitsOf(loaded.model), plain)).toBeGreaterThan(0.1)
    // Of low rank: a plain model again, ready for every export and for the next adapter.
    expect(loaded.card.adapter).toEqual(plan.kind === 'lora' ? undefined : plan)
    expect(loaded.model.adaptable !== undefined).toBe(plan.kind === 'lora')
    const { tensors } = await readMerged(file)
    expect([...tensors.keys()].some((name) => name.includes('lora'))).toBe(false)
    const next = join(folder, 'again.safetensors')
    await saveModel(next, loaded)
    const again = await loadModel(next)
    expect(logitsOf(again.model)).toEqual(logitsOf(loaded.model))
    again.model.dispose()
    loaded.model.dispose()
  })

  it('with a prefix read a text in pieces as they read it whole', () => {
    const base = trainedBase()
    const adapted = learnerOver(base, { kind: 'prefix', length: 3 })
    const none = (n: number) => tf.zeros<tf.Rank.R2>([n, CONDITION_SIZE])
    const read = (tokens: number[], memory: ReturnType<TextModel['memory']>) =>
      adapted.model.logits(
        {
          time: tokens.length,
          batch: 1,
          tokens: tf.tensor1d(tokens, 'int32'),
          conditions: none(tokens.length),
        },
        memory,
      )
    const whole = read([5, 6, 7, 8], base.model.memory(1))
    const memory = base.model.memory(1)
    const parts = tf.concat([read([5, 6], memory), read([7, 8], memory)])
    expect(furthest(whole.dataSync<'float32'>(), parts.dataSync<'float32'>())).toBeLessThan(1e-5)
    adapted.dispose()
  })
})
