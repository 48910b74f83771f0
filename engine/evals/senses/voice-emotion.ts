// How well emotions of voices are named that the model has never heard: each speaker left out in turn, or another set trained on.
import { VOICE_EMOTIONS, type VoiceEmotion } from '../../domain/media-finding.ts'
import type { VoiceModel } from '../../analysis/senses/sound/voice/voice-model.ts'
import { classScores, type ClassScores, type Guess } from './class-scores.ts'
import { trainVoice, type VoiceExample } from './train-voice.ts'

/** Of the recording as it is: what was made of it is for learning. */
const guessOf = (model: VoiceModel, [features]: readonly Float32Array[]): VoiceEmotion => {
  const shares = model.predict(features)
  return VOICE_EMOTIONS[shares.indexOf(Math.max(...shares))]
}

/** Each row less the mean of its speaker's recordings, over their deviation. */
const bySpeaker = (examples: readonly VoiceExample[]): readonly VoiceExample[] => {
  const groups = Map.groupBy(examples, ({ speaker }) => speaker)
  const scales = new Map(
    [...groups].map(([speaker, group]) => {
      const rows = group.map((example) => example.rows[0])
      const mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length)
      const spread = mean.map((middle, i) =>
        Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - middle) ** 2, 0) / rows.length),
      )
      return [speaker, { mean, spread }] as const
    }),
  )
  return examples.map((example) => {
    const { mean, spread } = scales.get(example.speaker)!
    return {
      ...example,
      rows: example.rows.map((row) => row.map((value, i) => (value - mean[i]) / (spread[i] + 1e-6))),
    }
  })
}

export interface VoiceScores extends ClassScores {
  readonly speakers: number
  /** What is gained where each voice is scaled by all of its own recordings, whose labels stay unseen. */
  readonly uarScaled: number
  readonly accuracyScaled: number
}

const crossValidate = async (
  examples: readonly VoiceExample[],
  progress: (speaker: string) => void,
  signal: AbortSignal | undefined,
): Promise<readonly Guess[]> => {
  const guesses: Guess[] = []
  for (const speaker of new Set(examples.map((example) => example.speaker))) {
    progress(speaker)
    const model = await trainVoice(
      examples.filter((example) => example.speaker !== speaker),
      signal,
    )
    for (const example of examples.filter((each) => each.speaker === speaker))
      guesses.push({ truth: example.emotion, guess: guessOf(model, example.rows) })
  }
  return guesses
}

/** Leave one speaker out. Throws where there are fewer than two speakers, and the signal's reason when stopped. */
export const scoreVoices = async (
  examples: readonly VoiceExample[],
  progress: (speaker: string) => void,
  signal?: AbortSignal,
): Promise<VoiceScores> => {
  const speakers = new Set(examples.map(({ speaker }) => speaker)).size
  if (speakers < 2)
    throw new Error('All recordings are of one speaker: give another set to learn from with --data DIR.')
  const alone = classScores(await crossValidate(examples, progress, signal))
  const known = classScores(await crossValidate(bySpeaker(examples), progress, signal))
  return { ...alone, speakers, uarScaled: known.uar, accuracyScaled: known.accuracy }
}

/** With a model that was trained on other recordings. */
export const scoreModel = (model: VoiceModel, examples: readonly VoiceExample[]): ClassScores =>
  classScores(examples.map(({ emotion, rows }) => ({ truth: emotion, guess: guessOf(model, rows) })))
