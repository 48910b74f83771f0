// The model that names the emotion of a voice: how like it is to recordings whose emotion is known (a kernel machine: least-squares
// support vectors, Suykens & Vandewalle 1999). Trained by engine/evals/senses/train-voice.ts; needs no tensor runtime.
import * as z from 'zod'
import { VOICE_EMOTIONS } from '../../../../domain/media-finding.ts'
import type { WeightFile } from '../../../../nn/weights.ts'

/** Scaled features beyond this are noise. */
const MOST = 4
const STEPS = 127 / MOST
/** How quickly likeness fades with the mean squared distance of features. */
const WIDTH = 0.25
/** Scores lie about −1 … 1; so much steeper they are chances that hold (found on speakers left out). */
const STEEPNESS = 3

const description = z.object({
  kind: z.literal('voice-emotion'),
  version: z.literal(2),
  /** What it was trained on, for whoever reads the file. */
  recordings: z.number(),
})

/** Rows of scaled features, a byte each. */
export interface KnownVoices {
  /** [features]: how much each counts, 1 on average. */
  readonly weights: Float32Array
  /** [rows, features] */
  readonly rows: Int8Array
  /** [rows, emotions]: what likeness to each says for each emotion. */
  readonly votes: Float32Array
}

/** 0 … 1. @param weights of the features, 1 on average. */
export const likeness = (a: Int8Array, b: Int8Array, weights: Float32Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) {
    const difference = a[i] - b[i]
    sum += weights[i] * difference * difference
  }
  return Math.exp((-WIDTH * sum) / (STEPS * STEPS * a.length))
}

/** To mean 0 and deviation 1 in the training set, then to a byte each. */
export const scaled = (features: Float32Array, mean: Float32Array, scale: Float32Array): Int8Array =>
  Int8Array.from(features, (value, i) =>
    Math.round(STEPS * Math.max(-MOST, Math.min(MOST, (value - mean[i]) * scale[i]))),
  )

export class VoiceModel {
  readonly #mean: Float32Array
  readonly #scale: Float32Array
  readonly #known: KnownVoices

  constructor(mean: Float32Array, scale: Float32Array, known: KnownVoices) {
    this.#mean = mean
    this.#scale = scale
    this.#known = known
  }

  /** Throws where the file is no such model, or one of another version. */
  static fromFile({ tensors, metadata }: WeightFile): VoiceModel {
    description.parse(JSON.parse(metadata['voice'] ?? 'null'))
    const tensor = (name: string) => {
      const found = tensors.get(name)
      if (!found) throw new Error(`The voice model has no ${name}.`)
      return found
    }
    const mean = tensor('mean').data as Float32Array
    const known = {
      weights: tensor('weights').data as Float32Array,
      rows: tensor('rows').data as Int8Array,
      votes: tensor('votes').data as Float32Array,
    }
    if (known.rows.length * VOICE_EMOTIONS.length !== known.votes.length * mean.length)
      throw new Error('The parts of the voice model do not fit each other.')
    return new VoiceModel(mean, tensor('scale').data as Float32Array, known)
  }

  toFile(recordings: number): WeightFile {
    const { rows, votes, weights } = this.#known
    const features = weights.length
    const count = rows.length / features
    const about = { kind: 'voice-emotion', version: 2, recordings } satisfies z.infer<typeof description>
    return {
      tensors: new Map([
        ['mean', { dtype: 'float32', shape: [features], data: this.#mean }],
        ['scale', { dtype: 'float32', shape: [features], data: this.#scale }],
        ['weights', { dtype: 'float32', shape: [features], data: weights }],
        ['rows', { dtype: 'int8', shape: [count, features], data: rows }],
        ['votes', { dtype: 'float32', shape: [count, VOICE_EMOTIONS.length], data: votes }],
      ]),
      metadata: { voice: JSON.stringify(about) },
    }
  }

  /** @returns chances in the order of VOICE_EMOTIONS. Throws where the features are another version's. */
  predict(features: Float32Array): readonly number[] {
    const { rows, votes, weights: importance } = this.#known
    const width = importance.length
    if (features.length !== width) throw new Error('The voice model knows other features.')
    const row = scaled(features, this.#mean, this.#scale)
    const scores = VOICE_EMOTIONS.map(() => 0)
    for (let i = 0; i * width < rows.length; i++) {
      const like = likeness(row, rows.subarray(i * width, (i + 1) * width), importance)
      for (let k = 0; k < scores.length; k++) scores[k] += like * votes[i * scores.length + k]
    }
    const most = Math.max(...scores)
    const weights = scores.map((score) => Math.exp(STEEPNESS * (score - most)))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return weights.map((weight) => weight / total)
  }
}
