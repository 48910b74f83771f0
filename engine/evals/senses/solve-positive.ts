// Solves linear equations whose matrix is symmetric and positive definite, by Cholesky's decomposition in tiles of four by four: each
// number that is read serves four products, or thousands of equations would wait for memory.

export const TILE = 4

/** Numbers in rows of one length, row after row; rows and length are multiples of TILE, what is over is 0. */
export interface Table {
  readonly values: Float64Array
  readonly width: number
}

export const upToTile = (count: number): number => TILE * Math.ceil(count / TILE)

export const tableOf = (rows: number, width: number): Table => ({
  values: new Float64Array(upToTile(rows) * upToTile(width)),
  width: upToTile(width),
})

/** The products of four rows from `i` on with four from `j` on, over their first `length` numbers. @param sums [16] */
export const tileProducts = (
  { values, width }: Table,
  i: number,
  j: number,
  length: number,
  sums: Float64Array,
): void => {
  sums.fill(0)
  const [c, d, e, f] = [j * width, (j + 1) * width, (j + 2) * width, (j + 3) * width]
  // Two rows at a time: eight sums are as many as a processor keeps at hand. Taken apart as arrays they cost five times the time.
  for (let row = 0; row < TILE; row += 2) {
    const a = (i + row) * width
    const b = a + width
    let ac = 0
    let ad = 0
    let ae = 0
    let af = 0
    let bc = 0
    let bd = 0
    let be = 0
    let bf = 0
    for (let k = 0; k < length; k++) {
      const x = values[a + k]
      const y = values[b + k]
      const z = values[c + k]
      ac += x * z
      bc += y * z
      const u = values[d + k]
      ad += x * u
      bd += y * u
      const v = values[e + k]
      ae += x * v
      be += y * v
      const w = values[f + k]
      af += x * w
      bf += y * w
    }
    sums.set([ac, ad, ae, af, bc, bd, be, bf], row * TILE)
  }
}

/** In place. Row by row of tiles; the tiles to the left and above are done. */
const decompose = async (lower: Table, size: number, breathe: () => Promise<void>): Promise<void> => {
  const { values, width } = lower
  const sums = new Float64Array(TILE * TILE)
  for (let i = 0; i < size; i += TILE) {
    for (let j = 0; j <= i; j += TILE) {
      tileProducts(lower, i, j, j, sums)
      for (let r = 0; r < TILE && i + r < size; r++)
        for (let c = 0; c < TILE && j + c <= i + r && j + c < size; c++) {
          const [row, other] = [(i + r) * width, (j + c) * width]
          let left = values[row + j + c] - sums[r * TILE + c]
          for (let k = j; k < j + c; k++) left -= values[row + k] * values[other + k]
          const isDiagonal = i + r === j + c
          if (isDiagonal && !(left > 0)) throw new Error('The matrix is not positive definite.')
          values[row + j + c] = isDiagonal ? Math.sqrt(left) : left / values[other + j + c]
        }
    }
    await breathe()
  }
}

/**
 * @param lower its lower triangle counts; it is used up.
 * @param size how many equations.
 * @param wanted right-hand sides.
 * @param breathe awaited between rows, so that others have their turn; what it throws ends the work.
 * @returns a solution for each. Throws where the matrix is not positive definite.
 */
export const solvePositive = async (
  lower: Table,
  size: number,
  wanted: readonly Float64Array[],
  breathe: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly Float64Array[]> => {
  await decompose(lower, size, breathe)
  const { values, width } = lower
  return wanted.map((side) => {
    const solution = side.slice()
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < i; k++) solution[i] -= values[i * width + k] * solution[k]
      solution[i] /= values[i * width + i]
    }
    for (let i = size - 1; i >= 0; i--) {
      solution[i] /= values[i * width + i]
      for (let k = 0; k < i; k++) solution[k] -= values[i * width + k] * solution[i]
    }
    return solution
  })
}
