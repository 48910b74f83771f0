// Learning from preferences beside PyTorch: the same loss, and the same gradients of an adapter's matrices, on the same numbers.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONDITION_SIZE } from '../../../engine/models/condition.ts'
import { findModel } from '../../../engine/models/registry.ts'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { compile } from '../../../engine/nn/compile/index.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { writeWeights } from '../../../engine/nn/weights.ts'
import { adaptedDefinition } from '../../../engine/training/adapted-model.ts'
import { readVariables } from '../../../engine/training/model-file.ts'
import { ROW_TOKENS, toBatch, type TokenRow } from '../../../engine/training/preferences/preference-batch.ts'
import { preferenceLoss } from '../../../engine/training/preferences/preference-loss.ts'
import { missingPyTorch, PyTorchPeer } from './peer.ts'

const vocabularySize = 61
const PAIRS = 3
const PLAN = { kind: 'lora', rank: 2, scale: 2, tableRank: 0, gains: false } as const
const SETTINGS = { beta: 0.2, alpha: 0.6 }
const PAIR_NUMBERS = { better: [-90, -80, -85], worse: [-88, -95, -70], weight: [1, 1, 0] }
const MATRICES = [
  'model.layers.0.self_attn.q_proj.weight',
  'model.layers.1.self_attn.v_proj.weight',
  'model.layers.1.self_attn.o_proj.weight',
  'model.layers.0.mlp.down_proj.weight',
]

const missing = missingPyTorch('numbers')
if (missing !== null) console.warn(`PyTorch parity of preferences skipped: ${missing}`)

const drawRow = (random: Random): TokenRow => {
  const first = 10 + random.integer(20)
  const count = 15 + random.integer(30)
  return {
    tokens: Int32Array.from({ length: ROW_TOKENS + 1 }, () => random.integer(vocabularySize)),
    mask: Float32Array.from({ length: ROW_TOKENS }, (_, at) => Number(at >= first && at < first + count)),
    before: Float32Array.from({ length: ROW_TOKENS }, (_, at) => Number(at < first)),
    count,
  }
}

describe.skipIf(missing !== null)('learning from preferences', () => {
  let folder = ''
  let peer: PyTorchPeer
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'preferences-'))
    await loadBackend({ threads: 1 })
    peer = await PyTorchPeer.start(1)
  })
  afterAll(async () => {
    peer.close()
    await rm(folder, { recursive: true })
  })

  it('has PyTorch’s loss, and its gradients at every kind of matrix, to a thousandth', async () => {
    const definition = findModel('transformer')
    const settings = definition.parse('tiny', { dropout: 0, layers: 2 })
    const random = new Random('preferences')
    const base = definition.create(settings, { vocabularySize }, random)
    const adapter = adaptedDefinition({ definition, model: base }, PLAN).create(
      settings,
      { vocabularySize },
      random,
    )
    // An adapter that has learnt something: with its upper halves at zero the lower ones would get no gradient.
    for (const weight of adapter.weights.values())
      weight.assign(
        tf.tensor(
          Float32Array.from({ length: weight.size }, () => 0.2 * random.gaussian()),
          weight.shape,
        ),
      )
    const files = { base: join(folder, 'base.safetensors'), adapter: join(folder, 'adapter.safetensors') }
    await writeWeights(files.base, { tensors: readVariables(base.weights), metadata: {} })
    await writeWeights(files.adapter, { tensors: readVariables(adapter.weights), metadata: {} })
    const rows = Array.from({ length: 2 * PAIRS }, () => drawRow(random))

    const { tokens, targets, mask } = toBatch(rows)
    const inputs = { tokens: tf.tensor1d(tokens, 'int32'), targets: tf.tensor1d(targets, 'int32') }
    const counted = tf.tensor1d(mask)
    const learning = MATRICES.flatMap((name) =>
      ['A', 'B'].map((half) => adapter.weights.get(name.replace('.weight', `.lora_${half}.weight`))!),
    )
    const step = compile(
      () => {
        const { value, grads } = tf.variableGrads(() => {
          const each = adapter.likelihoods!({
            time: ROW_TOKENS,
            batch: rows.length,
            ...inputs,
            conditions: tf.zeros<tf.Rank.R2>([rows.length * ROW_TOKENS, CONDITION_SIZE]),
          })
          const sums = tf.sum<tf.Tensor1D>(tf.reshape(tf.mul(each, counted), [ROW_TOKENS, rows.length]), 0)
          return preferenceLoss(
            {
              better: tf.slice1d(sums, 0, PAIRS),
              worse: tf.slice1d(sums, PAIRS, PAIRS),
              betterBefore: tf.tensor1d(PAIR_NUMBERS.better),
              worseBefore: tf.tensor1d(PAIR_NUMBERS.worse),
              betterTokens: tf.tensor1d(rows.slice(0, PAIRS).map(({ count }) => count)),
              weight: tf.tensor1d(PAIR_NUMBERS.weight),
            },
            SETTINGS,
          )
        }, learning)
        return [value, ...learning.map(({ name }) => grads[name])]
      },
      { vars: [...base.weights.values(), ...adapter.weights.values()], threads: 1 },
    )
    const [[ourLoss], ...ours] = step().map((each) => [...each.dataSync()])
    step.dispose()

    const theirs = await peer.ask<{ loss: number; gradients: Record<string, { A: number[]; B: number[] }> }>({
      do: 'preferences',
      settings: { ...settings, sequenceLength: ROW_TOKENS },
      ...files,
      scale: PLAN.scale,
      rows: {
        tokens: rows.map((row) => [...row.tokens]),
        masks: rows.map((row) => [...row.mask]),
      },
      pairs: PAIR_NUMBERS,
      ...SETTINGS,
      matrices: MATRICES,
    })
    expect(Math.abs(ourLoss - theirs.loss)).toBeLessThan(1e-4)
    MATRICES.forEach((name, at) => {
      const { A, B } = theirs.gradients[name]
      for (const [half, expected] of [A, B].entries()) {
        const found = ours[2 * at + half]
        const length = Math.hypot(...expected)
        const apart = Math.hypot(...found.map((value, index) => value - expected[index]))
        expect(found).toHaveLength(expected.length)
        expect(length, name).toBeGreaterThan(1e-6)
        expect(apart / length, name).toBeLessThan(1e-3)
      }
    })
    adapter.dispose()
    base.dispose()
  })
})
