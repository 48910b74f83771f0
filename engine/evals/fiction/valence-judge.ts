// A judge of valence that never leads a hand: a regression on word n-grams of EmoBank (Buechel & Hahn 2017, EACL).
// It shares neither data nor method with the word list that tags, leads and ranks.
import { readFileSync } from 'node:fs'
import { Random } from '../../nn/seed.ts'
import { splitSentences } from '../../text/sentences.ts'
import { wordSpans } from '../../text/words.ts'
import { pearson } from '../statistics.ts'

const BUCKETS = 2 ** 18
const PASSES = 12
const RATE = 0.6
const DECAY = 2e-6

export interface ValenceJudge {
  /** −1 … 1 over a passage, its sentences weighing by their length. */
  judge(passage: string): number
  /** Its own correlation with readers on the corpus' development set. */
  readonly developmentR: number
  readonly trainingSentences: number
}

interface Rated {
  readonly split: string
  /** −1 … 1 */
  readonly valence: number
  readonly text: string
}

/** Rows of id,split,V,A,D,text; the text may be quoted with doubled quotes. */
const readEmoBank = (file: string): readonly Rated[] =>
  readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .flatMap((line) => {
      const found = /^[^,]*,([a-z]+),([\d.]+),[\d.]+,[\d.]+,(.*)$/.exec(line)
      if (!found) return []
      const [, split, valence, text] = found as unknown as [string, string, string, string]
      const plain = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
      return [{ split, valence: (Number(valence) - 3) / 2, text: plain }]
    })

const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value ^ (value >>> 15)) & (BUCKETS - 1)
}

const stem = (word: string): string => word.replace(/(?:ing|ed|es|ly|s)$/u, '')

/** Words, stems and pairs; those after a "not" count as others. */
const features = (text: string): readonly number[] => {
  const words = wordSpans(text).map(({ from, to }) => text.slice(from, to).toLowerCase())
  let negated = 0
  const found = new Set<number>()
  words.forEach((word, at) => {
    const mark = negated > 0 ? '!' : ''
    negated = /^(?:not|no|never|nor|without|\w+n't|\w+n’t)$/.test(word) ? 3 : negated - 1
    found.add(hash(mark + word)).add(hash(`${mark}~${stem(word)}`))
    if (at > 0) found.add(hash(`${words[at - 1]} ${word}`))
  })
  return [...found]
}

export const trainValenceJudge = (file: string): ValenceJudge => {
  const all = readEmoBank(file).map((row) => ({ ...row, features: features(row.text) }))
  const train = all.filter(({ split, features: own }) => split === 'train' && own.length > 0)
  const mean = train.reduce((sum, { valence }) => sum + valence, 0) / train.length
  const weights = new Float64Array(BUCKETS)
  const guess = (own: readonly number[]): number =>
    own.length === 0 ? 0 : own.reduce((sum, at) => sum + weights[at], 0) / Math.sqrt(own.length)
  const random = new Random('valence judge')
  for (let pass = 0; pass < PASSES; pass++) {
    const rate = RATE * (1 - pass / PASSES)
    for (const { features: own, valence } of random.shuffle([...train])) {
      const step = (rate * (valence - mean - guess(own))) / Math.sqrt(own.length)
      for (const at of own) weights[at] += step - rate * DECAY * train.length * weights[at]
    }
  }
  const development = all.filter(({ split }) => split === 'dev')
  return {
    judge: (passage) => {
      const ranges = splitSentences(passage, 'en')
      const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0)
      if (total === 0) return mean
      const sum = ranges.reduce(
        (all, { from, to }) => all + (to - from) * guess(features(passage.slice(from, to))),
        0,
      )
      return mean + sum / total
    },
    developmentR: pearson(
      development.map(({ features: own }) => guess(own)),
      development.map(({ valence }) => valence),
    ),
    trainingSentences: train.length,
  }
}
