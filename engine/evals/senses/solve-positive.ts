// Solves linear equations whose matrix is symmetric and positive definite, by Cholesky's decomposition.

const dot = (a: Float64Array, b: Float64Array, length: number): number => {
  let [one, two, three, four] = [0, 0, 0, 0]
  let i = 0
  for (; i + 3 < length; i += 4) {
    one += a[i] * b[i]
    two += a[i + 1] * b[i + 1]
    three += a[i + 2] * b[i + 2]
    four += a[i + 3] * b[i + 3]
  }
  for (; i < length; i++) one += a[i] * b[i]
  return one + two + three + four
}

/**
 * @param lower the lower triangle: row i has i + 1 values; it is used up.
 * @param wanted right-hand sides.
 * @param breathe awaited between rows, so that others have their turn; what it throws ends the work.
 * @returns a solution for each. Throws where the matrix is not positive definite.
 */
export const solvePositive = async (
  lower: readonly Float64Array[],
  wanted: readonly Float64Array[],
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly Float64Array[]> => {
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j < i; j++) row[j] = (row[j] - dot(row, lower[j], j)) / lower[j][j]
    const left = row[i] - dot(row, row, i)
    if (!(left > 0)) throw new Error('The matrix is not positive definite.')
    row[i] = Math.sqrt(left)
    await breathe()
  }
  return wanted.map((side) => {
    const solution = side.slice()
    for (let i = 0; i < lower.length; i++)
      solution[i] = (solution[i] - dot(lower[i], solution, i)) / lower[i][i]
    for (let i = lower.length - 1; i >= 0; i--) {
      solution[i] /= lower[i][i]
      for (let j = 0; j < i; j++) solution[j] -= lower[i][j] * solution[i]
    }
    return solution
  })
}
