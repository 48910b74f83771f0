import { describe, expect, it } from 'vitest'
import { EmotionModel } from '../../../engine/analysis/emotion/emotion-model.ts'
import { lastWord } from '../../../engine/analysis/emotion/last-word.ts'
import { EKMAN_AT, EKMAN_OF, FINE_LABELS, OUTPUTS } from '../../../engine/analysis/emotion/labels.ts'
import { mixOf } from '../../../engine/analysis/emotion/mix.ts'
import type { ModelDescription } from '../../../engine/analysis/emotion/model-description.ts'
import { packNgrams } from '../../../engine/analysis/emotion/ngram-classifier.ts'
import { scoreWith } from '../../../engine/analysis/emotion/score-emotions.ts'
import { EMOTIONS } from '../../../engine/domain/emotion.ts'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { dequantizeWeights, quantizeWeights } from '../../../engine/nn/quantize.ts'
import { Random } from '../../../engine/nn/seed.ts'
import {
  decodeWeights,
  encodeWeights,
  type WeightFile,
  type WeightTensor,
} from '../../../engine/nn/weights.ts'
import { GruScorer } from '../../../engine/analysis/emotion/gru-scorer.ts'
import { targetsOf } from '../../../engine/evals/emotion/english-corpus.ts'
import { trainGru } from '../../../engine/evals/emotion/train-gru.ts'
import { trainNgrams } from '../../../engine/evals/emotion/train-ngrams.ts'

const WORDS = ['[none]', '[rare]', 'she', 'was', 'happy', 'sad', 'glad', 'gloomy', 'today', 'again']
const JOY = FINE_LABELS.indexOf('joy')
const SADNESS = FINE_LABELS.indexOf('sadness')
const random = new Random(4)
const pick = <T>(items: readonly T[]): T => items[random.integer(items.length)]
const EXAMPLES = Array.from({ length: 240 }, (_, i) => ({
  tokens: [
    'she',
    'was',
    i % 2 === 0 ? pick(['happy', 'glad']) : pick(['sad', 'gloomy']),
    pick(['today', 'again']),
  ],
  targets: targetsOf([i % 2 === 0 ? JOY : SADNESS]),
}))
const SETTINGS = { words: 2, characters: 3, minimumWords: 2, minimumCharacters: 2, cost: 4, epochs: 10 }
const SHAPE = { vocabulary: WORDS.length, embedding: 8, hidden: 6 }
const number = (tokens: readonly string[]): Int32Array =>
  Int32Array.from(tokens, (word) => Math.max(1, WORDS.indexOf(word)))

const describeModel = (parts: number): ModelDescription => ({
  language: 'en',
  version: 'test',
  features: { words: 2, characters: 3 },
  readers: parts > 1 ? [SHAPE] : [],
  blend: {
    weights: Array.from({ length: parts }, () => new Array<number>(OUTPUTS).fill(1 / parts)),
    offset: new Array<number>(OUTPUTS).fill(0),
  },
  mix: { sharpness: 1, lexicon: 0, lean: EMOTIONS.map(() => 1), centre: 0 },
  thresholds: new Array<number>(OUTPUTS).fill(0.5),
  vocabulary: WORDS,
  known: [],
})

const trained = async (withReader: boolean): Promise<WeightFile> => {
  await loadBackend({ threads: 1 })
  const table = await trainNgrams(EXAMPLES, SETTINGS, { random: new Random(1), say: () => undefined })
  const tensors = packNgrams('ngrams', table, 0)
  if (withReader) {
    const start = new Random(2)
    const vectors = Float32Array.from({ length: SHAPE.vocabulary * SHAPE.embedding }, () => start.gaussian())
    const reader = await trainGru(
      EXAMPLES.map(({ tokens, targets }) => ({ tokens: number(tokens), targets })),
      SHAPE,
      vectors,
      {
        epochs: 12,
        batch: 16,
        learningRate: 0.02,
        dropout: 0.1,
        wordDropout: 0,
        random: new Random(3),
        say: () => undefined,
      },
    )
    const weights = new Map<string, WeightTensor>(
      [...reader.weights].map(([name, variable]) => [
        name,
        { dtype: 'float32', shape: variable.shape, data: variable.dataSync<'float32'>() },
      ]),
    )
    reader.dispose()
    for (const [name, tensor] of quantizeWeights(weights)) tensors.set(`reader0/${name}`, tensor)
  }
  return { tensors, metadata: { emotion: JSON.stringify(describeModel(withReader ? 2 : 1)) } }
}

const probability = (logit: number): number => 1 / (1 + Math.exp(-logit))

describe.each([false, true])('an emotion model (with a reader beside its n-grams: %s)', (withReader) => {
  it('tells what it was taught after a way through its file, and the same in any company', async () => {
    const model = new EmotionModel(decodeWeights(encodeWeights(await trained(withReader))))
    const sentences = ['She was happy today', 'She was gloomy again']
    const { logits } = model.read(sentences)
    const at = (i: number, output: number): number => probability(logits[i * OUTPUTS + output])
    expect(at(0, JOY)).toBeGreaterThan(0.7)
    expect(at(0, SADNESS)).toBeLessThan(0.3)
    expect(at(1, EKMAN_AT + EMOTIONS.indexOf('sadness'))).toBeGreaterThan(0.7)
    const alone = model.read([sentences[1]]).logits
    const many = model.read(Array.from({ length: 40 }, (_, i) => sentences[i % 2])).logits
    for (let k = 0; k < OUTPUTS; k++) {
      expect(alone[k]).toBeCloseTo(logits[OUTPUTS + k], 3)
      expect(many[OUTPUTS + k]).toBeCloseTo(logits[OUTPUTS + k], 3)
    }
    const [glad] = scoreWith({ model, ratings: null }, ['She was glad'])
    expect(glad.mix.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5)
    expect(EMOTIONS[glad.mix.indexOf(Math.max(...glad.mix))]).toBe('joy')
    expect(model.read(['']).logits.every(Number.isFinite)).toBe(true)
    model.dispose()
  })
})

it('a weight file that is not an emotion model, or lacks a part, is refused', async () => {
  const { tensors, metadata } = await trained(false)
  expect(() => new EmotionModel({ tensors, metadata: {} })).toThrow()
  expect(() => new EmotionModel({ tensors: new Map(), metadata })).toThrow(/has no ngrams/)
})

it('a reader refuses a file without its weights', () => {
  expect(() => GruScorer.fromTensors('reader0', dequantizeWeights(new Map()), SHAPE)).toThrow(
    /has no reader0/,
  )
})

describe('the mix', () => {
  const ekman = Float32Array.of(0.2, 0.2, 0.1, 0.05, 0.02, 0.1, 0.6)
  const flat = EMOTIONS.map(() => 1 / 7)

  it('leans where it is told to', () => {
    const lean = [1, 1, 1, 30, 1, 1, 1]
    const mix = mixOf(ekman, flat, { sharpness: 1, lexicon: 0, lean })
    expect(mix.indexOf(Math.max(...mix))).toBe(3)
    expect(mix.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6)
  })

  it('heeds the word lists as far as it is told to', () => {
    const listed = [0.9, 0, 0, 0, 0, 0, 0.1]
    const lean = EMOTIONS.map(() => 1)
    const [without, half, whole] = [0, 0.5, 1].map(
      (lexicon) => mixOf(ekman, listed, { sharpness: 1, lexicon, lean })[0],
    )
    expect(without).toBeLessThan(half)
    expect(half).toBeLessThan(whole)
  })
})

describe('the last word of a sentence', () => {
  it.each([
    ['en', 'She was happy here, but now she only wanted to weep.', 'now she only wanted to weep.'],
    ['zh', '他从前很快乐，但是现在只想哭。', '现在只想哭。'],
  ] as const)('in %s is what follows its but', (language, sentence, rest) => {
    expect(lastWord(sentence, language)).toBe(rest)
  })

  it.each(['Nothing but rain.', 'The road ran north.', 'But he smiled at all of them.'])(
    'is not found in: %s',
    (sentence) => {
      expect(lastWord(sentence, 'en')).toBeNull()
    },
  )
})

it('every fine label folds into one of the categories', () => {
  expect(FINE_LABELS).toHaveLength(28)
  for (const label of FINE_LABELS) expect(EMOTIONS).toContain(EKMAN_OF[label])
})
