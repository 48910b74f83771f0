// Logistic regression on a handful of dense columns by Newton's method: for calibration, where exactness is cheap.

/** Solves a · x = b in place for a small symmetric positive matrix, by elimination with pivots. */
const solve = (a: readonly Float64Array[], b: Float64Array): Float64Array => {
  const size = b.length
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(a[row][column]) > Math.abs(a[pivot][column])) pivot = row
    for (let k = 0; k < size; k++) {
      const kept = a[column][k]
      a[column][k] = a[pivot][k]
      a[pivot][k] = kept
    }
    const kept = b[column]
    b[column] = b[pivot]
    b[pivot] = kept
    for (let row = 0; row < size; row++) {
      if (row === column) continue
      const factor = a[row][column] / a[column][column]
      for (let k = column; k < size; k++) a[row][k] -= factor * a[column][k]
      b[row] -= factor * b[column]
    }
  }
  return b.map((value, i) => value / a[i][i])
}

const STEPS = 25

/**
 * Minimises Σ log-loss + ½ Σ pull · (w − start)². The last column should be the constant 1.
 * @param row fills the columns of one row. @returns a weight a column.
 */
export const fitLogistic = (
  count: number,
  row: (i: number, into: Float64Array) => void,
  isTrue: (i: number) => boolean,
  { start, pull }: { readonly start: readonly number[]; readonly pull: readonly number[] },
): Float64Array => {
  const size = start.length
  const weights = Float64Array.from(start)
  const x = new Float64Array(size)
  for (let step = 0; step < STEPS; step++) {
    const gradient = Float64Array.from(weights, (weight, k) => pull[k] * (weight - start[k]))
    const curvature = start.map((_, k) => {
      const line = new Float64Array(size)
      line[k] = pull[k] + 1e-9
      return line
    })
    for (let i = 0; i < count; i++) {
      row(i, x)
      let logit = 0
      for (let k = 0; k < size; k++) logit += weights[k] * x[k]
      const p = 1 / (1 + Math.exp(-logit))
      const error = p - (isTrue(i) ? 1 : 0)
      const slope = p * (1 - p)
      for (let k = 0; k < size; k++) {
        gradient[k] += error * x[k]
        for (let j = 0; j < size; j++) curvature[k][j] += slope * x[k] * x[j]
      }
    }
    const move = solve(curvature, gradient)
    // A first step from far away may be too long: no weight moves by more than 2 at once.
    const scale = Math.min(1, 2 / Math.max(...move.map(Math.abs), 1e-9))
    for (let k = 0; k < size; k++) weights[k] -= scale * move[k]
    if (Math.max(...move.map(Math.abs)) < 1e-6) break
  }
  return weights
}
