// Where somebody seems to speak: loud enough above the quiet of the recording, and voiced now and then. What is said, others hear.
import type { Stretch } from '../../../domain/media-finding.ts'
import { HOP_MS, VOICED_FROM } from './sound-frames.ts'

/** One frame as far as it matters here. */
export interface HeardFrame {
  readonly levelDb: number
  readonly voicing: number
}

/** Above the quiet of the recording. */
const RISE_DB = 9
const SILENCE_DB = -55
/** A breath between words does not end a stretch. */
const LONGEST_PAUSE_MS = 300
const SHORTEST_MS = 200
/** Frames that must be voiced: noise is loud too, and is not. */
const VOICED_SHARE = 0.2

/** The level that a tenth of all frames stay below. */
export const quietOf = (levels: readonly number[]): number => {
  const sorted = Float64Array.from(levels).sort()
  return sorted[Math.floor(sorted.length / 10)] ?? SILENCE_DB
}

/** In order, without overlap. */
export const speechStretches = (frames: readonly HeardFrame[]): readonly Stretch[] => {
  const quiet = quietOf(frames.map(({ levelDb }) => levelDb))
  const loudest = frames.reduce((most, { levelDb }) => Math.max(most, levelDb), -Infinity)
  // A recording without any pause has no quiet of its own: a range below its loudest stands in.
  const threshold = Math.max(SILENCE_DB, Math.min(quiet + RISE_DB, loudest - 25))
  const stretches: { from: number; to: number; voiced: number }[] = []
  frames.forEach(({ levelDb, voicing }, index) => {
    if (levelDb < threshold) return
    const last = stretches.at(-1)
    const voiced = voicing >= VOICED_FROM ? 1 : 0
    if (last && (index - last.to) * HOP_MS <= LONGEST_PAUSE_MS) {
      last.to = index + 1
      last.voiced += voiced
    } else stretches.push({ from: index, to: index + 1, voiced })
  })
  return stretches
    .filter(({ from, to }) => (to - from) * HOP_MS >= SHORTEST_MS)
    .filter(({ from, to, voiced }) => voiced / (to - from) >= VOICED_SHARE)
    .map(({ from, to }) => ({ fromMs: from * HOP_MS, toMs: to * HOP_MS }))
}
