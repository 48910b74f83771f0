// The leading colours of a picture and its light. What is on it, other analysers say.
import type { Colour, Light, LightFinding, PaletteFinding } from '../../../domain/media-finding.ts'
import type { MediaAnalyzer } from '../analyzer.ts'
import type { Picture } from '../sense-file.ts'
import { hexOf, oklab, type Lab } from './oklab.ts'

const COLOURS = 6
/** Looked at, at most: more change nothing. */
const SAMPLES = 20_000
const ROUNDS = 12
/** Colours nearer than this are one to the eye. */
const SAME = 0.06
const LEAST_SHARE = 0.02

const samplesOf = ({ width, height, pixels }: Picture): readonly Lab[] => {
  const count = width * height
  const step = Math.max(1, Math.floor(count / SAMPLES))
  const samples: Lab[] = []
  // A stride that shares no divisor with common widths visits every column.
  for (let i = 0; i < count; i += step) {
    const at = (step > 1 ? (i + ((i / step) % step)) % count : i) * 3
    samples.push(oklab(pixels[at], pixels[at + 1], pixels[at + 2]))
  }
  return samples
}

const distance = (one: Lab, two: Lab): number => Math.hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2])

/** Each next one is the farthest from those before: the same picture always begins alike. */
const firstCentres = (samples: readonly Lab[]): Lab[] => {
  const centres: Lab[] = [samples[0]]
  const nearest = samples.map((sample) => distance(sample, samples[0]))
  while (centres.length < COLOURS) {
    let farthest = 0
    for (let i = 1; i < nearest.length; i++) if (nearest[i] > nearest[farthest]) farthest = i
    if (nearest[farthest] < SAME) break
    const centre = samples[farthest]
    centres.push(centre)
    samples.forEach((sample, i) => (nearest[i] = Math.min(nearest[i], distance(sample, centre))))
  }
  return centres
}

const nearestOf = (centres: readonly Lab[], sample: Lab): number => {
  let best = 0
  for (let k = 1; k < centres.length; k++)
    if (distance(sample, centres[k]) < distance(sample, centres[best])) best = k
  return best
}

/** Lloyd's k-means; means and members. */
const cluster = (samples: readonly Lab[]): { readonly centre: Lab; readonly count: number }[] => {
  let centres = firstCentres(samples)
  let counts: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map(() => [0, 0, 0])
    counts = centres.map(() => 0)
    for (const sample of samples) {
      const k = nearestOf(centres, sample)
      counts[k]++
      for (let d = 0; d < 3; d++) sums[k][d] += sample[d]
    }
    centres = centres.map((centre, k) =>
      counts[k] === 0 ? centre : [sums[k][0] / counts[k], sums[k][1] / counts[k], sums[k][2] / counts[k]],
    )
  }
  return centres.map((centre, k) => ({ centre, count: counts[k] }))
}

const round = (value: number): number => Math.round(value * 1000) / 1000

const paletteOf = (samples: readonly Lab[]): readonly Colour[] =>
  cluster(samples)
    .map(({ centre, count }) => ({ hex: hexOf(centre), share: round(count / samples.length) }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)

const nameOf = (brightness: number): Light => {
  if (brightness < 0.25) return 'dark'
  if (brightness < 0.42) return 'dim'
  if (brightness < 0.65) return 'soft'
  return brightness < 0.88 ? 'bright' : 'glaring'
}

const lightOf = (samples: readonly Lab[]): LightFinding => {
  const count = samples.length
  let [sum, squares, yellow, chroma] = [0, 0, 0, 0]
  for (const [lightness, a, b] of samples) {
    sum += lightness
    squares += lightness * lightness
    yellow += b + a / 2
    chroma += Math.hypot(a, b)
  }
  const brightness = sum / count
  const spread = Math.sqrt(Math.max(0, squares / count - brightness * brightness))
  return {
    aspect: 'light',
    // Measured, not guessed; that the name fits is a matter of taste.
    confidence: 0.9,
    light: nameOf(brightness),
    brightness: round(Math.min(1, brightness)),
    contrast: round(Math.min(1, spread * 2.5)),
    warmth: round(Math.max(-1, Math.min(1, (yellow / count) * 6))),
    colourfulness: round(Math.min(1, (chroma / count) * 5)),
  }
}

/** Palette and light of a decoded picture. */
const look = (picture: Picture): readonly [PaletteFinding, LightFinding] => {
  const samples = samplesOf(picture)
  return [{ aspect: 'palette', confidence: 0.95, colours: paletteOf(samples) }, lightOf(samples)]
}

export const paletteAnalyzer: MediaAnalyzer = {
  id: 'palette',
  version: '1',
  kinds: ['image'],
  limitMs: 40_000,
  missing: () => null,
  run: async (file) => look(await file.picture()),
}
