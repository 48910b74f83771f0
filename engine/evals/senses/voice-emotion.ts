// How well emotions of voices are named that the model has never heard: each speaker left out in turn, or another set trained on.
import { VOICE_EMOTIONS, type VoiceEmotion } from '../../domain/media-finding.ts'
import {
  LEAST_OWN_RECORDINGS,
  ownVoiceOf,
  type OwnVoice,
} from '../../analysis/senses/sound/voice/own-voice.ts'
import type { VoiceModel } from '../../analysis/senses/sound/voice/voice-model.ts'
import { Random } from '../../nn/seed.ts'
import { classScores, type ClassScores, type Guess } from './class-scores.ts'
import { trainVoice, type VoiceExample } from './train-voice.ts'

/** Of the recording as it is: what was made of it is for learning. */
const guessOf = (
  model: VoiceModel,
  [features]: readonly Float32Array[],
  voice: OwnVoice | null,
): VoiceEmotion => {
  const shares = model.predict(features, voice)
  return VOICE_EMOTIONS[shares.indexOf(Math.max(...shares))]
}

/** Others of the same voice, drawn by the seed; what is felt in them stays unseen. */
const someOthers = (
  example: VoiceExample,
  all: readonly VoiceExample[],
  count: number,
  random: Random,
): readonly Float32Array[] => {
  const left = all.filter((each) => each !== example).map(({ rows }) => rows[0])
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(random.integer(left.length), 1)[0],
  )
}

export interface VoiceScores extends ClassScores {
  readonly speakers: number
  /** Where each voice is known from all of its own recordings, whose labels stay unseen. */
  readonly uarScaled: number
  readonly accuracyScaled: number
  /** Where it is known from the fewest with which the studio begins, drawn by chance without the one that is heard. */
  readonly uarScaledByFew: number
  readonly accuracyScaledByFew: number
}

/** Leave one speaker out. Throws where there are fewer than two speakers, and the signal's reason when stopped. */
export const scoreVoices = async (
  examples: readonly VoiceExample[],
  progress: (speaker: string) => void,
  signal?: AbortSignal,
): Promise<VoiceScores> => {
  const speakers = Map.groupBy(examples, ({ speaker }) => speaker)
  if (speakers.size < 2)
    throw new Error('All recordings are of one speaker: give another set to learn from with --data DIR.')
  const [alone, known, little]: [Guess[], Guess[], Guess[]] = [[], [], []]
  for (const [speaker, group] of speakers) {
    progress(speaker)
    const model = await trainVoice(
      examples.filter((example) => example.speaker !== speaker),
      signal,
    )
    const whole = ownVoiceOf(group.map(({ rows }) => rows[0]))
    const random = new Random(`others of ${speaker}`)
    for (const example of group) {
      const few = ownVoiceOf(someOthers(example, group, LEAST_OWN_RECORDINGS, random))
      const truth = example.emotion
      alone.push({ truth, guess: guessOf(model, example.rows, null) })
      known.push({ truth, guess: guessOf(model, example.rows, whole) })
      little.push({ truth, guess: guessOf(model, example.rows, few) })
    }
  }
  const [scaled, byFew] = [classScores(known), classScores(little)]
  return {
    ...classScores(alone),
    speakers: speakers.size,
    uarScaled: scaled.uar,
    accuracyScaled: scaled.accuracy,
    uarScaledByFew: byFew.uar,
    accuracyScaledByFew: byFew.accuracy,
  }
}

/** With a model that was trained on other recordings. */
export const scoreModel = (model: VoiceModel, examples: readonly VoiceExample[]): ClassScores =>
  classScores(examples.map(({ emotion, rows }) => ({ truth: emotion, guess: guessOf(model, rows, null) })))
