// The paper's LSTM against its formulas written out, and the paper's oracle against its two known figures.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { LENGTH, PaperLstm, VOCABULARY } from '../../engine/evals/seqgan-oracle/paper-lstm.ts'
import { lossOf, timeFirst, writeTexts } from '../../engine/evals/seqgan-oracle/referee.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { Random } from '../../engine/nn/seed.ts'
import { readWeights, type WeightFile, type WeightTensor } from '../../engine/nn/weights.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})

const WIDTH = 32
const GATES = ['i', 'f', 'og', 'c'] as const

/** Weights as the oracle's file names them. */
function inventedOracle(): WeightFile & { numbers: (name: string) => Float32Array } {
  const random = new Random('oracle')
  const tensors = new Map<string, WeightTensor>()
  const add = (name: string, shape: readonly number[]) => {
    const data = Float32Array.from(
      { length: shape.reduce((a, b) => a * b, 1) },
      () => 0.5 * random.gaussian(),
    )
    tensors.set(name, { dtype: 'float32', shape, data })
  }
  add('embedding', [VOCABULARY, WIDTH])
  for (const gate of GATES) {
    add(`w${gate}`, [WIDTH, WIDTH])
    add(`u${gate}`, [WIDTH, WIDTH])
    add(`b${gate}`, [WIDTH])
  }
  add('wo', [WIDTH, VOCABULARY])
  add('bo', [VOCABULARY])
  return { tensors, metadata: {}, numbers: (name) => tensors.get(name)!.data as Float32Array }
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** Nats of each token of one text, from the formulas of the paper's code. */
function byHand({ numbers }: ReturnType<typeof inventedOracle>, text: readonly number[]): number[] {
  let [h, c] = [new Array<number>(WIDTH).fill(0), new Array<number>(WIDTH).fill(0)]
  return text.map((token, t) => {
    const read = t === 0 ? 0 : text[t - 1]
    const x = numbers('embedding').subarray(read * WIDTH, (read + 1) * WIDTH)
    const gate = (name: string, j: number) => {
      let sum = numbers(`b${name}`)[j]
      for (let k = 0; k < WIDTH; k++)
        sum += x[k] * numbers(`w${name}`)[k * WIDTH + j] + h[k] * numbers(`u${name}`)[k * WIDTH + j]
      return sum
    }
    const places = Array.from({ length: WIDTH }, (_, j) => j)
    const cell = places.map(
      (j) => sigmoid(gate('f', j)) * c[j] + sigmoid(gate('i', j)) * Math.tanh(gate('c', j)),
    )
    const state = places.map((j) => sigmoid(gate('og', j)) * Math.tanh(cell[j]))
    ;[h, c] = [state, cell]
    const logits = Array.from({ length: VOCABULARY }, (_, v) =>
      state.reduce((sum, value, k) => sum + value * numbers('wo')[k * VOCABULARY + v], numbers('bo')[v]),
    )
    const most = Math.max(...logits)
    return most + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0)) - logits[token]
  })
}

describe('the paper’s LSTM', () => {
  it('scores a text as its formulas do, with the gates of the oracle’s file in their places', () => {
    const file = inventedOracle()
    const oracle = PaperLstm.oracle(file)
    const random = new Random(1)
    const texts = Int32Array.from({ length: 2 * LENGTH }, () => random.integer(VOCABULARY))
    const expected = [0, 1].map((row) => byHand(file, [...texts.subarray(row * LENGTH, (row + 1) * LENGTH)]))
    const batch = tf.tensor1d(timeFirst(texts, [0, 1]), 'int32')
    const nats = [...oracle.logProbabilities(batch, 2).dataSync()].map((log) => -log)
    nats.forEach((value, i) => expect(value).toBeCloseTo(expected[i % 2][Math.floor(i / 2)], 3))
    const mean = nats.reduce((a, b) => a + b, 0) / nats.length
    expect(oracle.loss(batch, 2).dataSync()[0]).toBeCloseTo(mean, 4)
    oracle.dispose()
  })

  it('writes more predictably the lower the temperature', () => {
    const oracle = PaperLstm.oracle(inventedOracle())
    const loss = (temperature: number) =>
      lossOf(oracle, writeTexts(oracle, oracle.at(temperature), 256, new Random(1), 1), 1)
    expect(loss(0.5)).toBeLessThan(loss(1) - 0.5)
    oracle.dispose()
  })
})

const data = resolve(import.meta.dirname, '../../../shared/data/seqgan-oracle.safetensors')
describe.skipIf(!existsSync(data))('the paper’s oracle (skipped: its file is not here)', () => {
  it('gives its own texts 5.745 nats a token and chance 11.433', async () => {
    const oracle = PaperLstm.oracle(await readWeights(data))
    const random = new Random(1)
    expect(lossOf(oracle, writeTexts(oracle, oracle, 2048, random, 1), 1)).toBeCloseTo(5.745, 1)
    const chance = Int32Array.from({ length: 2048 * LENGTH }, () => random.integer(VOCABULARY))
    expect(lossOf(oracle, chance, 1)).toBeCloseTo(11.433, 1)
    oracle.dispose()
  })
})
