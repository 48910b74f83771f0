// Where a series changes its level: the turns of a story. What a turn means to a writer is not its concern.

/** One value a paragraph, each with its words. */
export interface Series {
  readonly values: readonly number[]
  readonly words: readonly number[]
}

export interface ChangePoint {
  /** Index of the first value after the change. */
  readonly index: number
  /** Mean level of the stretch before and of the stretch after. */
  readonly before: number
  readonly after: number
}

export interface ChangePointOptions {
  /** No stretch has fewer words. */
  readonly minWords: number
  /** In units of variance × ln n: higher finds fewer. */
  readonly penalty?: number
}

/** Twice the price of one level and one place (Yao 1988), because the feelings of neighbouring paragraphs go together. */
const PENALTY = 4

/** Variance of the values around their own level, from differences of neighbours (von Neumann 1941). */
const noiseOf = (values: readonly number[]): number => {
  let sum = 0
  for (let i = 1; i < values.length; i++) sum += (values[i] - values[i - 1]) ** 2
  return values.length > 1 ? sum / (2 * (values.length - 1)) : 0
}

/**
 * PELT (Killick, Fearnhead & Eckley 2012) for changes of the mean under squared error, words as weights: the exact
 * optimum of cost + penalty per change. Candidates that can never win again are dropped, at the earliest `minWords`
 * after they lost, so that the least length does not spoil the optimum.
 */
export const changePoints = (
  { values, words }: Series,
  { minWords, penalty = PENALTY }: ChangePointOptions,
): readonly ChangePoint[] => {
  const count = values.length
  const noise = noiseOf(values)
  // Without any difference between neighbours there is nothing to find.
  if (count < 4 || noise === 0) return []
  const meanWords = words.reduce((sum, value) => sum + value, 0) / count
  const [mass, load, power, place] = [0, 1, 2, 3].map(() => new Float64Array(count + 1))
  for (let i = 0; i < count; i++) {
    const weight = words[i] / meanWords
    mass[i + 1] = mass[i] + weight
    load[i + 1] = load[i] + weight * values[i]
    power[i + 1] = power[i] + weight * values[i] ** 2
    place[i + 1] = place[i] + words[i]
  }
  const cost = (from: number, to: number): number => {
    const weight = mass[to] - mass[from]
    return weight > 0 ? power[to] - power[from] - (load[to] - load[from]) ** 2 / weight : 0
  }
  const price = penalty * noise * Math.log(count)
  const best = new Float64Array(count + 1).fill(Infinity)
  const previous = new Int32Array(count + 1)
  best[0] = -price
  let candidates: { readonly at: number; lostAt: number }[] = []
  for (let end = 1; end <= count; end++) {
    candidates.push({ at: end - 1, lostAt: Infinity })
    candidates = candidates.filter(({ lostAt }) => place[end] - lostAt < minWords)
    for (const candidate of candidates) {
      if (place[end] - place[candidate.at] < minWords) continue
      const total = best[candidate.at] + cost(candidate.at, end) + price
      if (total < best[end]) {
        best[end] = total
        previous[end] = candidate.at
      }
    }
    for (const candidate of candidates)
      if (
        candidate.lostAt === Infinity &&
        best[end] < Infinity &&
        best[candidate.at] + cost(candidate.at, end) > best[end]
      )
        candidate.lostAt = place[end]
  }
  if (best[count] === Infinity) return []
  const starts: number[] = []
  for (let end = count; end > 0; end = previous[end]) starts.unshift(previous[end])
  const level = (from: number, to: number): number => (load[to] - load[from]) / (mass[to] - mass[from])
  return starts.slice(1).map((index, i) => ({
    index,
    before: level(starts[i], index),
    after: level(index, starts[i + 2] ?? count),
  }))
}
