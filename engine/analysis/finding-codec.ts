// Findings as the project file keeps them: compact rows of JSON. Where they are stored is the finding repository's.
import { EMOTIONS, type SentenceFeeling } from '../domain/emotion.ts'
import type { PassageFinding } from './analyze-passages.ts'

const FIELDS = 5 + EMOTIONS.length

/** One row a sentence: from, to, valence, arousal, confidence, mix. */
export const encodeFinding = ({ sentences }: PassageFinding): string =>
  JSON.stringify(
    sentences.map(({ from, to, valence, arousal, confidence, mix }) => [
      from,
      to,
      valence,
      arousal,
      confidence,
      ...mix,
    ]),
  )

const toSentence = (row: unknown): SentenceFeeling | null => {
  if (!Array.isArray(row) || row.length !== FIELDS || !row.every(Number.isFinite)) return null
  const [from, to, valence, arousal, confidence, ...mix] = row as number[]
  const emotion = EMOTIONS[mix.indexOf(Math.max(...mix))]
  return { from: from, to: to, valence: valence, arousal: arousal, emotion, confidence: confidence, mix }
}

/** Null when the payload is not what `encodeFinding` writes: the caller analyses again. */
export const decodeFinding = (payload: string): PassageFinding | null => {
  try {
    const rows: unknown = JSON.parse(payload)
    if (!Array.isArray(rows)) return null
    const sentences = rows.map(toSentence)
    return sentences.every((sentence) => sentence !== null) ? { sentences } : null
  } catch {
    return null
  }
}
