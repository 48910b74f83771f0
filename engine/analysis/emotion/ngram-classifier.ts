// The n-gram half of the emotion model at work: adds up the weights of a sentence's features. Whole numbers with a scale a row.
import type { WeightTensor } from '../../nn/weights.ts'
import { quantizeWeights } from '../../nn/quantize.ts'
import { FeatureIndex } from './feature-index.ts'
import { createFeatureBuffer, readFeatures, type FeatureSettings } from './ngram-features.ts'
import { SparseReader } from './sparse-reader.ts'

/** What training makes: row r of `weights` [features, outputs] belongs to the feature hashes[r]. */
export interface NgramTable {
  readonly settings: FeatureSettings
  readonly hashes: Int32Array
  readonly idf: Float32Array
  readonly weights: Float32Array
  readonly bias: Float32Array
}

/** For a weight file: a byte a weight, under `prefix`. Features whose every weight is small are left out. */
export const packNgrams = (
  prefix: string,
  { hashes, idf, weights, bias }: NgramTable,
  smallest: number,
): Map<string, WeightTensor> => {
  const outputs = bias.length
  const kept = [...hashes.keys()].filter((row) =>
    weights
      .subarray(row * outputs, (row + 1) * outputs)
      .some((weight) => Math.abs(weight) * idf[row] >= smallest),
  )
  const matrix = new Float32Array(kept.length * outputs)
  kept.forEach((row, at) => matrix.set(weights.subarray(row * outputs, (row + 1) * outputs), at * outputs))
  const column = <T extends Float32Array | Int32Array>(data: T) => ({ shape: [data.length], data })
  return new Map<string, WeightTensor>([
    [`${prefix}/hashes`, { dtype: 'int32', ...column(Int32Array.from(kept, (row) => hashes[row])) }],
    [`${prefix}/idf`, { dtype: 'float32', ...column(Float32Array.from(kept, (row) => idf[row])) }],
    [`${prefix}/bias`, { dtype: 'float32', ...column(bias) }],
    ...quantizeWeights(
      new Map([[`${prefix}/weights`, { dtype: 'float32', shape: [kept.length, outputs], data: matrix }]]),
    ),
  ])
}

/** Not to be shared between threads. */
export class NgramClassifier {
  readonly outputs: number
  readonly #settings: FeatureSettings
  readonly #integers: Int8Array
  readonly #scales: Float32Array
  readonly #bias: Float32Array
  readonly #reader: SparseReader
  readonly #buffer = createFeatureBuffer()

  /** @param tensors as `packNgrams` makes them. Throws where one is missing. */
  constructor(prefix: string, tensors: ReadonlyMap<string, WeightTensor>, settings: FeatureSettings) {
    const data = (name: string): WeightTensor['data'] => {
      const tensor = tensors.get(`${prefix}/${name}`)
      if (!tensor) throw new Error(`The weight file has no ${prefix}/${name}`)
      return tensor.data
    }
    this.#settings = settings
    this.#integers = data('weights') as Int8Array
    this.#scales = data('weights.scales') as Float32Array
    this.#bias = data('bias') as Float32Array
    this.outputs = this.#bias.length
    this.#reader = new SparseReader(
      new FeatureIndex(data('hashes') as Int32Array),
      data('idf') as Float32Array,
    )
  }

  /** Writes the logits of one sentence to `into` from `at` on. */
  score(tokens: readonly string[], into: Float32Array, at: number): void {
    const { outputs } = this
    const integers = this.#integers
    const reader = this.#reader
    readFeatures(tokens, this.#settings, this.#buffer)
    reader.read(this.#buffer)
    into.set(this.#bias, at)
    for (let i = 0; i < reader.size; i++) {
      const row = reader.rows[i]
      const value = reader.values[i] * this.#scales[row]
      const from = row * outputs
      for (let k = 0; k < outputs; k++) into[at + k] += value * integers[from + k]
    }
  }
}
