// Learning from preferences: the loss is the paper's, its gradients are right down to the adapter, and a model comes to prefer what was preferred.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CONDITION_SIZE } from '../../engine/models/condition.ts'
import { findModel } from '../../engine/models/registry.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { compile } from '../../engine/nn/compile/index.ts'
import { Random } from '../../engine/nn/seed.ts'
import { encodeWeights } from '../../engine/nn/weights.ts'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { adaptedDefinition } from '../../engine/training/adapted-model.ts'
import { loadModel, saveModel } from '../../engine/training/model-file.ts'
import { ROW_TOKENS, toBatch, tokenRow } from '../../engine/training/preferences/preference-batch.ts'
import {
  adapterBytes,
  baseOfAdapter,
  readAdapter,
  shareOfAdapter,
} from '../../engine/training/preferences/adapter-bytes.ts'
import { chooseShare, MOST_FORGOTTEN, SHARES } from '../../engine/training/preferences/hold-back.ts'
import { driftLoss, lossOfPairs, preferenceLoss } from '../../engine/training/preferences/preference-loss.ts'
import {
  lossesOf,
  mergeAdapter,
  tunePreferences,
} from '../../engine/training/preferences/tune-preferences.ts'

const SETTINGS = { beta: 0.3, alpha: 0.7 }
const LIKED = ' red red red red red red'
const DISLIKED = ' blue blue blue blue blue'
const vocabularySize = 270

let folder = ''
let modelFile = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preferences-'))
  modelFile = join(folder, 'base.safetensors')
  await loadBackend({ threads: 1 })
  const definition = findModel('transformer')
  const settings = definition.parse('tiny')
  const model = definition.create(settings, { vocabularySize }, new Random(1))
  const tokenizer = ByteBpeTokenizer.train(['red blue red blue the day was'], { vocabularySize })
  const card = {
    modelId: 'transformer',
    modelVersion: definition.version,
    settings,
    vocabularySize,
    language: 'en',
  }
  const whole = { ...card, step: 1, validationLoss: 1, bitsPerByte: 1 }
  await saveModel(modelFile, { model, tokenizer, card: whole, feelings: null })
  model.dispose()
})
afterAll(() => rm(folder, { recursive: true }))

const work = {
  threads: 1,
  signal: new AbortController().signal,
  progress: () => undefined,
  turn: () => Promise.resolve(),
}

const numbers = {
  better: [-10, -3],
  worse: [-8, -12],
  betterBefore: [-11, -4],
  worseBefore: [-9, -9],
  betterTokens: [5, 2],
  weight: [1, 0.5],
}
type Numbers = typeof numbers

const byHand = ({ better, worse, betterBefore, worseBefore, betterTokens, weight }: Numbers): number => {
  const preferring = better.map((value, at) => {
    const margin = value - betterBefore[at] - (worse[at] - worseBefore[at])
    return weight[at] * Math.log1p(Math.exp(-SETTINGS.beta * margin))
  })
  const liking = -(better[0] + better[1]) / (betterTokens[0] + betterTokens[1])
  return (preferring[0] + preferring[1]) / 2 + SETTINGS.alpha * liking
}

it('is −log σ(β · margin) beside the likelihood of what was liked, with gradients that agree with finite differences', () => {
  const names = Object.keys(numbers) as (keyof Numbers)[]
  const inputs = names.map((name) => tf.tensor1d(numbers[name]))
  const step = compile(
    (...given: tf.Tensor1D[]) => {
      const loss = (...[better, worse]: tf.Tensor[]) =>
        preferenceLoss(
          {
            better: better as tf.Tensor1D,
            worse: worse as tf.Tensor1D,
            betterBefore: given[2],
            worseBefore: given[3],
            betterTokens: given[4],
            weight: given[5],
          },
          SETTINGS,
        )
      const { value, grads } = tf.valueAndGrads(loss)([given[0], given[1]])
      return [value, ...grads]
    },
    { vars: [], threads: 1 },
  )
  const [value, better, worse] = step(...inputs).map((each) => [...each.dataSync()])
  step.dispose()
  expect(value[0]).toBeCloseTo(byHand(numbers), 5)
  const slope = (name: 'better' | 'worse', at: number): number => {
    const moved = (by: number): Numbers => ({
      ...numbers,
      [name]: numbers[name].map((each, index) => (index === at ? each + by : each)),
    })
    return (byHand(moved(1e-5)) - byHand(moved(-1e-5))) / 2e-5
  }
  for (const at of [0, 1]) {
    expect(better[at]).toBeCloseTo(slope('better', at), 4)
    expect(worse[at]).toBeCloseTo(slope('worse', at), 4)
  }
  // The same in plain numbers, which judges what was not learnt from.
  const pairs = numbers.better.map((_, at) =>
    Object.fromEntries(names.map((name) => [name, numbers[name][at]])),
  ) as unknown as Parameters<typeof lossOfPairs>[0]
  expect(lossOfPairs(pairs, SETTINGS)).toBeCloseTo(byHand(numbers), 9)
})

it('counts a move away from how prompts were read, where the mask is, and none where nothing has moved', () => {
  const [now, before] = [
    [-1, -2, -3, -4],
    [-1, -2.5, -4, -9],
  ].map((values) => tf.tensor2d(values, [2, 2]))
  const mask = tf.tensor2d([1, 1, 1, 0], [2, 2])
  const drift = (one: tf.Tensor2D, other: tf.Tensor2D): number => {
    const step = compile((...given: tf.Tensor2D[]) => driftLoss(given[0], given[1], given[2]), {
      vars: [],
      threads: 1,
    })
    const [value] = step(one, other, mask).dataSync()
    step.dispose()
    return value
  }
  expect(drift(now, before)).toBeCloseTo((0.25 + 1) / 6, 5)
  expect(drift(now, now)).toBe(0)
})

it('uses the share that serves best among those that forget little, and none where none serves', () => {
  const kept = [0.94, 0.97, 1 - MOST_FORGOTTEN, 0.992, 0.995, 0.998, 0.999, 1]
  const measured = (losses: readonly number[]) =>
    SHARES.map((share, at) => ({ share, loss: losses[at], kept: kept[at] }))
  // All of it would serve best, and forgets too much.
  expect(chooseShare(measured([1, 2, 3, 4, 5, 6, 7, 8])).share).toBe(0.5)
  expect(chooseShare(measured([1, 2, 5, 3, 4, 6, 7, 8])).share).toBe(0.35)
  expect(chooseShare(measured([1, 2, 5, 3, 4, 6, 7, 2.5])).share).toBe(0)
})

it('reaches the adapter with the right gradients', async () => {
  const { definition, model, tokenizer, card } = await loadModel(modelFile)
  const plan = { kind: 'lora', rank: 2, scale: 2, tableRank: 0, gains: false } as const
  const shape = { vocabularySize: card.vocabularySize }
  const adapter = adaptedDefinition({ definition, model }, plan).create(card.settings, shape, new Random(3))
  const rows = [LIKED, DISLIKED].map((text) => tokenRow('The day was', text, tokenizer, false))
  const { tokens, targets, mask } = toBatch(rows)
  const inputs = {
    tokens: tf.tensor1d(tokens, 'int32'),
    targets: tf.tensor1d(targets, 'int32'),
    conditions: tf.zeros<tf.Rank.R2>([2 * ROW_TOKENS, CONDITION_SIZE]),
  }
  const counted = tf.tensor1d(mask)
  const lossOf = (): tf.Scalar => {
    const each = adapter.likelihoods!({ time: ROW_TOKENS, batch: 2, ...inputs })
    const sums = tf.sum<tf.Tensor1D>(tf.reshape(tf.mul(each, counted), [ROW_TOKENS, 2]), 0)
    return preferenceLoss(
      {
        better: tf.slice1d(sums, 0, 1),
        worse: tf.slice1d(sums, 1, 1),
        betterBefore: tf.tensor1d([-20]),
        worseBefore: tf.tensor1d([-20]),
        betterTokens: tf.tensor1d([rows[0].count]),
        weight: tf.tensor1d([1]),
      },
      SETTINGS,
    )
  }
  const name = [...adapter.weights.keys()].find((each) => each.includes('lora_B'))!
  const weight = adapter.weights.get(name)!
  const vars = [...model.weights.values(), ...adapter.weights.values()]
  const gradient = compile(() => tf.variableGrads(lossOf, [weight]).grads[weight.name], { vars, threads: 1 })
  const found = gradient().dataSync<'float32'>().slice()
  gradient.dispose()
  const at = found.reduce((best, value, index) => (Math.abs(value) > Math.abs(found[best]) ? index : best), 0)
  const lossAt = (by: number): number => {
    const values = new Float32Array(weight.size)
    values[at] = by
    const before = weight.dataSync().slice()
    weight.assign(tf.tensor(values, weight.shape))
    // Without variables: every weight is baked in as it is now.
    const loss = compile(() => lossOf(), { vars: [], threads: 1 })
    const value = loss().dataSync()[0]
    loss.dispose()
    weight.assign(tf.tensor(before, weight.shape))
    return value
  }
  const slope = (lossAt(0.25) - lossAt(-0.25)) / 0.5
  expect(Math.abs(slope)).toBeGreaterThan(1e-4)
  expect(Math.abs(found[at] / slope - 1)).toBeLessThan(0.02)
  adapter.dispose()
  model.dispose()
})

it('makes what was liked likelier than what was not, the same each time, and merges into a plain model', async () => {
  const lessons = Array.from({ length: 12 }, (_, at) => ({
    group: `${at}`,
    prompt: 'The day was',
    better: LIKED,
    worse: at % 3 === 0 ? null : DISLIKED,
  }))
  const wish = { modelFile, base: 'tiny', lessons, keep: [], before: null, seed: 5 }
  const bytes = await tunePreferences(wish, work)
  expect(await tunePreferences(wish, work)).toEqual(bytes)
  expect(baseOfAdapter(bytes)).toBe('tiny')
  expect(shareOfAdapter(bytes)).toBe(1)
  const passages = [LIKED, DISLIKED].map((text) => ({ prompt: 'The day was', text }))
  const [likedBefore, dislikedBefore] = await lossesOf(modelFile, null, passages, work)
  const [liked, disliked] = await lossesOf(modelFile, bytes, passages, work)
  expect(liked).toBeLessThan(likedBefore)
  expect(disliked - liked).toBeGreaterThan(dislikedBefore - likedBefore)
  const merged = join(folder, 'merged.safetensors')
  await mergeAdapter(modelFile, bytes, merged)
  const [likedMerged] = await lossesOf(merged, null, passages, work)
  expect(likedMerged).toBeCloseTo(liked, 4)
})

it('takes less of a change that would unlearn other prose, and says how much', async () => {
  const lessons = Array.from({ length: 200 }, (_, at) => ({
    group: `${at}`,
    prompt: 'The day was',
    better: LIKED,
    worse: DISLIKED,
  }))
  // What was not liked is what must be read as before.
  const keep = Array.from({ length: 8 }, () => DISLIKED)
  const wish = { modelFile, base: 'tiny', lessons, before: null, seed: 5 }
  const whole = await tunePreferences({ ...wish, keep: [] }, work)
  const part = await tunePreferences({ ...wish, keep }, work)
  const passages = keep.map((text) => ({ prompt: '\n\n', text }))
  const [[plain], [unlearnt], [read]] = [
    await lossesOf(modelFile, null, passages, work),
    await lossesOf(modelFile, whole, passages, work),
    await lossesOf(modelFile, part, passages, work),
  ]
  expect(plain / unlearnt).toBeLessThan(1 - MOST_FORGOTTEN)
  expect(plain / read).toBeGreaterThanOrEqual(1 - MOST_FORGOTTEN)
  const share = shareOfAdapter(part)
  expect(share).toBeGreaterThan(0)
  expect(share).toBeLessThan(1)
  // The same change, scaled: what began as random is as it was.
  const [all, scaled] = [readAdapter(whole).tensors, readAdapter(part).tensors]
  for (const [name, { data }] of all) {
    const by = name.includes('lora_B') ? share : 1
    expect(scaled.get(name)!.data[3]).toBeCloseTo(by * data[3], 6)
  }
})

it('reads adapters from before any was held back as whole, and refuses shares that cannot be', () => {
  const plan = { kind: 'lora', rank: 2, scale: 2, tableRank: 0, gains: false } as const
  const known = { tensors: new Map(), plan, base: 'tiny', share: 0.35 }
  expect(readAdapter(adapterBytes(known))).toMatchObject({ base: 'tiny', plan, share: 0.35 })
  const metadata = { format: 'arcwright-adapter-1', plan: JSON.stringify(plan), base: 'tiny' }
  const old = encodeWeights({ tensors: new Map(), metadata })
  expect(shareOfAdapter(old)).toBe(1)
  expect(() => readAdapter(adapterBytes({ ...known, share: 7 }))).toThrow()
})

it('counts the passage alone, and stops when it is told to', async () => {
  const { tokenizer, model } = await loadModel(modelFile)
  const row = tokenRow('The day was', LIKED, tokenizer, false)
  expect(row.mask.reduce((sum, each) => sum + each, 0)).toBe(row.count)
  expect(row.count).toBeGreaterThan(4)
  expect(row.mask[0]).toBe(0)
  // And the prompt before it: no token is of both.
  expect(row.before[0]).toBe(1)
  expect(row.before.some((each, at) => each * row.mask[at] !== 0)).toBe(false)
  model.dispose()
  const lessons = [{ group: 'a', prompt: '', better: LIKED, worse: DISLIKED }]
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(
    tunePreferences(
      { modelFile, base: 'tiny', lessons, keep: [], before: null, seed: 1 },
      { ...work, signal },
    ),
  ).rejects.toThrow('enough')
})
