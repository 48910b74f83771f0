// What experiments report: correlations, and how sure one may be of a mean.
import type { Random } from '../nn/seed.ts'

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Pearson's correlation; 0 where one of the two does not vary. */
export const pearson = (a: readonly number[], b: readonly number[]): number => {
  if (a.length !== b.length) throw new RangeError(`${a.length} values cannot be set beside ${b.length}`)
  const [meanA, meanB] = [meanOf(a), meanOf(b)]
  let [product, squaresA, squaresB] = [0, 0, 0]
  a.forEach((value, at) => {
    const [left, right] = [value - meanA, b[at] - meanB]
    product += left * right
    squaresA += left * left
    squaresB += right * right
  })
  const size = Math.sqrt(squaresA * squaresB)
  return size > 1e-12 ? product / size : 0
}

const RESAMPLES = 2000

/** A figure over groups, and its 95 % interval by drawing the groups anew (Efron's percentile bootstrap). */
export const withInterval = <Group>(
  groups: readonly Group[],
  figure: (drawn: readonly Group[]) => number,
  random: Random,
): { readonly value: number; readonly interval: readonly [number, number] } => {
  const draws = Array.from({ length: RESAMPLES }, () =>
    figure(groups.map(() => groups[random.integer(groups.length)])),
  ).toSorted((a, b) => a - b)
  const at = (share: number): number => draws[Math.floor(share * (RESAMPLES - 1))]
  return { value: figure(groups), interval: [at(0.025), at(0.975)] }
}
