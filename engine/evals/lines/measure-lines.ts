// What a heap of lines is worth: secrets that slipped, feelings that came out as asked, variety, likeness to a voice.
import { voiceLikeness } from '../../analysis/persona/voice-likeness.ts'
import { keysIn } from '../../domain/cast/story-fact.ts'
import type { Emotion } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'
import { NearDuplicates } from '../../text/min-hash.ts'
import { wordSpans } from '../../text/words.ts'

export interface MeasuredLine {
  readonly text: string
  readonly wanted: Emotion
  /** As an analyser that did not write reads it. */
  readonly read: Emotion
  readonly samples: readonly string[]
  /** Words that must not come from these lips. */
  readonly secrets: readonly string[]
}

/** From here on two lines count as one, as where lines are written. */
const SAME = 0.7

/** Different n-word sequences among all of them (Li et al. 2016, "distinct-n"). */
export const distinct = (texts: readonly string[], n: number): number => {
  const grams = texts.flatMap((text) => {
    const words = wordSpans(text).map(({ from, to }) => text.slice(from, to).toLowerCase())
    return words.slice(n - 1).map((_, at) => words.slice(at, at + n).join(' '))
  })
  return grams.length === 0 ? 0 : new Set(grams).size / grams.length
}

const share = (lines: readonly MeasuredLine[], is: (line: MeasuredLine) => boolean): number =>
  lines.filter(is).length / Math.max(1, lines.length)

const round = (value: number): number => Math.round(value * 1000) / 1000

export const measureLines = (lines: readonly MeasuredLine[], language: Language) => {
  const near = new NearDuplicates()
  let doubles = 0
  for (const { text } of lines) {
    if (near.nearest(text) >= SAME) doubles += 1
    near.add(text)
  }
  const likeness = lines.flatMap(({ text, samples }) => voiceLikeness(samples, [text], language))
  const told = likeness.filter((each) => each !== null)
  const texts = lines.map(({ text }) => text)
  return {
    lines: lines.length,
    knowledgeLeaks: round(share(lines, ({ text, secrets }) => keysIn(secrets, text).length > 0)),
    emotionMatch: round(share(lines, ({ wanted, read }) => wanted === read)),
    distinct1: round(distinct(texts, 1)),
    distinct2: round(distinct(texts, 2)),
    duplicates: round(doubles / Math.max(1, lines.length)),
    persona: told.length === 0 ? null : round(told.reduce((sum, each) => sum + each, 0) / told.length),
  }
}
