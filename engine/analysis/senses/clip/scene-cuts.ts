// Where one scene of a clip ends and the next begins, told from very small pictures: hard cuts stand out from what moves around
// them, slow ones from what was there a second before. What is seen in a scene, others say.
import type { Sample } from './clip.ts'

export interface Scene {
  readonly fromMs: number
  readonly toMs: number
  /** The moment that is most like the whole scene. */
  readonly keyMs: number
}

const BINS = 4
/** Differences are 0 … 1. */
const CUT_FROM = 0.12
const CUT_OVER_MOTION = 3
const SLOW_FROM = 0.3
/** Before and after a slow cut hardly anything moves. */
const SLOW_REST = 0.06
const SLOW_MS = 1000
/** At least so many steps of a slow cut are more than this share of its largest: one or two are hard cuts. */
const SLOW_STEPS = 3
const SLOW_EVEN = 0.2
const SHORTEST_MS = 500
/** Samples on either side that tell how much moves anyway. */
const AROUND = 8
const MOST_SCENES = 60

/** Shares of colours, each channel in BINS steps. */
const coloursOf = ({ pixels }: Sample): Float32Array => {
  const shares = new Float32Array(BINS ** 3)
  const step = 256 / BINS
  const one = 3 / pixels.length
  for (let i = 0; i < pixels.length; i += 3) {
    const [r, g, b] = [pixels[i], pixels[i + 1], pixels[i + 2]].map((value) => Math.floor(value / step))
    shares[(r * BINS + g) * BINS + b] += one
  }
  return shares
}

interface Known {
  readonly sample: Sample
  readonly colours: Float32Array
}

/** Half where the colours lie, half how many of them there are: neither a pan nor a flash alone is a cut. */
const differenceOf = (one: Known, two: Known): number => {
  const [a, b] = [one.sample.pixels, two.sample.pixels]
  let [places, amounts] = [0, 0]
  for (let i = 0; i < a.length; i++) places += Math.abs(a[i] - b[i])
  for (let k = 0; k < one.colours.length; k++) amounts += Math.abs(one.colours[k] - two.colours[k])
  return 0.5 * Math.min(1, places / a.length / 96) + 0.25 * amounts
}

const median = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.toSorted((a, b) => a - b)[values.length >> 1]

interface Cut {
  /** The first sample of the new scene. */
  readonly at: number
  readonly strength: number
}

const hardCuts = (steps: readonly number[]): readonly Cut[] =>
  steps.flatMap((step, at) => {
    if (at === 0 || step < CUT_FROM) return []
    const around = [...steps.slice(Math.max(1, at - AROUND), at), ...steps.slice(at + 1, at + 1 + AROUND)]
    const isHighest = (steps[at - 1] ?? 0) <= step && (steps[at + 1] ?? 0) < step
    return isHighest && step > CUT_OVER_MOTION * median(around) ? [{ at, strength: step }] : []
  })

/** @param span samples that a slow cut may take. */
const slowCuts = (known: readonly Known[], steps: readonly number[], span: number): readonly Cut[] => {
  if (span < 2) return []
  const far = known.map((each, at) => (at < span ? 0 : differenceOf(known[at - span], each)))
  return far.flatMap((difference, at) => {
    if (difference < SLOW_FROM) return []
    const near = far.slice(Math.max(0, at - span), at + span + 1)
    if (near.some((other) => other > difference) || far[at - 1] === difference) return []
    // Within the span one thing becomes another little by little; beyond it, both rest.
    const within = steps.slice(at - span + 1, at + 1)
    const most = Math.max(...within)
    if (most > difference * 0.8 || within.filter((step) => step > most * SLOW_EVEN).length < SLOW_STEPS)
      return []
    const before = median(steps.slice(Math.max(1, at - 2 * span), at - span + 1))
    const after = median(steps.slice(at + 1, at + 1 + span))
    return before < SLOW_REST && after < SLOW_REST ? [{ at: at - (span >> 1), strength: difference }] : []
  })
}

/** Cuts too near to each other are one, the stronger; of very many the strongest stay. In order. */
const chosen = (cuts: readonly Cut[], known: readonly Known[]): readonly number[] => {
  const kept: Cut[] = []
  const timeOf = (at: number): number => known[at].sample.atMs
  for (const cut of cuts.toSorted((a, b) => b.strength - a.strength)) {
    if (kept.length >= MOST_SCENES - 1) break
    const isFree = kept.every((other) => Math.abs(timeOf(other.at) - timeOf(cut.at)) >= SHORTEST_MS)
    if (isFree && timeOf(cut.at) >= SHORTEST_MS) kept.push(cut)
  }
  return kept.map(({ at }) => at).toSorted((a, b) => a - b)
}

/** The sample nearest to the mean of its scene, its very edges left out where there is more. */
const keyOf = (scene: readonly Known[]): number => {
  const edge = Math.min(2, Math.floor((scene.length - 1) / 2))
  const inside = scene.slice(edge, scene.length - edge)
  const mean = new Float64Array(inside[0].sample.pixels.length)
  for (const { sample } of inside)
    for (let i = 0; i < mean.length; i++) mean[i] += sample.pixels[i] / inside.length
  const distances = inside.map(({ sample }) =>
    mean.reduce((sum, value, i) => sum + Math.abs(value - sample.pixels[i]), 0),
  )
  return inside[distances.indexOf(Math.min(...distances))].sample.atMs
}

/** In order, without gaps, from 0 to the end. Empty without samples. @param samples at even steps. */
export const scenesOf = (samples: readonly Sample[], durationMs: number): readonly Scene[] => {
  const known = samples.map((sample) => ({ sample, colours: coloursOf(sample) }))
  if (known.length === 0) return []
  const steps = known.map((each, at) => (at === 0 ? 0 : differenceOf(known[at - 1], each)))
  const stepMs =
    known.length > 1 ? (known.at(-1)!.sample.atMs - known[0].sample.atMs) / (known.length - 1) : 0
  const span = stepMs > 0 ? Math.round(SLOW_MS / stepMs) : 0
  const slow = slowCuts(known, steps, span)
  // Colours that leave one bin after another make single steps of a fade stand out: they are no cuts of their own.
  const hard = hardCuts(steps).filter((cut) => !slow.some(({ at }) => Math.abs(at - cut.at) <= span))
  const begins = [0, ...chosen([...hard, ...slow], known)]
  return begins.map((begin, index) => {
    const end = begins[index + 1] ?? known.length
    const last = known[end]?.sample.atMs
    return {
      fromMs: index === 0 ? 0 : known[begin].sample.atMs,
      toMs: Math.max(last ?? durationMs, known[begin].sample.atMs),
      keyMs: keyOf(known.slice(begin, end)),
    }
  })
}
