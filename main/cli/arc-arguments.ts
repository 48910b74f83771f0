// What the commands about arcs share: measures by name, numbers with a sign.
import { UsageError } from './problems.ts'

const MEASURES = [
  'valence',
  'arousal',
  'tension',
  'joy',
  'sadness',
  'anger',
  'fear',
  'disgust',
  'surprise',
] as const

/** A measure, or a usage error. */
export const measureFrom = (name: string): (typeof MEASURES)[number] => {
  const measure = MEASURES.find((each) => each === name)
  if (measure) return measure
  throw new UsageError(`--measure ${name} is none of ${MEASURES.join(', ')}`)
}

export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`
