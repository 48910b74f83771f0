// How each token of a vocabulary feels: a linear emotion head on a running text, cheap enough to reweigh every next token.
// After FUDGE (Yang & Klein 2021, arXiv 2104.05218), with a bag of tokens in place of a second network.
import { CONDITION_EMOTIONS, CONDITION_SIZE } from '../models/condition.ts'
import type { TokenStream } from './corpus.ts'

/** What a text can be steered by. */
export const FEELING_CHANNELS = [...CONDITION_EMOTIONS, 'valence', 'arousal', 'dominance'] as const
export type FeelingChannel = (typeof FEELING_CHANNELS)[number]

const CHANNELS = FEELING_CHANNELS.length
const PASSES = 6
const RATE = 1.5
/** Tokens seen less often than this say nothing for sure. */
const SHRINK = 8

/** Plain data: it lies in the model file. */
export interface TokenFeelings {
  /** What a token adds to the mean of its text, in deviations of the channel: [vocabulary × channels]. */
  readonly weights: Float32Array
  /** Of the channel over texts, on its own scale. */
  readonly means: readonly number[]
  readonly deviations: readonly number[]
  /** Share of the channel's variance that the head explains on texts it has not seen. */
  readonly explained: readonly number[]
}

interface Text {
  readonly tokens: Int32Array
  readonly felt: Float64Array
}

/** Condition numbers back to channels; null where no feeling was given. */
const feltOf = (condition: Readonly<Float32Array>): Float64Array | null => {
  const emotions = CONDITION_EMOTIONS.length
  if (condition.length !== CONDITION_SIZE || condition[emotions + 1] === 0) return null
  const felt = Float64Array.from(condition.subarray(0, emotions))
  const [valence, arousal, dominance] = [0, 2, 4].map((at) => condition[emotions + at])
  return Float64Array.from([...felt, valence, (arousal + 1) / 2, (dominance + 1) / 2])
}

const moments = (texts: readonly Text[], channel: number): readonly [mean: number, deviation: number] => {
  const mean = texts.reduce((sum, { felt }) => sum + felt[channel], 0) / texts.length
  const variance = texts.reduce((sum, { felt }) => sum + (felt[channel] - mean) ** 2, 0) / texts.length
  return [mean, Math.sqrt(variance)]
}

const predict = (weights: Float32Array, { tokens }: Text, into: Float64Array): void => {
  into.fill(0)
  for (const token of tokens)
    for (let channel = 0; channel < CHANNELS; channel++) into[channel] += weights[token * CHANNELS + channel]
  for (let channel = 0; channel < CHANNELS; channel++) into[channel] /= tokens.length
}

/** Normalised gradient steps on the squared error, text by text, then a shrinking of what was seldom seen. */
const fit = (texts: readonly Text[], vocabularySize: number, standard: (text: Text) => Float64Array) => {
  const weights = new Float32Array(vocabularySize * CHANNELS)
  const counts = new Float64Array(vocabularySize)
  for (const { tokens } of texts) for (const token of tokens) counts[token] += 1
  const guess = new Float64Array(CHANNELS)
  for (let pass = 0; pass < PASSES; pass++) {
    const rate = RATE * (1 - pass / PASSES)
    for (const text of texts) {
      predict(weights, text, guess)
      const wanted = standard(text)
      for (let channel = 0; channel < CHANNELS; channel++) {
        const step = rate * (wanted[channel] - guess[channel])
        for (const token of text.tokens)
          weights[token * CHANNELS + channel] += step / Math.sqrt(counts[token] + SHRINK)
      }
    }
  }
  return weights
}

/**
 * Learns from a stream whose documents say how they feel; every tenth is kept to measure with.
 * Null where fewer than a few dozen say so: there is nothing to steer by.
 */
export const fitTokenFeelings = (stream: TokenStream, vocabularySize: number): TokenFeelings | null => {
  const texts: Text[] = stream
    .parts()
    .map(({ tokens, condition }) => ({ tokens, felt: feltOf(condition) }))
    .filter((text): text is Text => text.felt !== null && text.tokens.length > 0)
  if (texts.length < 40) return null
  const scale = FEELING_CHANNELS.map((_, channel) => moments(texts, channel))
  const standard = ({ felt }: Text): Float64Array =>
    felt.map((value, channel) =>
      scale[channel][1] > 1e-6 ? (value - scale[channel][0]) / scale[channel][1] : 0,
    )
  const seen = texts.filter((_, index) => index % 10 !== 9)
  const unseen = texts.filter((_, index) => index % 10 === 9)
  const weights = fit(seen, vocabularySize, standard)
  const errors = new Float64Array(CHANNELS)
  const spread = new Float64Array(CHANNELS)
  const guess = new Float64Array(CHANNELS)
  for (const text of unseen) {
    predict(weights, text, guess)
    standard(text).forEach((value, channel) => {
      errors[channel] += (value - guess[channel]) ** 2
      spread[channel] += value ** 2
    })
  }
  return {
    weights,
    means: scale.map(([mean]) => mean),
    deviations: scale.map(([, deviation]) => deviation),
    explained: [...errors].map((error, channel) => (spread[channel] > 0 ? 1 - error / spread[channel] : 0)),
  }
}
