// Scores an analyser of emotion on a labelled file: macro-F1, accuracy, every class, who is taken for whom; or correlations.
import { EMOTIONS } from '../../domain/emotion.ts'
import { EngineError } from '../../domain/errors.ts'
import type { Language } from '../../domain/project.ts'
import { EKMAN_AT, EKMAN_OF, FINE_LABELS, type FineLabel } from '../../analysis/emotion/labels.ts'
import { RATINGS } from '../../analysis/emotion/rating-model.ts'
import { emotionModel, scoreWith, type EmotionScores } from '../../analysis/emotion/score-emotions.ts'
import { calibrationError } from './calibrate.ts'
import {
  readLabelled,
  readRated,
  type Format,
  type LabelledSet,
  type LabelledText,
} from './labelled-files.ts'

export interface ClassFigures {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly support: number
}

export interface SetFigures {
  readonly format: Format
  readonly texts: number
  readonly protocol: string
  readonly macroF1?: number
  readonly accuracy?: number
  readonly perClass?: Readonly<Record<string, ClassFigures>>
  /** Rows are the true classes, columns the leading given one, both in the order of `labels`. */
  readonly confusion?: readonly (readonly number[])[]
  readonly labels?: readonly string[]
  readonly calibrationError?: number
  readonly pearson?: Readonly<Record<(typeof RATINGS)[number], number>>
}

/** What Chinese sets call their classes, in fine labels. */
const CLUE_CLASSES: Readonly<Record<string, readonly FineLabel[]>> = {
  happiness: ['joy', 'amusement', 'excitement', 'relief', 'optimism', 'pride', 'gratitude'],
  like: ['love', 'admiration', 'caring', 'desire', 'approval'],
  sadness: ['sadness', 'disappointment', 'grief', 'remorse', 'embarrassment'],
  anger: ['anger'],
  disgust: ['disgust', 'annoyance', 'disapproval'],
  fear: ['fear', 'nervousness'],
  surprise: ['surprise'],
}

const BATCH = 512
const isFine = (name: string): name is FineLabel => (FINE_LABELS as readonly string[]).includes(name)
const round = (value: number): number => Math.round(value * 10_000) / 10_000

const scoreAll = (texts: readonly string[], language: Language): EmotionScores[] => {
  const loaded = emotionModel(language)
  return Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, i) =>
    scoreWith(loaded, texts.slice(i * BATCH, (i + 1) * BATCH)),
  ).flat()
}

/** A text's classes and how strongly each of the set's is felt, in the set's order. */
interface Answer {
  readonly given: readonly number[]
  readonly strengths: readonly number[]
}

const byThresholds = (strengths: readonly number[], thresholds: readonly number[]): Answer => {
  const relative = strengths.map((strength, i) => strength / thresholds[i])
  const given = relative.flatMap((value, i) => (value >= 1 ? [i] : []))
  return {
    strengths: relative,
    // A text has at least one class.
    given: given.length > 0 ? given : [relative.indexOf(Math.max(...relative))],
  }
}

const byStrongest = (strengths: readonly number[]): Answer => ({
  strengths,
  given: [strengths.indexOf(Math.max(...strengths))],
})

const answerer = (format: Format, labels: readonly string[], language: Language) => {
  const { thresholds } = emotionModel(language).model.description
  if (format === 'goemotions')
    return ({ fine }: EmotionScores) => byThresholds([...fine], thresholds.slice(0, EKMAN_AT))
  if (format === 'ekman') {
    const at = labels.map((label) => EMOTIONS.findIndex((emotion) => emotion === label))
    return ({ ekman }: EmotionScores) =>
      byThresholds(
        at.map((i) => ekman[i]),
        at.map((i) => thresholds[EKMAN_AT + i]),
      )
  }
  const members = labels.map((label) =>
    (format === 'clue' ? (CLUE_CLASSES[label] ?? [label]) : [label]).map((name) => {
      if (!isFine(name))
        throw new EngineError(
          'BAD_INPUT',
          `The class “${label}” is none of the emotions that the model knows (${FINE_LABELS.join(', ')}). Nothing was scored.`,
        )
      return FINE_LABELS.indexOf(name)
    }),
  )
  // English classes are weighed by how rare their label is; Chinese ones are sums of several labels, with the mix's say.
  const inMix = (places: readonly number[]): number => EMOTIONS.indexOf(EKMAN_OF[FINE_LABELS[places[0]]])
  return ({ fine, mix }: EmotionScores) =>
    byStrongest(
      members.map((places) =>
        format === 'clue'
          ? places.reduce((sum, i) => sum + fine[i], 0) * Math.sqrt(mix[inMix(places)])
          : places.reduce((sum, i) => sum + fine[i] / thresholds[i], 0),
      ),
    )
}

const figuresOf = (labels: readonly string[], items: readonly LabelledText[], answers: readonly Answer[]) => {
  const counts = labels.map(() => ({ hit: 0, given: 0, support: 0 }))
  const confusion = labels.map(() => labels.map(() => 0))
  let exact = 0
  items.forEach(({ gold }, i) => {
    const { given, strengths } = answers[i]
    for (const k of given) counts[k].given++
    for (const k of gold) {
      counts[k].support++
      if (given.includes(k)) counts[k].hit++
      confusion[k][strengths.indexOf(Math.max(...strengths))]++
    }
    if (given.length === gold.length && given.every((k) => gold.includes(k))) exact++
  })
  const perClass = Object.fromEntries(
    counts.map(({ hit, given, support }, k) => {
      const precision = given === 0 ? 0 : hit / given
      const recall = support === 0 ? 0 : hit / support
      const f1 = hit === 0 ? 0 : (2 * precision * recall) / (precision + recall)
      return [
        labels[k],
        { precision: round(precision), recall: round(recall), f1: round(f1), support } satisfies ClassFigures,
      ]
    }),
  )
  // A class that the file does not have says nothing.
  const present = Object.values(perClass).filter(({ support }) => support > 0)
  return {
    macroF1: round(present.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, present.length)),
    accuracy: round(exact / Math.max(1, items.length)),
    perClass,
    confusion,
    labels,
  }
}

/** Mean over classes of each one's expected calibration error. */
const errorOf = (
  { items }: LabelledSet,
  scores: readonly EmotionScores[],
  probability: (scores: EmotionScores, k: number) => number,
  classes: number,
): number => {
  const errors = Array.from({ length: classes }, (_, k) =>
    calibrationError(
      items.map(({ gold }, i) => ({ p: probability(scores[i], k), isRight: gold.includes(k) })),
    ),
  )
  return round(errors.reduce((a, b) => a + b, 0) / classes)
}

/** Pearson's correlation; 0 where one side never changes. */
export const pearson = (xs: readonly number[], ys: readonly number[]): number => {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
  const [mx, my] = [mean(xs), mean(ys)]
  let [xy, xx, yy] = [0, 0, 0]
  xs.forEach((x, i) => {
    xy += (x - mx) * (ys[i] - my)
    xx += (x - mx) ** 2
    yy += (ys[i] - my) ** 2
  })
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy)
}

const MULTI =
  'each label by its own threshold, fixed when the model was made; a text with none gets the nearest'
const SINGLE = 'the strongest of the file’s classes'

/** @param split of EmoBank: one of its parts; all without. */
export const scoreSet = (file: string, format: Format, split?: string): SetFigures => {
  if (format === 'emobank') {
    const rated = readRated(file, split)
    const scores = scoreAll(
      rated.map(({ text }) => text),
      'en',
    )
    const correlate = (k: number): number =>
      round(
        pearson(
          scores.map(({ ratings }) => ratings?.[k] ?? 0),
          rated.map(({ rating }) => rating[k]),
        ),
      )
    const [valence, arousal, dominance] = RATINGS.map((_, k) => correlate(k))
    return {
      format,
      texts: rated.length,
      protocol: 'Pearson’s r between ratings and the model’s',
      pearson: { valence, arousal, dominance },
    }
  }
  const language = format === 'clue' ? 'zh' : 'en'
  const set = readLabelled(file, format)
  const scores = scoreAll(
    set.items.map(({ text }) => text),
    language,
  )
  const answers = scores.map(answerer(format, set.labels, language))
  const isMulti = format === 'goemotions' || format === 'ekman'
  const order = set.labels.map((label) => EMOTIONS.findIndex((emotion) => emotion === label))
  const probability = ({ fine, ekman }: EmotionScores, k: number): number =>
    format === 'goemotions' ? fine[k] : ekman[order[k]]
  return {
    format,
    texts: set.items.length,
    protocol: isMulti ? MULTI : SINGLE,
    ...figuresOf(set.labels, set.items, answers),
    ...(isMulti ? { calibrationError: errorOf(set, scores, probability, set.labels.length) } : {}),
  }
}
