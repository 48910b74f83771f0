// The recipe of the Chinese emotion model: taught with this repository's own phrases, then with fiction that it reads itself
// and the lexicon reads alike. No labelled Chinese text of others is learnt from.
import path from 'node:path'
import { chineseTokens } from '../../analysis/emotion/chinese-tokens.ts'
import { EmotionModel } from '../../analysis/emotion/emotion-model.ts'
import { FINE_LABELS, OUTPUTS } from '../../analysis/emotion/labels.ts'
import type { ModelDescription } from '../../analysis/emotion/model-description.ts'
import { NgramClassifier, packNgrams } from '../../analysis/emotion/ngram-classifier.ts'
import { Random } from '../../nn/seed.ts'
import type { WeightFile } from '../../nn/weights.ts'
import { agreedFiction } from './agreed-fiction.ts'
import { calibrate, crossFitted, type Calibration, type CalibrationReport } from './calibrate.ts'
import { chineseLessons, chinesePhrases, type Lesson, type Phrase } from './chinese/lessons.ts'
import { fictionSentences } from './corpus.ts'
import { targetsOf } from './english-corpus.ts'
import { fictionMix, PLAIN_MIX } from './fiction-mix.ts'
import type { FictionFigures } from './run-fiction.ts'
import { trainNgrams, type Example } from './train-ngrams.ts'

export interface TrainChineseOptions {
  /** Folder with fiction-zh/. */
  readonly data: string
  readonly seed: number
  readonly signal: AbortSignal
  say(line: string): void
}

export interface TrainedChinese {
  readonly model: WeightFile
  /** Without and with fiction: lessons of phrases never seen, and hand-labelled fiction; each half judged by the other. */
  readonly report: Readonly<
    Record<'before' | 'after', { unseen: CalibrationReport; fiction: FictionFigures }>
  >
}

const NGRAMS = { words: 4, characters: 0, minimumWords: 2, minimumCharacters: 1, cost: 1, epochs: 4 }
const SMALLEST = 0.1
/** Of the phrases, those that calibration keeps to itself. */
const HELD_OUT = 5
/** Fiction sentences that are looked at. */
const READ = 60_000
/** Of them, those by which the model is told what fiction is like. */
const LOOKED_AT = 6000
const AGREED = { lift: 1.5, most: 1500, weight: 0.5 }

const exampleOf = ({ text, label }: Lesson): Example => ({
  tokens: chineseTokens(text),
  targets: targetsOf([FINE_LABELS.indexOf(label)]),
})

type Teach = (phrases: readonly Phrase[], more: readonly Example[], name: string) => Example[]

const describe = (calibration: Calibration): ModelDescription => ({
  language: 'zh',
  version: '1',
  features: { words: NGRAMS.words, characters: NGRAMS.characters },
  readers: [],
  ...calibration,
  mix: PLAIN_MIX,
  vocabulary: [],
  known: [],
})

/** Every so many sentences of the fiction, READ in all. */
const readFiction = (data: string): string[] => {
  const all = [...fictionSentences(path.join(data, 'fiction-zh'), 'zh')].filter(
    ({ length }) => length >= 6 && length <= 80,
  )
  const step = Math.max(1, Math.floor(all.length / READ))
  return all.filter((_, i) => i % step === 0)
}

export const trainChinese = async ({
  data,
  seed,
  signal,
  say,
}: TrainChineseOptions): Promise<TrainedChinese> => {
  const random = new Random(seed)
  const phrases = chinesePhrases()
  const order = random.split('phrases').shuffle([...phrases])
  const held = order.filter((_, i) => i % HELD_OUT === 0)
  const rest = order.filter((_, i) => i % HELD_OUT !== 0)
  const teach: Teach = (from, more, name) => [
    ...chineseLessons(from, random.split(name)).map(exampleOf),
    ...more,
  ]
  const train = (examples: readonly Example[], name: string) =>
    trainNgrams(examples, NGRAMS, { random: random.split(name), say, signal })
  const packedOf = async (examples: readonly Example[], name: string) =>
    packNgrams('ngrams', await train(examples, name), SMALLEST)

  /** Judged by phrases that the model has never seen. */
  const judge = (packed: ReturnType<typeof packNgrams>) => {
    const texts = chineseLessons(held, random.split('held out')).map(exampleOf)
    const classifier = new NgramClassifier('ngrams', packed, describe(blank()).features)
    const logits = new Float32Array(texts.length * OUTPUTS)
    texts.forEach(({ tokens }, i) => classifier.score(tokens, logits, i * OUTPUTS))
    const truth = Uint8Array.from(texts.flatMap(({ targets }) => [...targets]))
    return { parts: [logits], truth, rows: [...texts.keys()] }
  }
  const modelOf = (packed: ReturnType<typeof packNgrams>, description: ModelDescription): WeightFile => ({
    tensors: packed,
    metadata: { emotion: JSON.stringify(description) },
  })

  const read = readFiction(data)
  const some = read.filter((_, i) => i % Math.ceil(read.length / LOOKED_AT) === 0)
  const first = await packedOf(teach(rest, [], 'first'), 'first')
  const firstJudged = judge(first)
  const reader = new EmotionModel(modelOf(first, describe(calibrate(firstJudged))))
  const before = { unseen: crossFitted(firstJudged), fiction: fictionMix(reader, some).figures }
  say(`without fiction: ${JSON.stringify(before)}`)
  const fiction = agreedFiction(reader, read, AGREED)
  say(`${fiction.length} sentences of fiction on which model and lexicon agree`)
  const second = await packedOf(teach(rest, fiction, 'first'), 'second')
  const judged = judge(second)
  const description = describe(calibrate(judged))
  const whole = await packedOf(teach(phrases, fiction, 'whole'), 'whole')
  const { mix, figures } = fictionMix(new EmotionModel(modelOf(whole, description)), some)
  const report = { before, after: { unseen: crossFitted(judged), fiction: figures } }
  say(`with fiction: ${JSON.stringify(report.after)}`)
  return { model: modelOf(whole, { ...description, mix }), report }
}

/** Raw logits as they are. */
const blank = (): Calibration => ({
  blend: { weights: [new Array<number>(OUTPUTS).fill(1)], offset: new Array<number>(OUTPUTS).fill(0) },
  thresholds: new Array<number>(OUTPUTS).fill(0.5),
})
