// Trains valence, arousal and dominance on EmoBank: ridge regression on n-grams beside what the emotion model reads.
import type { EmotionModel, Reading } from '../../analysis/emotion/emotion-model.ts'
import { packNgrams } from '../../analysis/emotion/ngram-classifier.ts'
import { denseFeatures, RATINGS } from '../../analysis/emotion/rating-model.ts'
import type { Random } from '../../nn/seed.ts'
import type { WeightFile } from '../../nn/weights.ts'
import type { RatedText } from './labelled-files.ts'
import { trainRidge } from './ridge.ts'

/** How much the standardised dense columns count beside the n-grams; found on the development set. */
const DENSE = 0.35
const SMALLEST = 0.002

const BATCH = 256

/** The dense columns of every text. */
export const readDense = (model: EmotionModel, texts: readonly string[]) => {
  const tokens: Reading['tokens'][number][] = []
  const dense: Float32Array[] = []
  for (let from = 0; from < texts.length; from += BATCH) {
    const reading = model.read(texts.slice(from, from + BATCH))
    reading.tokens.forEach((words, i) => {
      tokens.push(words)
      dense.push(denseFeatures(reading, i))
    })
  }
  return { tokens, dense }
}

export const trainRatings = (
  rated: readonly RatedText[],
  model: EmotionModel,
  { random, say }: { readonly random: Random; say(line: string): void },
): WeightFile => {
  const { tokens, dense } = readDense(
    model,
    rated.map(({ text }) => text),
  )
  const { table, linear } = trainRidge(
    tokens,
    dense,
    rated.map(({ rating }) => rating),
    { weight: DENSE, random, say },
  )
  return {
    tensors: new Map([
      ...packNgrams('ngrams', table, SMALLEST),
      ['dense', { dtype: 'float32', shape: [dense[0].length, RATINGS.length], data: linear }],
    ]),
    metadata: { rating: JSON.stringify({ version: '1', features: table.settings }) },
  }
}
