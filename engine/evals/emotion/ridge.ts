// Ridge regression on n-grams and dense columns together, several outputs at once. What is regressed on what is the caller's.
import type { NgramTable } from '../../analysis/emotion/ngram-classifier.ts'
import type { Random } from '../../nn/seed.ts'
import type { SparseRows } from './logistic.ts'
import { ngramRows } from './train-ngrams.ts'

const NGRAMS = { words: 2, characters: 4, minimumWords: 3, minimumCharacters: 6, cost: 0, epochs: 0 }
const COST = 0.25
const EPOCHS = 12

/** Ridge regression by dual coordinate descent: ½ |w|² + cost · Σ (y − w · x)². */
const descend = (
  { starts, columns, values, width }: SparseRows,
  truth: Float32Array,
  random: Random,
): Float64Array => {
  const weights = new Float64Array(width)
  const duals = new Float64Array(truth.length)
  const order = Array.from(truth, (_, i) => i)
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (const i of random.shuffle(order)) {
      let product = 0
      let square = 0
      for (let at = starts[i]; at < starts[i + 1]; at++) {
        product += weights[columns[at]] * values[at]
        square += values[at] * values[at]
      }
      const change = (truth[i] - product - duals[i] / (2 * COST)) / (square + 1 / (2 * COST))
      duals[i] += change
      for (let at = starts[i]; at < starts[i + 1]; at++) weights[columns[at]] += change * values[at]
    }
  return weights
}

/** The n-gram columns with the dense ones, standardised, and a constant behind them. */
const joinColumns = (rows: SparseRows, dense: readonly Float32Array[], scales: Float32Array): SparseRows => {
  const count = dense.length
  const own = scales.length
  const size = rows.values.length + count * (own + 1)
  const joined = {
    starts: new Int32Array(count + 1),
    columns: new Int32Array(size),
    values: new Float32Array(size),
    width: rows.width + own + 1,
  }
  let at = 0
  for (let i = 0; i < count; i++) {
    for (let from = rows.starts[i]; from < rows.starts[i + 1]; from++, at++) {
      joined.columns[at] = rows.columns[from]
      joined.values[at] = rows.values[from]
    }
    for (let k = 0; k <= own; k++, at++) {
      joined.columns[at] = rows.width + k
      joined.values[at] = k === own ? 1 : dense[i][k] * scales[k]
    }
    joined.starts[i + 1] = at
  }
  return joined
}

const deviations = (dense: readonly Float32Array[]): Float32Array =>
  dense[0].map((_, k) => {
    let [sum, squares] = [0, 0]
    for (const row of dense) {
      sum += row[k]
      squares += row[k] * row[k]
    }
    return Math.sqrt(Math.max(1e-8, squares / dense.length - (sum / dense.length) ** 2))
  })

export interface RidgeOptions {
  /** How much a dense column of deviation 1 counts beside the n-grams. */
  readonly weight: number
  readonly random: Random
  say(line: string): void
}

/** @param truths [rows][outputs]. @returns the n-gram table, and [dense columns, outputs]. */
export const trainRidge = (
  tokens: readonly (readonly string[])[],
  dense: readonly Float32Array[],
  truths: readonly (readonly number[])[],
  { weight, random, say }: RidgeOptions,
): { readonly table: NgramTable; readonly linear: Float32Array } => {
  const { hashes, idf, rows } = ngramRows(
    tokens.map((words) => ({ tokens: words, targets: new Float32Array(0) })),
    NGRAMS,
  )
  const scales = deviations(dense).map((deviation) => weight / deviation)
  const joined = joinColumns(rows, dense, scales)
  const outputs = truths[0].length
  const weights = new Float32Array(hashes.length * outputs)
  const linear = new Float32Array(scales.length * outputs)
  const bias = new Float32Array(outputs)
  for (let k = 0; k < outputs; k++) {
    const mean = truths.reduce((sum, truth) => sum + truth[k], 0) / truths.length
    const found = descend(
      joined,
      Float32Array.from(truths, (truth) => truth[k] - mean),
      random.split(`output ${k}`),
    )
    for (let row = 0; row < hashes.length; row++) weights[row * outputs + k] = found[row]
    scales.forEach((scale, column) => (linear[column * outputs + k] = found[hashes.length + column] * scale))
    bias[k] = mean + found[joined.width - 1]
    say(`ridge: output ${k + 1} of ${outputs}`)
  }
  const { words, characters } = NGRAMS
  return { table: { settings: { words, characters }, hashes, idf, weights, bias }, linear }
}
