// The line of a voice's pitch: of each frame's candidates those that together make the smoothest line (Boersma 1993; Viterbi 1967).
import { SAMPLE_RATE } from '../resampler.ts'

const SHORTEST_LAG = Math.floor(SAMPLE_RATE / 500)
const LONGEST_LAG = Math.ceil(SAMPLE_RATE / 65)
const CANDIDATES = 6
/** What a frame without voice is worth; candidates are worth their likeness. */
const UNVOICED = 0.45
/** More, where it is so quiet that nobody speaks. */
const SILENT = 0.5
const SILENT_DB = 35
/** Of an octave's leap, of a voice that sets in or ends, and of each octave below the highest pitch. */
const LEAP_COST = 0.5
const CHANGE_COST = 0.14
const OCTAVE_COST = 0.015

export interface PitchPoint {
  readonly isVoiced: boolean
  /** 0 where nothing is voiced. */
  readonly hz: number
  /** 0 … 1: how regular the sound is. */
  readonly voicing: number
}

interface Candidate {
  /** Octaves above 1 Hz; null without voice. */
  readonly octave: number | null
  readonly likeness: number
  readonly worth: number
}

const peaksOf = (correlation: Float64Array): readonly Candidate[] => {
  const found: Candidate[] = []
  for (let lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag++) {
    const [left, here, right] = [correlation[lag - 1], correlation[lag], correlation[lag + 1]]
    if (here <= 0 || here < left || here < right) continue
    const bend = left - 2 * here + right
    const shift = bend < -1e-6 ? Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / bend)) : 0
    const octave = Math.log2(SAMPLE_RATE / (lag + shift))
    found.push({ octave, likeness: here, worth: here - OCTAVE_COST * Math.log2(lag / SHORTEST_LAG) })
  }
  return found.toSorted((a, b) => b.worth - a.worth).slice(0, CANDIDATES)
}

const costOf = (before: Candidate, after: Candidate): number => {
  if (before.octave === null || after.octave === null) return before.octave === after.octave ? 0 : CHANGE_COST
  return LEAP_COST * Math.abs(before.octave - after.octave)
}

/**
 * @param correlations of each frame, null where there is nothing to hear.
 * @param levelsDb of the same frames.
 */
export const trackPitch = (
  correlations: readonly (Float64Array | null)[],
  levelsDb: ArrayLike<number>,
): readonly PitchPoint[] => {
  let loudest = -Infinity
  for (let i = 0; i < levelsDb.length; i++) loudest = Math.max(loudest, levelsDb[i])
  const choices = correlations.map((correlation, i): readonly Candidate[] => {
    const peaks = correlation ? peaksOf(correlation) : []
    const worth = UNVOICED + (levelsDb[i] < loudest - SILENT_DB ? SILENT : 0)
    const likeness = Math.max(0, ...peaks.map((peak) => peak.likeness))
    return [...peaks, { octave: null, likeness, worth }]
  })
  const origins: number[][] = []
  let sums: readonly number[] = choices[0]?.map(({ worth }) => worth) ?? []
  for (let i = 1; i < choices.length; i++) {
    const from: number[] = []
    const before = sums
    sums = choices[i].map((candidate) => {
      let [best, origin] = [-Infinity, 0]
      choices[i - 1].forEach((other, k) => {
        const sum = before[k] - costOf(other, candidate)
        if (sum > best) [best, origin] = [sum, k]
      })
      from.push(origin)
      return best + candidate.worth
    })
    origins.push(from)
  }
  const line: PitchPoint[] = []
  let at = sums.indexOf(Math.max(...sums))
  for (let i = choices.length - 1; i >= 0; i--) {
    const { octave, likeness } = choices[i][at]
    const voicing = Math.max(0, Math.min(1, likeness))
    line.push({ isVoiced: octave !== null, hz: octave === null ? 0 : 2 ** octave, voicing })
    at = origins[i - 1]?.[at] ?? 0
  }
  return line.reverse()
}
