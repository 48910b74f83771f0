// The most of a sequence that kept its order: what is not in it was moved.

/**
 * The longest strictly rising run (not necessarily next to one another), by patience sorting in n log n.
 * @param values e.g. the new places of things in their old order. @returns indices into `values`, rising.
 */
export const stableSequence = (values: readonly number[]): number[] => {
  /** For each length the index of the lowest value that ends a run so long. */
  const tails: number[] = []
  const before = new Array<number>(values.length)
  values.forEach((value, index) => {
    let low = 0
    for (let high = tails.length; low < high;) {
      const middle = (low + high) >> 1
      if (values[tails[middle]] < value) low = middle + 1
      else high = middle
    }
    before[index] = low > 0 ? tails[low - 1] : -1
    tails[low] = index
  })
  const found: number[] = []
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]) found.push(at)
  return found.reverse()
}
