// From many samples to the few handles a writer can hold: what is drawn freehand or copied from a text becomes a target.
import { targetAt, type CurvePoint } from './curve.ts'

const ROUND = 1000
const round = (value: number): number => Math.round(value * ROUND) / ROUND

/**
 * Handles whose curve stays within `tolerance` of every sample, or as close as `most` handles get: begins with the two
 * ends and adds the sample that is farthest off until none is.
 * @param samples with increasing x, 0 … 1.
 */
export const simplifyCurve = (
  samples: readonly CurvePoint[],
  tolerance: number,
  most: number,
): readonly CurvePoint[] => {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last) return []
  const handles = first === last ? [first] : [first, last]
  while (handles.length < Math.min(most, samples.length)) {
    let worst = tolerance
    let farthest: CurvePoint | null = null
    for (const sample of samples) {
      const off = Math.abs(sample.y - targetAt(handles, sample.x)!)
      if (off > worst) [worst, farthest] = [off, sample]
    }
    if (!farthest || handles.includes(farthest)) break
    handles.push(farthest)
    handles.sort((a, b) => a.x - b.x)
  }
  return handles.map(({ x, y }) => ({ x: round(x), y: round(y) }))
}
