// The GRU reader at work: its step compiled once a length, weights frozen, sentences in rectangles of like length.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { compile, type CompiledStep } from '../../nn/compile/index.ts'
import type { WeightTensor } from '../../nn/weights.ts'
import { GruReader, POOLS, type GruReaderShape } from './gru-reader.ts'
import { OUTPUTS } from './labels.ts'
import { groupByLength, toBatch } from './reader-batches.ts'

const BATCH = 32

export interface ReaderScores {
  /** [sentences, OUTPUTS] */
  readonly logits: Float32Array
  /** [sentences, 6 · hidden] */
  readonly pooled: Float32Array
}

type ReadStep = CompiledStep<[tf.Tensor2D, tf.Tensor2D, tf.Tensor2D], readonly tf.Tensor[]>

/** Owns the reader; dispose() frees it. Runs on the calling thread. */
export class GruScorer {
  readonly width: number
  readonly #reader: GruReader
  readonly #step: ReadStep

  constructor(reader: GruReader) {
    this.#reader = reader
    this.width = POOLS * reader.shape.hidden
    this.#step = compile(
      (tokens: tf.Tensor2D, backward: tf.Tensor2D, mask: tf.Tensor2D) => {
        const pooled = reader.pooled({ tokens, backward, mask })
        return [reader.logits(pooled), pooled]
      },
      { vars: reader.weights.values(), threads: 1, name: 'emotion reader', freeze: true },
    )
  }

  /** @param tensors of a weight file, whole numbers already undone, under `prefix`. Throws where one is missing. */
  static fromTensors(
    prefix: string,
    tensors: ReadonlyMap<string, WeightTensor>,
    shape: GruReaderShape,
  ): GruScorer {
    return new GruScorer(
      new GruReader(shape, (name) => {
        const tensor = tensors.get(`${prefix}/${name}`)
        if (!tensor) throw new Error(`The weight file has no ${prefix}/${name}`)
        return tensor.data as Float32Array
      }),
    )
  }

  score(sentences: readonly Int32Array[]): ReaderScores {
    const { width } = this
    const logits = new Float32Array(sentences.length * OUTPUTS)
    const pooled = new Float32Array(sentences.length * width)
    for (const group of groupByLength(sentences, BATCH)) {
      // A paragraph or two should not pay for a full rectangle.
      const size = group.members.length <= 4 ? 4 : BATCH
      const { tokens, backward, mask } = toBatch(sentences, group, size)
      const results = this.#step(tokens, backward, mask)
      const [own, states] = results.map((result) => result.dataSync<'float32'>())
      group.members.forEach((i, row) => {
        logits.set(own.subarray(row * OUTPUTS, (row + 1) * OUTPUTS), i * OUTPUTS)
        pooled.set(states.subarray(row * width, (row + 1) * width), i * width)
      })
      tf.dispose([tokens, backward, mask, ...results])
    }
    return { logits, pooled }
  }

  dispose(): void {
    this.#step.dispose()
    this.#reader.dispose()
  }
}
