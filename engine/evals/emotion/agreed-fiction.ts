// Self-training on fiction: of sentences nobody labelled, those on which a first model and the lexicon, two views that share
// nothing, name the same emotion; the clearest of each (after Blum & Mitchell 1998, co-training).
import { scoreWith } from '../../analysis/emotion/score-emotions.ts'
import type { EmotionModel } from '../../analysis/emotion/emotion-model.ts'
import { EKMAN_AT, EKMAN_OF, FINE_LABELS, OUTPUTS } from '../../analysis/emotion/labels.ts'
import { lexiconAnalyzer } from '../../analysis/lexicon/lexicon-analyzer.ts'
import { EMOTIONS } from '../../domain/emotion.ts'
import type { Example } from './train-ngrams.ts'

export interface AgreedOptions {
  /** How many times likelier than in fiction at large the model must find the emotion. */
  readonly lift: number
  /** Sentences of one emotion; of neutral ones twice as many. */
  readonly most: number
  /** Of one such sentence beside a labelled one. */
  readonly weight: number
}

const BATCH = 4096

/** The emotion itself and its likeliest fine label. */
const targetsFor = (emotion: number, fine: Float32Array): Float32Array => {
  const targets = new Float32Array(OUTPUTS)
  targets[EKMAN_AT + emotion] = 1
  const members = FINE_LABELS.flatMap((label, k) => (EKMAN_OF[label] === EMOTIONS[emotion] ? [k] : []))
  targets[members.reduce((best, k) => (fine[k] > fine[best] ? k : best))] = 1
  return targets
}

const NEUTRAL = EMOTIONS.indexOf('neutral')
/** An emotion counts as the model's choice when no other is that much clearer. */
const NEARLY = 0.8

/**
 * A model of short comments finds little feeling in a novel, so that its probabilities are taken relative to what it finds
 * in fiction on average: an emotion is chosen when it stands out, a sentence is neutral when nothing does.
 */
export const agreedFiction = (
  model: EmotionModel,
  sentences: readonly string[],
  { lift, most, weight }: AgreedOptions,
): Example[] => {
  const scores = batched(sentences, (batch) => scoreWith({ model, ratings: null }, batch))
  const means = EMOTIONS.map((_, k) => scores.reduce((sum, { ekman }) => sum + ekman[k], 0) / scores.length)
  const felt = lexiconAnalyzer.analyze(sentences, model.language)
  const found = EMOTIONS.map((): { at: number; clearness: number }[] => [])
  sentences.forEach((_, at) => {
    const emotion = EMOTIONS.indexOf(felt[at].emotion)
    const lifts = means.map((mean, k) => scores[at].ekman[k] / mean)
    const highest = Math.max(...lifts.filter((_, k) => k !== NEUTRAL))
    if (emotion === NEUTRAL) {
      if (highest <= 1) found[emotion].push({ at, clearness: lifts[NEUTRAL] })
    } else if (lifts[emotion] >= lift && lifts[emotion] >= NEARLY * highest)
      found[emotion].push({ at, clearness: lifts[emotion] * felt[at].confidence })
  })
  return found.flatMap((own, emotion) =>
    own
      .sort((a, b) => b.clearness - a.clearness)
      .slice(0, emotion === NEUTRAL ? 2 * most : most)
      .map(({ at }) => ({
        tokens: model.tokens(sentences[at]),
        targets: targetsFor(emotion, scores[at].fine),
        weight,
      })),
  )
}

const batched = <T>(sentences: readonly string[], score: (batch: readonly string[]) => readonly T[]): T[] =>
  Array.from({ length: Math.ceil(sentences.length / BATCH) }, (_, i) =>
    score(sentences.slice(i * BATCH, (i + 1) * BATCH)),
  ).flat()
