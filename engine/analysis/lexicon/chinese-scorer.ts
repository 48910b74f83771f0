// Reads one Chinese sentence for its evidence: longest words first, negation and degree before them. Needs no segmenter.
import {
  CHINESE_EMOTIONS,
  CHINESE_INNOCENT,
  CHINESE_NEGATIONS,
  CHINESE_PULSE,
  CHINESE_STRONGER,
  CHINESE_WEAKER,
} from './chinese-words.ts'
import { FELT, leanOf, type Evidence } from './evidence.ts'

interface Entry {
  readonly word: string
  readonly emotions: number[]
  rating: number
  pulse: number
  /** −1 negates what follows; otherwise how much more or less of it. */
  degree: number
}

const STRENGTH = { strong: 1, plain: 0.6, slight: 0.22 } as const
const RATING = [2.2, -2.1, -2, -1.9, -2.1, 0.1] as const
/** How many characters after a negation or degree word it still acts on. */
const REACH = 4
const CLAUSE_END = /[，。；：！？、—…\n,;:!?]/

const split = (words: string): string[] => words.trim().split(/\s+/)

/** Entries by first character, longest first. */
const readEntries = (): ReadonlyMap<string, readonly Entry[]> => {
  const all = new Map<string, Entry>()
  const entry = (word: string): Entry => {
    const found = all.get(word) ?? { word, emotions: [0, 0, 0, 0, 0, 0], rating: 0, pulse: 0, degree: 1 }
    all.set(word, found)
    return found
  }
  split(CHINESE_INNOCENT).forEach(entry)
  FELT.forEach((emotion, index) => {
    for (const strength of ['slight', 'plain', 'strong'] as const) {
      for (const word of split(CHINESE_EMOTIONS[emotion][strength])) {
        const found = entry(word)
        found.emotions[index] = STRENGTH[strength]
        const total = found.emotions.reduce((sum, weight) => sum + weight, 0)
        found.rating =
          found.emotions.reduce((sum, weight, at) => sum + weight * weight * RATING[at], 0) / total
      }
    }
  })
  for (const word of split(CHINESE_PULSE.slow)) entry(word).pulse = -1
  for (const word of split(CHINESE_PULSE.fast)) entry(word).pulse = 1
  for (const word of split(CHINESE_WEAKER)) entry(word).degree = 0.65
  for (const word of split(CHINESE_STRONGER)) entry(word).degree = 1.3
  for (const word of split(CHINESE_NEGATIONS)) entry(word).degree = -1
  const byFirst = new Map<string, Entry[]>()
  for (const found of all.values()) byFirst.set(found.word[0], [...(byFirst.get(found.word[0]) ?? []), found])
  for (const list of byFirst.values()) list.sort((one, other) => other.word.length - one.word.length)
  return byFirst
}

const addEntry = (evidence: Evidence, entry: Entry, scale: number, isNegated: boolean): void => {
  const { emotions } = evidence
  const rating = isNegated ? entry.rating * -0.74 : entry.rating
  evidence.valence += rating * scale
  if (!isNegated) evidence.pulse += entry.pulse * scale * 0.5
  for (let index = 0; index < 6; index++)
    emotions[index] += entry.emotions[index] * scale * (isNegated ? 0.12 : 1)
  if (!isNegated) return
  if (entry.emotions[0] > 0) emotions[1] += entry.emotions[0] * 0.7 * scale
  else leanOf(evidence, Math.max(0, rating) * 0.6 * scale)
}

export const createChineseScorer = () => {
  const entries = readEntries()

  /** Adds what the sentence shows to `evidence`, which must be clear. */
  return (sentence: string, evidence: Evidence): void => {
    let degree = 1
    let isNegated = false
    let actsUntil = -1
    let scale = 1
    let exclamations = 0
    for (let at = 0; at < sentence.length;) {
      const char = sentence[at]
      if (char === '！' || char === '!') exclamations++
      if (at > actsUntil || CLAUSE_END.test(char)) {
        degree = 1
        isNegated = false
      }
      if (
        sentence.startsWith('但', at) ||
        sentence.startsWith('可是', at) ||
        sentence.startsWith('然而', at)
      ) {
        for (let index = 0; index < 6; index++) evidence.emotions[index] *= 0.6
        evidence.valence *= 0.6
        scale = 1.3
      }
      const entry = entries.get(char)?.find((candidate) => sentence.startsWith(candidate.word, at))
      if (!entry) {
        at++
        continue
      }
      at += entry.word.length
      const isSignal = entry.degree !== 1
      if (isSignal) {
        if (entry.degree < 0) isNegated = !isNegated
        else degree *= entry.degree
        actsUntil = at + REACH
      }
      if (entry.rating !== 0 || entry.pulse !== 0) {
        addEntry(evidence, entry, scale * degree, isNegated && !isSignal)
        if (!isSignal && entry.rating !== 0) actsUntil = at - 1
      }
    }
    const emphasis = Math.min(exclamations, 3)
    evidence.pulse += emphasis * 0.5
    evidence.valence *= 1 + 0.12 * emphasis
    for (let index = 0; index < 6; index++) evidence.emotions[index] *= 1 + 0.1 * emphasis
  }
}
