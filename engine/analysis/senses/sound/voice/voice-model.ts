// The model that names the emotion of a voice. Trained by engine/evals/senses/train-voice.ts; needs no tensor runtime.
import * as z from 'zod'
import { VOICE_EMOTIONS } from '../../../../domain/media-finding.ts'
import type { WeightFile, WeightTensor } from '../../../../nn/weights.ts'
import { against, type OwnVoice, type UsualVoice } from './own-voice.ts'
import { scoresOf, type VoiceEar } from './voice-ear.ts'

/** Scores lie about −1 … 1; so much steeper they are chances that hold (found on speakers left out). */
const STEEPNESS = 3

const description = z.object({
  kind: z.literal('voice-emotion'),
  version: z.literal(3),
  /** What it was trained on, for whoever reads the file. */
  recordings: z.number(),
})

export interface VoiceModelParts {
  /** [features]: how much each counts, 1 on average. */
  readonly weights: Float32Array
  /** Hears a voice of which nothing is known. */
  readonly anybody: VoiceEar
  /** Hears how a recording lies among others of its voice. */
  readonly known: VoiceEar
  readonly usual: UsualVoice
}

type Named = readonly (readonly [name: string, tensor: WeightTensor])[]

const tensorsOf = (name: string, { mean, scale, rows, votes }: VoiceEar): Named => {
  const features = mean.length
  const count = rows.length / features
  return [
    [`${name}.mean`, { dtype: 'float32', shape: [features], data: mean }],
    [`${name}.scale`, { dtype: 'float32', shape: [features], data: scale }],
    [`${name}.rows`, { dtype: 'int8', shape: [count, features], data: rows }],
    [`${name}.votes`, { dtype: 'float32', shape: [count, VOICE_EMOTIONS.length], data: votes }],
  ]
}

export class VoiceModel {
  readonly #parts: VoiceModelParts

  constructor(parts: VoiceModelParts) {
    this.#parts = parts
  }

  /** Throws where the file is no such model, or one of another version. */
  static fromFile({ tensors, metadata }: WeightFile): VoiceModel {
    description.parse(JSON.parse(metadata['voice'] ?? 'null'))
    const dataOf = (name: string) => {
      const found = tensors.get(name)
      if (!found) throw new Error(`The voice model has no ${name}.`)
      return found.data
    }
    const numbers = (name: string) => dataOf(name) as Float32Array
    const weights = numbers('weights')
    const earOf = (name: string): VoiceEar => {
      const rows = dataOf(`${name}.rows`) as Int8Array
      const ear = {
        mean: numbers(`${name}.mean`),
        scale: numbers(`${name}.scale`),
        rows,
        votes: numbers(`${name}.votes`),
      }
      if (rows.length * VOICE_EMOTIONS.length !== ear.votes.length * weights.length)
        throw new Error('The parts of the voice model do not fit each other.')
      return ear
    }
    const usual = { mean: numbers('usual.mean'), spread: numbers('usual.spread') }
    return new VoiceModel({ weights, anybody: earOf('anybody'), known: earOf('known'), usual })
  }

  toFile(recordings: number): WeightFile {
    const { weights, anybody, known, usual } = this.#parts
    const shape = [weights.length]
    const about = { kind: 'voice-emotion', version: 3, recordings } satisfies z.infer<typeof description>
    return {
      tensors: new Map<string, WeightTensor>([
        ['weights', { dtype: 'float32', shape, data: weights }],
        ['usual.mean', { dtype: 'float32', shape, data: usual.mean }],
        ['usual.spread', { dtype: 'float32', shape, data: usual.spread }],
        ...tensorsOf('anybody', anybody),
        ...tensorsOf('known', known),
      ]),
      metadata: { voice: JSON.stringify(about) },
    }
  }

  /**
   * @param ownVoice of whoever speaks; null where nobody knows it.
   * @returns chances in the order of VOICE_EMOTIONS. Throws where the features are another version's.
   */
  predict(features: Float32Array, ownVoice: OwnVoice | null = null): readonly number[] {
    const { weights, anybody, known, usual } = this.#parts
    if (features.length !== weights.length || (ownVoice && ownVoice.mean.length !== weights.length))
      throw new Error('The voice model knows other features.')
    const scores = ownVoice
      ? scoresOf(known, against(features, ownVoice, usual), weights)
      : scoresOf(anybody, features, weights)
    const most = Math.max(...scores)
    const chances = scores.map((score) => Math.exp(STEEPNESS * (score - most)))
    const total = chances.reduce((sum, chance) => sum + chance, 0)
    return chances.map((chance) => chance / total)
  }
}
