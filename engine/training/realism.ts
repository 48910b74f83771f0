// How much a written text reads like a real one, as a judge of texts sees it: piece by piece, then the mean.
import * as tf from '@tensorflow/tfjs-core'
import type { TextJudge } from '../models/types.ts'
import { compile, type CompiledStep } from '../nn/compile/index.ts'

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

/** Owns a compiled step; dispose() frees it, not the judge. */
export class Realism {
  readonly #length: number
  readonly #step: CompiledStep<[tf.Tensor1D], tf.Tensor1D>

  /** @param weights of the judge, which will not change any more */
  constructor(judge: TextJudge, weights: Iterable<tf.Variable>, threads: number) {
    this.#length = judge.length
    this.#step = compile((tokens: tf.Tensor1D) => judge.judge(tokens, 1), {
      vars: [...weights],
      threads,
      freeze: true,
      name: 'realism',
    })
  }

  /** 0 … 1; null for a text shorter than what the judge reads at once. */
  of(tokens: readonly number[]): number | null {
    const pieces = Math.floor(tokens.length / this.#length)
    if (pieces === 0) return null
    let sum = 0
    for (let piece = 0; piece < pieces; piece++) {
      // The last piece ends where the text ends.
      const from = piece === pieces - 1 ? tokens.length - this.#length : piece * this.#length
      const input = tf.tensor1d(tokens.slice(from, from + this.#length), 'int32')
      const logits = this.#step(input)
      sum += sigmoid(logits.dataSync()[0])
      tf.dispose([input, logits])
    }
    return sum / pieces
  }

  dispose(): void {
    this.#step.dispose()
  }
}
