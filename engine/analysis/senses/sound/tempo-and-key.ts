// The beat and the key of music, from how its spectrum rises and which notes it is made of.

const NOTES = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'] as const

/** How well each degree fits a key (Krumhansl & Kessler 1982). */
const MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88] as const
const MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17] as const

const SLOWEST = 50
const FASTEST = 200
const LIKELIEST = 115
/** Octaves around the likeliest tempo. */
const SPREAD = 0.9

export interface Beat {
  /** Beats a minute. */
  readonly tempo: number
  /** 0 … 1: how regular it is. */
  readonly strength: number
}

/** @param rises how much louder each frame is than the one before, in any unit. @returns null where nothing repeats. */
export const beatOf = (rises: readonly number[], framesPerSecond: number): Beat | null => {
  const mean = rises.reduce((sum, rise) => sum + rise, 0) / (rises.length || 1)
  const centred = rises.map((rise) => rise - mean)
  const energy = centred.reduce((sum, value) => sum + value * value, 0)
  if (!(energy > 0)) return null
  let [best, strength, bestScore] = [0, 0, 0]
  for (let tempo = SLOWEST; tempo <= FASTEST; tempo++) {
    const lag = (60 * framesPerSecond) / tempo
    if (lag * 4 > centred.length) continue
    // Beats two and four apart must agree too: that tells a beat from a coincidence.
    let sum = 0
    for (const times of [1, 2, 4]) {
      const shift = Math.round(lag * times)
      let product = 0
      for (let i = shift; i < centred.length; i++) product += centred[i] * centred[i - shift]
      sum += (product * centred.length) / (centred.length - shift) / energy / 3
    }
    const score = sum * Math.exp(-0.5 * (Math.log2(tempo / LIKELIEST) / SPREAD) ** 2)
    if (score <= bestScore) continue
    bestScore = score
    best = tempo
    strength = sum
  }
  return best === 0 ? null : { tempo: best, strength: Math.max(0, Math.min(1, strength)) }
}

const correlation = (one: readonly number[], two: readonly number[], shift: number): number => {
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length
  const [a, b] = [mean(one), mean(two)]
  let [product, first, second] = [0, 0, 0]
  for (let i = 0; i < 12; i++) {
    const [x, y] = [one[(i + shift) % 12] - a, two[i] - b]
    product += x * y
    first += x * x
    second += y * y
  }
  return product / (Math.sqrt(first * second) || 1)
}

export interface Key {
  readonly name: string
  readonly isMinor: boolean
  /** −1 … 1. */
  readonly fit: number
}

/** @param chroma how much of each of the twelve notes there is, from C. */
export const keyOf = (chroma: readonly number[]): Key => {
  const all = NOTES.flatMap((note, shift) => [
    { name: `${note} major`, isMinor: false, fit: correlation(chroma, MAJOR, shift) },
    { name: `${note} minor`, isMinor: true, fit: correlation(chroma, MINOR, shift) },
  ])
  return all.reduce((best, key) => (key.fit > best.fit ? key : best))
}
