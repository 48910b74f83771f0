// How much a line sounds like somebody whose lines are at hand: a logistic model over compared habits, learnt from who
// speaks in novels (engine/evals/persona). It judges style; whether a thought becomes them it cannot know.
import { readFileSync } from 'node:fs'
import { assetPath } from '../../domain/asset-path.ts'
import type { Language } from '../../domain/project.ts'
import { compareHabits, habitsOf, type LineHabits } from './voice-features.ts'

export interface LikenessModel {
  /** Of COMPARED, in their order. */
  readonly mean: readonly number[]
  readonly scale: readonly number[]
  readonly weights: readonly number[]
  readonly bias: number
}

export type LikenessFile = Readonly<Record<Language, LikenessModel>>

let loaded: LikenessFile | undefined

const modelOf = (language: Language): LikenessModel => {
  loaded ??= JSON.parse(readFileSync(assetPath('persona', 'voice-likeness.json'), 'utf8')) as LikenessFile
  return loaded[language]
}

export const scoreHabits = (
  { mean, scale, weights, bias }: LikenessModel,
  compared: readonly number[],
): number => {
  const logit = compared.reduce(
    (sum, value, at) => sum + (weights[at] * (value - mean[at])) / scale[at],
    bias,
  )
  return 1 / (1 + Math.exp(-logit))
}

/** Lines of one voice, ready to be compared with. */
export interface KnownVoice {
  readonly whole: LineHabits
  readonly lines: readonly LineHabits[]
}

export const knownVoice = (lines: readonly string[], language: Language): KnownVoice => ({
  whole: habitsOf(lines.join('\n'), language),
  lines: lines.map((line) => habitsOf(line, language)),
})

/** Fewer lines say nothing about a voice. */
const LEAST_LINES = 3

/** 0 … 1 a text; null where fewer than three lines are known. Throws where the weights are missing. */
export const voiceLikeness = (
  samples: readonly string[],
  texts: readonly string[],
  language: Language,
  model: LikenessModel = modelOf(language),
): readonly (number | null)[] => {
  if (samples.length < LEAST_LINES) return texts.map(() => null)
  const { whole, lines } = knownVoice(samples, language)
  return texts.map((text) => scoreHabits(model, compareHabits(habitsOf(text, language), whole, lines)))
}
