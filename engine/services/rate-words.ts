// What the words of a file, written, said or seen in it, add to its rating; a list of words, as for what is written here.
import {
  pickFinding,
  RATINGS,
  ROUGH_BELOW,
  type MediaFinding,
  type Rating,
  type RatingFinding,
} from '../domain/media-finding.ts'
import { concernsIn } from '../generation/filter.ts'

const SURE = 0.5
/** A word list knows no context. */
const CONFIDENCE = 0.6

const linesIn = (findings: readonly MediaFinding[]): readonly string[] => {
  const transcript = pickFinding(findings, 'transcript')
  const shots = pickFinding(findings, 'shots')?.shots ?? []
  return [
    ...(pickFinding(findings, 'text')?.lines ?? [])
      .filter(({ confidence }) => confidence >= SURE)
      .map(({ text }) => text),
    ...(transcript && transcript.confidence >= ROUGH_BELOW ? transcript.lines.map(({ text }) => text) : []),
    ...shots.flatMap(({ seen, caption }) => [...linesIn(seen), caption?.en ?? '', caption?.zh ?? '']),
  ]
}

const ADULTS: readonly string[] = ['sexual', 'cruelty', 'slurs', 'selfHarm']

export const strictest = (ratings: readonly Rating[]): Rating =>
  RATINGS[Math.max(0, ...ratings.map((rating) => RATINGS.indexOf(rating)))]

/** Ratings of the scenes of a clip, and of the picture itself. */
const seenIn = (findings: readonly MediaFinding[]): readonly RatingFinding[] => [
  ...[pickFinding(findings, 'rating')].filter((rating) => rating !== undefined),
  ...(pickFinding(findings, 'shots')?.shots ?? []).flatMap(({ seen }) => pickFinding(seen, 'rating') ?? []),
]

/** Null where nobody rated a picture and no word stands out. @param findings captions of a model count as words */
export const composeRating = (findings: readonly MediaFinding[]): RatingFinding | null => {
  const caption = pickFinding(findings, 'caption')
  const words = concernsIn([...linesIn(findings), caption?.en ?? '', caption?.zh ?? ''].join('\n'), 'strict')
  const seen = seenIn(findings)
  if (seen.length === 0 && words.length === 0) return null
  const byWords: Rating = words.some((each) => ADULTS.includes(each))
    ? 'adults'
    : words.length > 0
      ? 'teens'
      : 'everyone'
  const rating = strictest([byWords, ...seen.map((each) => each.rating)])
  const leading = seen.filter((each) => each.rating === rating).map(({ confidence }) => confidence)
  return {
    aspect: 'rating',
    rating,
    reasons: [...new Set([...seen.flatMap(({ reasons }) => reasons), ...words])],
    confidence: Math.max(...leading, byWords === rating && words.length > 0 ? CONFIDENCE : 0),
  }
}
