// The timeline's names for what crosses the contract: types only, so that every file here says them the same way.
import type { Outputs } from '../../engine/contract/index.ts'

type EventOf<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never

export type BinderNode = Outputs['binder']['tree'][number]
export type SceneFeelings = EventOf<Outputs['feeling']['watch']>
export type SentenceFeeling = Outputs['feeling']['sentences'][number]
export type Target = Outputs['feeling']['targets'][number]
export type TargetPoint = Target['points'][number]
export type Emotion = SentenceFeeling['emotion']

export type VoiceScene = Outputs['arc']['voice'][number]

export type Voice = Outputs['arc']['voices'][number]
export type Turn = Outputs['arc']['turns'][number]
export type DraftSummary = Outputs['arc']['drafts'][number]
export type Draft = Outputs['arc']['draft']
export type StoryShape = Outputs['feeling']['shapes'][number]

/** What the curve can show; the lines of a target are kept per measure. */
export type Measure = Target['measure']

export const MEASURES = [
  'valence',
  'arousal',
  'tension',
  'joy',
  'sadness',
  'anger',
  'fear',
  'disgust',
  'surprise',
] as const satisfies readonly Measure[]

/** The fixed order of every mix, as the engine's emotion vocabulary has it. */
export const EMOTIONS = [
  'joy',
  'sadness',
  'anger',
  'fear',
  'disgust',
  'surprise',
  'neutral',
] as const satisfies readonly Emotion[]

/** One row of a table of feelings on a measure's scale, as the engine's domain/measure.ts has it. */
export const valueOf = (
  rows: Pick<SceneFeelings, 'valence' | 'arousal' | 'mix' | 'confidence'>,
  index: number,
  measure: Measure | 'confidence',
): number => {
  if (measure === 'valence' || measure === 'arousal' || measure === 'confidence') return rows[measure][index]!
  if (measure === 'tension') return (rows.arousal[index]! * (1 - rows.valence[index]!)) / 2
  return rows.mix[index]![EMOTIONS.indexOf(measure)]!
}

/** Lowest and highest value of a measure. */
export const measureRange = (measure: Measure): readonly [number, number] =>
  measure === 'valence' ? [-1, 1] : [0, 1]
