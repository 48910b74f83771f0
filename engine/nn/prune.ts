// Magnitude pruning: the smallest weights of every matrix become zero; Han et al. 2015, arXiv 1506.02626.
import type { WeightTensor } from './weights.ts'

/** @param share of each float matrix that becomes zero, 0 … 1; vectors (gains, biases) stay whole */
export function pruneWeights(
  tensors: ReadonlyMap<string, WeightTensor>,
  share: number,
): Map<string, WeightTensor> {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`The pruned share is between 0 and 1, not ${share}`)
  const pruned = new Map<string, WeightTensor>()
  for (const [name, tensor] of tensors) {
    const { dtype, shape, data } = tensor
    if (dtype !== 'float32' || shape.length !== 2) {
      pruned.set(name, tensor)
      continue
    }
    // Places by size, so that exactly the share goes even where sizes are equal.
    const order = Uint32Array.from(data, (_, i) => i).sort((a, b) => Math.abs(data[a]) - Math.abs(data[b]))
    const kept = Float32Array.from(data)
    for (const place of order.subarray(0, Math.round(share * data.length))) kept[place] = 0
    pruned.set(name, { dtype, shape, data: kept })
  }
  return pruned
}
