// The map of a model with a latent space: where a text lies, what is written there, and the way between two places.
import * as tf from '@tensorflow/tfjs-core'
import type { LatentSpace, TextModel } from '../models/types.ts'
import { compile } from '../nn/compile/index.ts'
import type { SamplingSettings } from '../nn/sampling/index.ts'
import type { Random } from '../nn/seed.ts'
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'
import { Decoder } from './decoder.ts'

export interface Place {
  /** The middle of where the text lies: a plan. */
  readonly mean: Float32Array
  /** How widely, number by number. */
  readonly deviation: Float32Array
}

/** What is read of a text: beyond it a plan says nothing. */
const MOST_TOKENS = 256

export interface WritingSettings {
  readonly maxWords: number
  readonly seed: number
  readonly sampling?: Partial<SamplingSettings>
  /** Written before the plan begins; nothing: as after a paragraph's end. */
  readonly prompt?: string
}

export class LatentMap {
  readonly #model: TextModel
  readonly #latent: LatentSpace
  readonly #tokenizer: Tokenizer
  readonly #threads: number

  /** Throws TypeError for a model without a latent space. */
  constructor(model: TextModel, tokenizer: Tokenizer, threads: number) {
    if (!model.latent) throw new TypeError('This model has no map of texts')
    this.#model = model
    this.#latent = model.latent
    this.#tokenizer = tokenizer
    this.#threads = threads
  }

  /** Where a text lies. Throws RangeError for an empty one. */
  locate(text: string): Place {
    const [place] = this.locateAll([text])
    return place
  }

  /** Where many texts lie, those of one length at once; in any order, by their index. */
  *locateAll(texts: readonly string[]): Generator<Place & { readonly index: number }> {
    const encoded = texts.map((text, index) => ({
      index,
      tokens: this.#tokenizer.encode(text).slice(0, MOST_TOKENS),
    }))
    if (encoded.some(({ tokens }) => tokens.length === 0)) throw new RangeError('An empty text lies nowhere')
    for (const [length, group] of Map.groupBy(encoded, ({ tokens }) => tokens.length)) {
      const rows = group.length
      // Time first: token t of row r stands at t · rows + r.
      const pieces = new Int32Array(length * rows)
      group.forEach(({ tokens }, row) => tokens.forEach((token, t) => (pieces[t * rows + row] = token)))
      const read = compile((piece: tf.Tensor1D) => this.#latent.encode(piece, rows), {
        vars: this.#model.weights.values(),
        threads: this.#threads,
        name: 'reading plans',
      })
      const input = tf.tensor1d(pieces, 'int32')
      const [mean, deviation] = read(input)
      const [means, deviations] = [numbersOf(mean), numbersOf(deviation)]
      tf.dispose([input, mean, deviation])
      read.dispose()
      const { size } = this.#latent
      const own = (numbers: Float32Array, row: number) => numbers.slice(row * size, (row + 1) * size)
      yield* group.map(({ index }, row) => ({
        index,
        mean: own(means, row),
        deviation: own(deviations, row),
      }))
    }
  }

  /** One text a plan, in their order. The same seed and plan give the same text only in the same row. */
  write(plans: readonly Float32Array[], settings: WritingSettings): string[] {
    const decoder = new Decoder(this.#model, this.#tokenizer, {
      candidates: plans.length,
      threads: this.#threads,
      frozen: true,
    })
    const texts = plans.map(() => '')
    for (const { candidate, text } of decoder.write({ prompt: '', ...settings, plans }))
      texts[candidate] += text
    decoder.dispose()
    return texts
  }
}

/** `count` plans in a straight line from one to the other, both included. */
export function between(from: Float32Array, to: Float32Array, count: number): Float32Array[] {
  return Array.from({ length: count }, (_, i) => {
    const share = count === 1 ? 0 : i / (count - 1)
    return from.map((number, at) => number + share * (to[at] - number))
  })
}

/** `count` plans drawn around a place; `spread` 1 is as widely as the model itself is unsure. */
export function around(place: Place, count: number, spread: number, random: Random): Float32Array[] {
  return Array.from({ length: count }, () =>
    place.mean.map((number, at) => number + spread * place.deviation[at] * random.gaussian()),
  )
}

const numbersOf = (tensor: tf.Tensor): Float32Array => tensor.dataSync<'float32'>().slice()
