// What the English recipe learns from: GoEmotions as examples, fiction as sentences, and the words of both.
import path from 'node:path'
import { englishTokens } from '../../analysis/emotion/english-tokens.ts'
import { RARE, RESERVED } from '../../analysis/emotion/emotion-model.ts'
import { EKMAN_AT, EKMAN_OF, FINE_LABELS, OUTPUTS } from '../../analysis/emotion/labels.ts'
import { EMOTIONS } from '../../domain/emotion.ts'
import { commonWords, countEnglishWords, createWordCounts, fictionSentences } from './corpus.ts'
import { readLabelled, type LabelledText } from './labelled-files.ts'

/** Two in five sentences of the fiction: enough for vectors, minutes instead of a quarter of an hour. */
const FICTION_SHARE = [2, 5] as const
/** GoEmotions is small beside the fiction: it is read so many times when vectors are learnt. */
const REPEATS = 6
const LEAST_IN_LABELLED = 2
const LEAST_IN_FICTION = 25
const LEAST_WEIGHT = 12

export interface EnglishWords {
  /** By number, the reserved ones first. */
  readonly vocabulary: readonly string[]
  readonly known: readonly string[]
}

/** Fine labels and the categories they fold into. */
export const targetsOf = (gold: readonly number[]): Float32Array => {
  const targets = new Float32Array(OUTPUTS)
  for (const label of gold) {
    targets[label] = 1
    targets[EKMAN_AT + EMOTIONS.indexOf(EKMAN_OF[FINE_LABELS[label]])] = 1
  }
  return targets
}

export const readGoEmotions = (data: string, part: 'train' | 'dev'): readonly LabelledText[] =>
  readLabelled(path.join(data, 'emotion-text', 'goemotions', `goemotions_${part}.tsv`), 'goemotions').items

export const readFiction = (data: string): string[] => {
  const [share, of] = FICTION_SHARE
  const sentences: string[] = []
  let at = 0
  for (const sentence of fictionSentences(path.join(data, 'fiction-en'), 'en'))
    if (at++ % of < share) sentences.push(sentence)
  return sentences
}

export const collectWords = (labelled: readonly LabelledText[], fiction: readonly string[]): EnglishWords => {
  const [own, read] = [createWordCounts(), createWordCounts()]
  for (const { text } of labelled) countEnglishWords(own, text)
  for (const sentence of fiction) countEnglishWords(read, sentence)
  const known = new Set([...commonWords(own, LEAST_IN_LABELLED), ...commonWords(read, LEAST_IN_FICTION)])
  // Rarer words that both know.
  for (const word of commonWords(read, 4)) if (own.lower.has(word)) known.add(word)
  const counts = new Map<string, number>()
  const count = (text: string, weight: number): void => {
    for (const token of englishTokens(text, (word) => known.has(word)))
      counts.set(token, (counts.get(token) ?? 0) + weight)
  }
  for (const { text } of labelled) count(text, REPEATS)
  for (const sentence of fiction) count(sentence, 1)
  const words = [...counts]
    .filter(([word, weight]) => weight >= LEAST_WEIGHT && (known.has(word) || !/^[a-z]/.test(word)))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([word]) => word)
  const vocabulary = [...RESERVED, ...words]
  const numbered = new Set(vocabulary)
  return { vocabulary, known: [...known].filter((word) => !numbered.has(word)) }
}

/** Tokens and numbers of any text in these words. */
export const wordReader = ({ vocabulary, known }: EnglishWords) => {
  const numbers = new Map(vocabulary.map((word, i) => [word, i]))
  const all = new Set([...vocabulary, ...known])
  const tokens = (text: string): string[] => englishTokens(text, (word) => all.has(word))
  const number = (words: readonly string[]): Int32Array =>
    Int32Array.from(words, (word) => numbers.get(word) ?? RARE)
  return { tokens, number }
}

/** Both corpora as one stream of word numbers, evenly mixed; −1 ends a sentence. */
export const wordStream = (
  labelled: readonly LabelledText[],
  fiction: readonly string[],
  words: EnglishWords,
): Int32Array => {
  const { tokens, number } = wordReader(words)
  const own = labelled.map(({ text }) => number(tokens(text)))
  const stream: number[] = []
  const add = (sentence: Int32Array): void => {
    for (const word of sentence) stream.push(word)
    stream.push(-1)
  }
  const total = REPEATS * own.length
  let used = 0
  fiction.forEach((sentence, i) => {
    add(number(tokens(sentence)))
    while (used < (total * (i + 1)) / fiction.length) add(own[used++ % own.length])
  })
  return Int32Array.from(stream)
}
