// What a course of numbers says as a whole: where it lies, how it spreads, leans, rises and moves (after Eyben et al. 2016).

/** Values between neighbours are drawn straight. */
export const percentile = (ordered: Float64Array, share: number): number => {
  if (ordered.length === 0) return 0
  const at = share * (ordered.length - 1)
  const low = Math.floor(at)
  return ordered[low] + (at - low) * (ordered[Math.min(ordered.length - 1, low + 1)] - ordered[low])
}

export const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return values.length > 0 ? sum / values.length : 0
}

export const deviationOf = (values: ArrayLike<number>): number => {
  const mean = meanOf(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] - mean) ** 2
  return values.length > 0 ? Math.sqrt(sum / values.length) : 0
}

/** Mean, deviation, five percentiles and two ranges. */
export const spreadOf = (values: Float64Array): readonly number[] => {
  const ordered = values.toSorted()
  const marks = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => percentile(ordered, share))
  return [meanOf(values), deviationOf(values), ...marks, marks[3] - marks[1], marks[4] - marks[0]]
}

const TINY = 1e-9

/** Beside the spread: skewness, kurtosis, slope and bend over the time of −1 … 1, what a line leaves over, share above the mean. */
export const shapeOf = (values: Float64Array): readonly number[] => {
  const [mean, deviation, count] = [meanOf(values), deviationOf(values) + TINY, values.length]
  if (count < 3) return [0, 0, 0, 0, 0, 0]
  let [skew, kurtosis, slope, bend, above] = [0, 0, 0, 0, 0]
  let [time2, bow2] = [0, 0]
  const time = (i: number): number => (2 * i) / (count - 1) - 1
  for (let i = 0; i < count; i++) time2 += time(i) ** 2 / count
  for (let i = 0; i < count; i++) {
    const z = (values[i] - mean) / deviation
    const bow = time(i) ** 2 - time2
    skew += z ** 3 / count
    kurtosis += z ** 4 / count
    slope += (values[i] * time(i)) / count
    bend += (values[i] * bow) / count
    bow2 += bow ** 2 / count
    if (values[i] > mean) above += 1 / count
  }
  slope /= time2
  const left = deviationOf(Float64Array.from(values, (value, i) => value - mean - slope * time(i)))
  return [
    Math.max(-4, Math.min(4, skew)),
    Math.max(-3, Math.min(8, kurtosis - 3)),
    slope,
    bend / (bow2 + TINY),
    left,
    above,
  ]
}

/** Of the steps of a course: how far they spread, how large they are, up and down, and at their most. */
export const motionOf = (steps: Float64Array): readonly number[] => {
  const up = steps.filter((step) => step > 0)
  const down = steps.filter((step) => step < 0)
  const ordered = steps.toSorted()
  return [
    deviationOf(steps),
    meanOf(steps.map(Math.abs)),
    meanOf(up),
    meanOf(down),
    percentile(ordered, 0.05),
    percentile(ordered, 0.95),
  ]
}
