// The recipe of the English emotion model: words, vectors, n-grams, readers, blend, ratings; each stage can be taken up again.
import path from 'node:path'
import { EmotionModel } from '../../analysis/emotion/emotion-model.ts'
import { GruScorer } from '../../analysis/emotion/gru-scorer.ts'
import { OUTPUTS } from '../../analysis/emotion/labels.ts'
import type { ModelDescription } from '../../analysis/emotion/model-description.ts'
import { NgramClassifier, packNgrams, type NgramTable } from '../../analysis/emotion/ngram-classifier.ts'
import { loadBackend } from '../../nn/backend.ts'
import { dequantizeWeights, quantizeWeights } from '../../nn/quantize.ts'
import { Random } from '../../nn/seed.ts'
import type { WeightFile, WeightTensor } from '../../nn/weights.ts'
import { agreedFiction } from './agreed-fiction.ts'
import { calibrate, crossFitted, type CalibrationReport, type Judged } from './calibrate.ts'
import {
  collectWords,
  readFiction,
  readGoEmotions,
  targetsOf,
  wordReader,
  wordStream,
} from './english-corpus.ts'
import { fictionMix, PLAIN_MIX } from './fiction-mix.ts'
import { readRated } from './labelled-files.ts'
import type { FictionFigures } from './run-fiction.ts'
import { trainSkipGram } from './skip-gram.ts'
import { createStages } from './stages.ts'
import { trainGru } from './train-gru.ts'
import { trainNgrams, type Example } from './train-ngrams.ts'
import { trainRatings } from './train-ratings.ts'

export interface TrainEnglishOptions {
  /** Folder with emotion-text/ and fiction-en/. */
  readonly data: string
  /** Where stages are kept. */
  readonly keep?: string
  readonly seed: number
  /** How many GRU readers stand beside the n-grams. */
  readonly readers: number
  readonly signal: AbortSignal
  say(line: string): void
}

export interface TrainedEmotion {
  readonly model: WeightFile
  readonly ratings: WeightFile
  /** Without and with fiction: the development set and hand-labelled fiction, of both each half judged by what the other taught. */
  readonly report: Readonly<Record<'before' | 'after', { dev: CalibrationReport; fiction: FictionFigures }>>
}

const NGRAMS = { words: 2, characters: 5, minimumWords: 2, minimumCharacters: 4, cost: 1, epochs: 4 }
const SMALLEST = 0.15
/** Fiction sentences that are looked at. */
const READ = 120_000
/** Of them, those by which the model is told what fiction is like. */
const LOOKED_AT = 6000
const AGREED = { lift: 1.5, most: 2500, weight: 0.5 }
const VERSION = '1'
const WIDTH = 128
const HIDDEN = 96
const GRU = { epochs: 3, batch: 64, learningRate: 3e-3, dropout: 0.25, wordDropout: 0.1 }

const tableOf = ({ tensors, metadata }: WeightFile): NgramTable => {
  const data = (name: string): WeightTensor['data'] => tensors.get(name)!.data
  return {
    settings: JSON.parse(metadata['settings'] ?? '{}') as NgramTable['settings'],
    hashes: data('hashes') as Int32Array,
    idf: data('idf') as Float32Array,
    weights: data('weights') as Float32Array,
    bias: data('bias') as Float32Array,
  }
}

const fileOf = ({ settings, hashes, idf, weights, bias }: NgramTable): WeightFile => ({
  tensors: new Map([
    ['hashes', { dtype: 'int32', shape: [hashes.length], data: hashes }],
    ['idf', { dtype: 'float32', shape: [idf.length], data: idf }],
    ['weights', { dtype: 'float32', shape: [hashes.length, bias.length], data: weights }],
    ['bias', { dtype: 'float32', shape: [bias.length], data: bias }],
  ]),
  metadata: { settings: JSON.stringify(settings) },
})

const withPrefix = (prefix: string, tensors: ReadonlyMap<string, WeightTensor>) =>
  [...tensors].map(([name, tensor]) => [`${prefix}/${name}`, tensor] as const)

export const trainEnglish = async ({
  data,
  keep,
  seed,
  readers,
  signal,
  say,
}: TrainEnglishOptions): Promise<TrainedEmotion> => {
  await loadBackend({ threads: 1 })
  const random = new Random(seed)
  const stages = createStages(keep, say)
  const labelled = readGoEmotions(data, 'train')
  const dev = readGoEmotions(data, 'dev')
  let fiction: string[] | undefined
  const readStories = (): string[] => (fiction ??= readFiction(data))
  const words = stages.data('words', () => collectWords(labelled, readStories()))
  const { tokens, number } = wordReader(words)
  say(`${words.vocabulary.length} words with vectors, ${words.known.length} more that are no names`)
  const examples: Example[] = labelled.map(({ text, gold }) => ({
    tokens: tokens(text),
    targets: targetsOf(gold),
  }))

  const learnNgrams = (name: string, from: () => readonly Example[]): Promise<WeightFile> =>
    stages.weights(name, async () =>
      fileOf(await trainNgrams(from(), NGRAMS, { random: random.split('ngrams'), say, signal })),
    )
  const truth = Uint8Array.from(dev.flatMap(({ gold }) => [...targetsOf(gold)]))
  const rows = [...dev.keys()]
  const devTokens = dev.map(({ text }) => tokens(text))
  const describe = (
    features: NgramTable['settings'],
    readers: ModelDescription['readers'],
    judged: Judged,
  ) => ({
    language: 'en' as const,
    version: VERSION,
    features,
    readers: [...readers],
    ...calibrate(judged),
    mix: PLAIN_MIX,
    vocabulary: [...words.vocabulary],
    known: [...words.known],
  })

  // The first model has seen no fiction; what it and the lexicon agree on teaches the second.
  const first = tableOf(await learnNgrams('ngrams-labelled', () => examples))
  const firstPacked = packNgrams('ngrams', first, SMALLEST)
  const firstJudged = { parts: [scoreNgrams(firstPacked, first, devTokens)], truth, rows }
  const firstModel = new EmotionModel({
    tensors: firstPacked,
    metadata: { emotion: JSON.stringify(describe(first.settings, [], firstJudged)) },
  })
  const someFiction = stages.data('some-fiction', () => {
    const all = readStories()
    return all.filter((_, i) => i % Math.ceil(all.length / LOOKED_AT) === 0)
  })
  const before = { dev: crossFitted(firstJudged), fiction: fictionMix(firstModel, someFiction).figures }
  say(`without fiction: ${JSON.stringify(before)}`)
  let agreed: readonly Example[] | undefined
  const adapted = (): readonly Example[] => {
    if (agreed === undefined) {
      const all = readStories()
      const step = Math.max(1, Math.floor(all.length / READ))
      agreed = agreedFiction(
        firstModel,
        all.filter((_, i) => i % step === 0),
        AGREED,
      )
      say(`${agreed.length} sentences of fiction on which model and lexicon agree`)
    }
    return [...examples, ...agreed]
  }
  const ngrams = await learnNgrams('ngrams-fiction', adapted)
  const shape = { vocabulary: words.vocabulary.length, embedding: WIDTH, hidden: HIDDEN }
  const readerFiles: WeightFile[] = []
  if (readers > 0) {
    const numbered = () => adapted().map((example) => ({ ...example, tokens: number(example.tokens) }))
    const vectors = await stages.weights('vectors', async () => {
      const vectors = await trainSkipGram(wordStream(labelled, readStories(), words), {
        vocabulary: words.vocabulary.length,
        width: WIDTH,
        epochs: 1,
        random: random.split('vectors'),
        signal,
        say,
      })
      return {
        tensors: new Map([
          ['vectors', { dtype: 'float32', shape: [shape.vocabulary, WIDTH], data: vectors }],
        ]),
        metadata: {},
      }
    })
    for (let i = 0; i < readers; i++)
      readerFiles.push(
        await stages.weights(`reader${i}`, async () => {
          const reader = await trainGru(
            numbered(),
            shape,
            vectors.tensors.get('vectors')!.data as Float32Array,
            {
              ...GRU,
              random: random.split(`reader ${i}`),
              say,
              signal,
            },
          )
          const tensors = new Map(
            [...reader.weights].map(([name, variable]) => [
              name,
              {
                dtype: 'float32',
                shape: variable.shape,
                data: variable.dataSync<'float32'>(),
              } satisfies WeightTensor,
            ]),
          )
          reader.dispose()
          return { tensors, metadata: {} }
        }),
      )
  }

  // From here on with the whole numbers that ship.
  const table = tableOf(ngrams)
  const packed = new Map([
    ...packNgrams('ngrams', table, SMALLEST),
    ...readerFiles.flatMap(({ tensors }, i) => withPrefix(`reader${i}`, quantizeWeights(tensors))),
  ])
  const parts = [scoreNgrams(packed, table, devTokens)]
  readerFiles.forEach((_, i) => {
    const scorer = GruScorer.fromTensors(`reader${i}`, dequantizeWeights(packed), shape)
    parts.push(scorer.score(devTokens.map(number)).logits)
    scorer.dispose()
  })
  const judged = { parts, truth, rows }
  const onDev = crossFitted(judged)
  const description: ModelDescription = describe(
    table.settings,
    readerFiles.map(() => shape),
    judged,
  )
  const plain = new EmotionModel({ tensors: packed, metadata: { emotion: JSON.stringify(description) } })
  const { mix, figures } = fictionMix(plain, someFiction)
  plain.dispose()
  const report = { before, after: { dev: onDev, fiction: figures } }
  say(`with fiction: ${JSON.stringify(report.after)}`)
  const model = { tensors: packed, metadata: { emotion: JSON.stringify({ ...description, mix }) } }
  const reading = new EmotionModel(model)
  const rated = readRated(path.join(data, 'emotion-text', 'emobank', 'emobank.csv'), 'train')
  const ratings = trainRatings(rated, reading, { random: random.split('ratings'), say })
  reading.dispose()
  return { model, ratings, report }
}

const scoreNgrams = (
  packed: ReadonlyMap<string, WeightTensor>,
  { settings }: NgramTable,
  tokens: readonly (readonly string[])[],
): Float32Array => {
  const classifier = new NgramClassifier('ngrams', packed, settings)
  const logits = new Float32Array(tokens.length * OUTPUTS)
  tokens.forEach((words, i) => classifier.score(words, logits, i * OUTPUTS))
  return logits
}
