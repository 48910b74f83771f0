// A second reader of emotion, for judging what the first one guided: learns valence from EmoBank's raters, with VADER's rules as
// a feature; never ships. Guidance that it is to judge must keep to the GoEmotions half of the product: `valenceOfMix`.
import { createRequire } from 'node:module'
import path from 'node:path'
import { englishTokens } from '../analysis/emotion/english-tokens.ts'
import { FeatureIndex } from '../analysis/emotion/feature-index.ts'
import { createFeatureBuffer, readFeatures } from '../analysis/emotion/ngram-features.ts'
import { SparseReader } from '../analysis/emotion/sparse-reader.ts'
import { Random } from '../nn/seed.ts'
import { readRated } from './emotion/labelled-files.ts'
import { trainRidge } from './emotion/ridge.ts'
import { pearson } from './emotion/score-set.ts'

/** −1 unpleasant … 1 pleasant. */
export type Judge = (text: string) => number

/** EmoBank's raters keep close to the middle of their scale 1 … 5. */
const MIDDLE = 3
const REACH = 1
const VADER_WEIGHT = 0.5

/** Hutto & Gilbert 2014; its package has no types. */
const vader = createRequire(import.meta.url)('vader-sentiment') as {
  readonly SentimentIntensityAnalyzer: {
    polarity_scores(text: string): Readonly<Record<'compound' | 'pos' | 'neg', number>>
  }
}

const rulesOf = (text: string): Float32Array => {
  const { compound, pos, neg } = vader.SentimentIntensityAnalyzer.polarity_scores(text)
  return Float32Array.of(compound, pos, neg)
}

/** Names are words here: no list of words is shared with the model that ships. */
const tokensOf = (text: string): string[] => englishTokens(text, () => true)

/**
 * @param data the folder that holds emotion-text/emobank.
 * @returns the judge, and Pearson's r between it and the raters on EmoBank's development part.
 */
export const trainJudge = (
  data: string,
  { say = () => undefined }: { say?(line: string): void } = {},
): { readonly judge: Judge; readonly agreement: number } => {
  const file = path.join(data, 'emotion-text', 'emobank', 'emobank.csv')
  const rated = readRated(file, 'train')
  const { table, linear } = trainRidge(
    rated.map(({ text }) => tokensOf(text)),
    rated.map(({ text }) => rulesOf(text)),
    rated.map(({ rating }) => [rating[0]]),
    { weight: VADER_WEIGHT, random: new Random('judge'), say },
  )
  const reader = new SparseReader(new FeatureIndex(table.hashes), table.idf)
  const buffer = createFeatureBuffer()
  const rate = (text: string): number => {
    readFeatures(tokensOf(text), table.settings, buffer)
    reader.read(buffer)
    let rating = table.bias[0]
    for (let i = 0; i < reader.size; i++) rating += reader.values[i] * table.weights[reader.rows[i]]
    return rulesOf(text).reduce((sum, rule, k) => sum + rule * linear[k], rating)
  }
  const held = readRated(file, 'dev')
  const agreement = pearson(
    held.map(({ text }) => rate(text)),
    held.map(({ rating }) => rating[0]),
  )
  return { judge: (text) => Math.max(-1, Math.min(1, (rate(text) - MIDDLE) / REACH)), agreement }
}
