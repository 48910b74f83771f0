// From the raw logits of a model's parts to probabilities that can be believed: blend, thresholds, and their error.
import { EKMAN_AT, OUTPUTS } from '../../analysis/emotion/labels.ts'
import type { ModelDescription } from '../../analysis/emotion/model-description.ts'
import { fitLogistic } from './small-regression.ts'

/** What the parts said of held-out texts, and what is true of them. */
export interface Judged {
  /** A part's logits [texts, OUTPUTS]. */
  readonly parts: readonly Float32Array[]
  /** [texts, OUTPUTS] of 0 and 1. */
  readonly truth: Uint8Array
  /** Which texts to look at. */
  readonly rows: readonly number[]
}

export type Calibration = Pick<ModelDescription, 'blend' | 'thresholds'>

/** How strongly a part's weight is drawn to the common one: a rare label has few texts to choose by. */
const PULL = 6
const BINS = 15

const blendFor = ({ parts, truth, rows }: Judged, output: number): { weights: number[]; offset: number } => {
  const count = parts.length
  const start = [...new Array<number>(count).fill(1 / count), 0]
  const pull = [...new Array<number>(count).fill(PULL), 1e-3]
  const fitted = fitLogistic(
    rows.length,
    (i, x) => {
      for (let part = 0; part < count; part++) x[part] = parts[part][rows[i] * OUTPUTS + output]
      x[count] = 1
    },
    (i) => truth[rows[i] * OUTPUTS + output] === 1,
    { start, pull },
  )
  return { weights: [...fitted.subarray(0, count)], offset: fitted[count] }
}

/** Probabilities [texts, OUTPUTS] of all texts, looked at or not. */
export const probabilities = (
  parts: readonly Float32Array[],
  { weights, offset }: ModelDescription['blend'],
) =>
  Float64Array.from({ length: parts[0].length }, (_, at) => {
    const output = at % OUTPUTS
    let logit = offset[output]
    parts.forEach((part, i) => (logit += weights[i][output] * part[at]))
    return 1 / (1 + Math.exp(-logit))
  })

/** Where F1 is best, half by what is true and half by what the probabilities expect: less given to chance than either. */
const thresholdFor = (p: Float64Array, { truth, rows }: Judged, output: number): number => {
  const sorted = rows
    .map((row) => ({ p: p[row * OUTPUTS + output], true: truth[row * OUTPUTS + output] }))
    .sort((a, b) => b.p - a.p)
  const total = sorted.reduce((sum, each) => sum + (each.true + each.p) / 2, 0)
  let [hits, best, threshold] = [0, 0, 0.5]
  sorted.forEach((each, i) => {
    hits += (each.true + each.p) / 2
    const score = (2 * hits) / (i + 1 + total)
    if (score > best) [best, threshold] = [score, (each.p + (sorted[i + 1]?.p ?? 0)) / 2]
  })
  return threshold
}

/** Expected calibration error (Guo et al. 2017) of pairs of confidence and whether it was right. */
export const calibrationError = (
  pairs: readonly { readonly p: number; readonly isRight: boolean }[],
): number => {
  const bins = Array.from({ length: BINS }, () => ({ p: 0, right: 0 }))
  for (const { p, isRight } of pairs) {
    const bin = bins[Math.min(BINS - 1, Math.floor(p * BINS))]
    bin.p += p
    bin.right += isRight ? 1 : 0
  }
  return bins.reduce((sum, { p, right }) => sum + Math.abs(p - right), 0) / Math.max(1, pairs.length)
}

export const calibrate = (judged: Judged): Calibration => {
  const fitted = Array.from({ length: OUTPUTS }, (_, output) => blendFor(judged, output))
  const blend = {
    weights: judged.parts.map((_, part) => fitted.map(({ weights }) => weights[part])),
    offset: fitted.map(({ offset }) => offset),
  }
  const p = probabilities(judged.parts, blend)
  return {
    blend,
    thresholds: Array.from({ length: OUTPUTS }, (_, output) => thresholdFor(p, judged, output)),
  }
}

export interface CalibrationReport {
  /** Mean over labels of F1 at the thresholds. */
  readonly fineF1: number
  readonly ekmanF1: number
  /** Mean over labels of each label's own error. */
  readonly fineError: number
  readonly ekmanError: number
}

/** Each half is judged with what the other half taught: no text helps to set its own threshold. */
export const crossFitted = ({ parts, truth, rows }: Judged): CalibrationReport => {
  const halves = [0, 1].map((half) => rows.filter((_, i) => i % 2 === half))
  const counts = Array.from({ length: OUTPUTS }, () => ({ hit: 0, given: 0, true: 0 }))
  const pairs = counts.map((): { p: number; isRight: boolean }[] => [])
  halves.forEach((own, half) => {
    const { blend, thresholds } = calibrate({ parts, truth, rows: halves[1 - half] })
    const p = probabilities(parts, blend)
    for (const row of own)
      for (let k = 0; k < OUTPUTS; k++) {
        const at = row * OUTPUTS + k
        const isRight = truth[at] === 1
        const isGiven = p[at] >= thresholds[k]
        counts[k].hit += isRight && isGiven ? 1 : 0
        counts[k].given += isGiven ? 1 : 0
        counts[k].true += isRight ? 1 : 0
        pairs[k].push({ p: p[at], isRight })
      }
  })
  const f1 = counts.map(({ hit, given, true: all }) => (given + all === 0 ? 0 : (2 * hit) / (given + all)))
  const errors = pairs.map(calibrationError)
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
  return {
    fineF1: mean(f1.slice(0, EKMAN_AT)),
    ekmanF1: mean(f1.slice(EKMAN_AT)),
    fineError: mean(errors.slice(0, EKMAN_AT)),
    ekmanError: mean(errors.slice(EKMAN_AT)),
  }
}
