// Which line of one version is which of another: by id, by equal words, else by likeness among neighbours.
import { wordSpans } from '../words.ts'
import type { DocumentLine } from './document-lines.ts'
import { stableSequence } from './stable-sequence.ts'

/** A line of either version or the same line of both; `moved`: it stands elsewhere among its neighbours. */
export interface LinePair {
  readonly before: DocumentLine | null
  readonly after: DocumentLine | null
  readonly moved: boolean
}

/** Share of common words from which on two neighbours count as one line rewritten. */
const LIKE = 0.5
/** Likeness is looked for among this many candidates; beyond it lines are removed and added. */
const MOST_CANDIDATES = 60

const wordsOf = (text: string): string[] => wordSpans(text).map(({ from, to }) => text.slice(from, to))

/** Dice's coefficient on the words of two texts, as multisets: 0 … 1. */
const likeness = (one: readonly string[], other: readonly string[]): number => {
  if (one.length === 0 || other.length === 0) return 0
  const counts = new Map<string, number>()
  for (const word of one) counts.set(word, (counts.get(word) ?? 0) + 1)
  let common = 0
  for (const word of other) {
    const left = counts.get(word) ?? 0
    if (left > 0) common += 1
    counts.set(word, left - 1)
  }
  return (2 * common) / (one.length + other.length)
}

/** Partners by a key that must stand for one line only, or for equally many in order. */
const pairBy = (
  before: readonly DocumentLine[],
  after: readonly DocumentLine[],
  partner: (number | undefined)[],
  keyOf: (line: DocumentLine) => string,
): void => {
  const taken = new Set(partner.filter((index) => index !== undefined))
  const free = new Map<string, number[]>()
  after.forEach((line, index) => {
    const key = keyOf(line)
    if (key !== '' && !taken.has(index)) free.set(key, [...(free.get(key) ?? []), index])
  })
  before.forEach((line, index) => {
    if (partner[index] === undefined) partner[index] = free.get(keyOf(line))?.shift()
  })
}

/** Of lines between two that stayed, those that are alike, in order. */
const pairAlike = (before: readonly DocumentLine[], after: readonly DocumentLine[]): Map<number, number> => {
  const pairs = new Map<number, number>()
  const candidates = after.slice(0, MOST_CANDIDATES).map(({ text }) => wordsOf(text))
  let from = 0
  before.slice(0, MOST_CANDIDATES).forEach(({ text }, index) => {
    const words = wordsOf(text)
    const found = candidates.findIndex((other, at) => at >= from && likeness(words, other) >= LIKE)
    if (found < 0) return
    pairs.set(index, found)
    from = found + 1
  })
  return pairs
}

/** Every line of both, in the order of the new version; a removed one stands behind what it stood behind. */
export const alignLines = (before: readonly DocumentLine[], after: readonly DocumentLine[]): LinePair[] => {
  const partner: (number | undefined)[] = before.map(() => undefined)
  pairBy(before, after, partner, ({ id }) => id)
  pairBy(before, after, partner, ({ text }) => text.trim())
  const paired = before.flatMap((_, index) => (partner[index] === undefined ? [] : [index]))
  const stable = stableSequence(paired.map((index) => partner[index]!)).map((at) => paired[at])
  const stableSet = new Set(stable)
  const movedTo = new Map(
    paired.flatMap((index) => (stableSet.has(index) ? [] : [[partner[index]!, index] as const])),
  )

  const pairs: LinePair[] = []
  const gap = (beforeFrom: number, beforeTo: number, afterFrom: number, afterTo: number): void => {
    const lost = before.slice(beforeFrom, beforeTo).filter((_, at) => partner[beforeFrom + at] === undefined)
    const made: { readonly line: DocumentLine; readonly from: number | undefined }[] = after
      .slice(afterFrom, afterTo)
      .map((line, at) => ({ line, from: movedTo.get(afterFrom + at) }))
    const fresh = made.filter(({ from }) => from === undefined)
    const alike = pairAlike(
      lost,
      fresh.map(({ line }) => line),
    )
    const partnerOf = new Map([...alike].map(([old, index]) => [fresh[index].line, old]))
    let next = 0
    const removeUpTo = (end: number): void => {
      for (; next < end; next += 1)
        if (!alike.has(next)) pairs.push({ before: lost[next], after: null, moved: false })
    }
    for (const { line, from } of made) {
      const old = partnerOf.get(line)
      if (from !== undefined) pairs.push({ before: before[from], after: line, moved: true })
      else if (old === undefined) {
        // What went away stands before what came in its place.
        removeUpTo([...alike.keys()].find((index) => index >= next) ?? lost.length)
        pairs.push({ before: null, after: line, moved: false })
      } else {
        removeUpTo(old)
        next = old + 1
        pairs.push({ before: lost[old], after: line, moved: false })
      }
    }
    removeUpTo(lost.length)
  }

  let [beforeAt, afterAt] = [0, 0]
  for (const index of stable) {
    const place = partner[index]!
    gap(beforeAt, index, afterAt, place)
    pairs.push({ before: before[index], after: after[place], moved: false })
    ;[beforeAt, afterAt] = [index + 1, place + 1]
  }
  gap(beforeAt, before.length, afterAt, after.length)
  return pairs
}
