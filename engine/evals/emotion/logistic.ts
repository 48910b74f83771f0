// L2-regularised logistic regression on sparse rows by dual coordinate descent (Yu, Huang & Lin 2011, Machine Learning 85).
// What the rows mean, and how they are weighted, is the caller's.
import type { Random } from '../../nn/seed.ts'

/** Rows in one run of memory: row i holds `columns` and `values` from starts[i] to starts[i + 1]. */
export interface SparseRows {
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
  readonly width: number
}

export interface LogisticOptions {
  /** Weight of one row's loss against half the squared norm of the weights. */
  readonly cost: number
  readonly epochs: number
  readonly random: Random
  /** A factor a column: the regression sees values · scale. */
  readonly scale?: Float32Array
  /** A weight a row, 1 without. */
  readonly rowWeights?: Float32Array
}

/** By columns of the unscaled rows; the logit of a row is bias + Σ weight · value. */
export interface LogisticModel {
  readonly weights: Float64Array
  readonly bias: number
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const STEPS = 30
const CLOSE_ENOUGH = 1e-3

/** The t where square · (limit · σ(t) − dual) + margin + t, which only rises, is 0: Newton's steps inside a bracket. */
const solve = (
  start: number,
  { square, limit, dual, margin }: Readonly<Record<'square' | 'limit' | 'dual' | 'margin', number>>,
): number => {
  let low = square * (dual - limit) - margin
  let high = square * dual - margin
  let t = start > low && start < high ? start : (low + high) / 2
  for (let step = 0; step < STEPS; step++) {
    const s = sigmoid(t)
    const error = square * (limit * s - dual) + margin + t
    if (Math.abs(error) < CLOSE_ENOUGH) break
    if (error > 0) high = t
    else low = t
    t -= error / (square * limit * s * (1 - s) + 1)
    if (t <= low || t >= high) t = (low + high) / 2
  }
  return t
}

/** @param isTrue a byte a row. */
export const trainLogistic = (
  rows: SparseRows,
  isTrue: Uint8Array,
  { cost, epochs, random, scale, rowWeights }: LogisticOptions,
): LogisticModel => {
  const { starts, columns, width } = rows
  const count = starts.length - 1
  const values = scale ? Float32Array.from(rows.values, (value, i) => value * scale[columns[i]]) : rows.values
  const weights = new Float64Array(width)
  let bias = 0
  const logits = new Float64Array(count)
  const squares = new Float64Array(count).fill(1)
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = 0; i < count; i++) {
    for (let at = starts[i]; at < starts[i + 1]; at++) squares[i] += values[at] * values[at]
  }
  // Each dual variable is cost · sigmoid(logit); the first epoch starts from nearly nothing, as the weights do.
  const duals = new Float64Array(count)
  logits.fill(-8)
  for (let epoch = 0; epoch < epochs; epoch++) {
    let largest = 0
    for (const i of random.shuffle(order)) {
      const sign = isTrue[i] === 1 ? 1 : -1
      const limit = cost * (rowWeights ? rowWeights[i] : 1)
      if (limit === 0) continue
      let margin = bias
      for (let at = starts[i]; at < starts[i + 1]; at++) margin += weights[columns[at]] * values[at]
      margin *= sign
      const t = solve(logits[i], { square: squares[i], limit, dual: duals[i], margin })
      const dual = limit * sigmoid(t)
      const change = (dual - duals[i]) * sign
      if (change !== 0) {
        for (let at = starts[i]; at < starts[i + 1]; at++) weights[columns[at]] += change * values[at]
        bias += change
      }
      largest = Math.max(largest, Math.abs(change) / limit)
      duals[i] = dual
      logits[i] = t
    }
    if (largest < 0.01) break
  }
  if (scale) for (let column = 0; column < width; column++) weights[column] *= scale[column]
  return { weights, bias }
}
