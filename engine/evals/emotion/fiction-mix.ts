// Lets a model read the hand-labelled fiction, and gives it the leaning that suits it, with an honest figure of how well it does.
import { EMOTIONS } from '../../domain/emotion.ts'
import { lexiconFeeling } from '../../analysis/lexicon/read-lexicon.ts'
import type { EmotionModel } from '../../analysis/emotion/emotion-model.ts'
import type { ModelDescription } from '../../analysis/emotion/model-description.ts'
import { mixOf } from '../../analysis/emotion/mix.ts'
import { valenceOfMix } from '../../analysis/emotion/mix-valence.ts'
import { scoreWith } from '../../analysis/emotion/score-emotions.ts'
import { crossFittedLeaders, fitMix, type FictionReading } from './fit-mix.ts'
import { labelledFiction, scoreFiction, type FictionFigures } from './run-fiction.ts'

/** Before anything is known of fiction. */
export const PLAIN_MIX: ModelDescription['mix'] = {
  sharpness: 1,
  lexicon: 0,
  centre: 0,
  lean: EMOTIONS.map(() => 1),
}

/** @param unlabelled fiction, for what the model finds on average. */
export const fictionMix = (
  model: EmotionModel,
  unlabelled: readonly string[],
): { readonly mix: ModelDescription['mix']; readonly figures: FictionFigures } => {
  const read = (texts: readonly string[]) => scoreWith({ model, ratings: null }, texts)
  const found = read(unlabelled)
  const means = EMOTIONS.map((_, k) => found.reduce((sum, { ekman }) => sum + ekman[k], 0) / found.length)
  const cases = labelledFiction(model.language)
  const scores = read(cases.map(({ text }) => text))
  const readings = cases.map(({ emotion, text }, i): FictionReading => ({
    emotion: EMOTIONS.indexOf(emotion),
    ekman: scores[i].ekman,
    listed: lexiconFeeling(text, model.language).mix,
  }))
  const leaders = crossFittedLeaders(readings, means)
  const fitted = fitMix(readings, means)
  const mixes = found.map(({ ekman }, i) =>
    mixOf(ekman, lexiconFeeling(unlabelled[i], model.language).mix, fitted),
  )
  const centre = mixes.reduce((sum, each) => sum + valenceOfMix(each), 0) / mixes.length
  return { mix: { ...fitted, centre }, figures: scoreFiction(model.language, () => leaders) }
}
