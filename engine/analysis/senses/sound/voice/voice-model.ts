// The model that names the emotion of a voice: features scaled, two layers, several such networks that vote. Trained by
// engine/evals/senses/train-voice.ts; so small that it needs no tensor runtime.
import * as z from 'zod'
import { VOICE_EMOTIONS } from '../../../../domain/media-finding.ts'
import type { WeightFile, WeightTensor } from '../../../../nn/weights.ts'

/** Scaled features beyond this are noise. */
const MOST = 5

const description = z.object({
  kind: z.literal('voice-emotion'),
  version: z.literal(1),
  networks: z.number().int().min(1).max(20),
  /** What it was trained on, for whoever reads the file. */
  recordings: z.number(),
})

export interface VoiceNetwork {
  /** [features, hidden] and [hidden] */
  readonly first: Float32Array
  readonly firstBias: Float32Array
  /** [hidden, emotions] and [emotions] */
  readonly second: Float32Array
  readonly secondBias: Float32Array
}

export class VoiceModel {
  readonly #mean: Float32Array
  readonly #scale: Float32Array
  readonly #networks: readonly VoiceNetwork[]

  constructor(mean: Float32Array, scale: Float32Array, networks: readonly VoiceNetwork[]) {
    this.#mean = mean
    this.#scale = scale
    this.#networks = networks
  }

  /** Throws where the file is no such model. */
  static fromFile({ tensors, metadata }: WeightFile): VoiceModel {
    const { networks } = description.parse(JSON.parse(metadata['voice'] ?? 'null'))
    const numbers = (name: string): Float32Array => {
      const tensor = tensors.get(name)
      if (!tensor) throw new Error(`The voice model has no ${name}.`)
      return tensor.data as Float32Array
    }
    return new VoiceModel(
      numbers('mean'),
      numbers('scale'),
      Array.from({ length: networks }, (_, i) => ({
        first: numbers(`${i}/first`),
        firstBias: numbers(`${i}/firstBias`),
        second: numbers(`${i}/second`),
        secondBias: numbers(`${i}/secondBias`),
      })),
    )
  }

  toFile(recordings: number): WeightFile {
    const tensors = new Map<string, WeightTensor>()
    const add = (name: string, data: Float32Array, shape: readonly number[] = [data.length]): void => {
      tensors.set(name, { dtype: 'float32', shape, data })
    }
    add('mean', this.#mean)
    add('scale', this.#scale)
    this.#networks.forEach(({ first, firstBias, second, secondBias }, i) => {
      add(`${i}/first`, first, [this.#mean.length, firstBias.length])
      add(`${i}/firstBias`, firstBias)
      add(`${i}/second`, second, [firstBias.length, secondBias.length])
      add(`${i}/secondBias`, secondBias)
    })
    const about = { kind: 'voice-emotion', version: 1, networks: this.#networks.length, recordings } as const
    return { tensors, metadata: { voice: JSON.stringify(about satisfies z.infer<typeof description>) } }
  }

  scale(features: Float32Array): Float32Array {
    return features.map((value, i) =>
      Math.max(-MOST, Math.min(MOST, (value - this.#mean[i]) * this.#scale[i])),
    )
  }

  /** Probabilities in the order of VOICE_EMOTIONS: the mean of all networks over all rows. */
  predict(rows: readonly Float32Array[]): readonly number[] {
    const sums = VOICE_EMOTIONS.map(() => 0)
    for (const row of rows) {
      const scaled = this.scale(row)
      for (const network of this.#networks) {
        const logits = forward(network, scaled)
        const most = Math.max(...logits)
        const weights = logits.map((logit) => Math.exp(logit - most))
        const total = weights.reduce((sum, weight) => sum + weight, 0)
        weights.forEach((weight, k) => (sums[k] += weight / total))
      }
    }
    const total = sums.reduce((sum, value) => sum + value, 0)
    return sums.map((value) => value / total)
  }
}

const forward = ({ first, firstBias, second, secondBias }: VoiceNetwork, row: Float32Array): number[] => {
  const hidden = firstBias.length
  const middle = Float64Array.from(firstBias)
  for (let i = 0; i < row.length; i++)
    for (let j = 0; j < hidden; j++) middle[j] += row[i] * first[i * hidden + j]
  return Array.from(secondBias, (bias, k) => {
    let sum = bias
    for (let j = 0; j < hidden; j++) if (middle[j] > 0) sum += middle[j] * second[j * secondBias.length + k]
    return sum
  })
}
