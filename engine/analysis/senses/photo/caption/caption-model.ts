// A pretrained captioner at work: the encoder looks once, the decoder says one word after the other, always the likeliest.
import { readFileSync } from 'node:fs'
import { OnnxModel, type Feed } from '../../../../nn/vision/onnx-model.ts'
import type { Picture } from '../../decode-picture.ts'
import { shrinkPicture } from '../pixels.ts'
import { readCaptioner, type CaptionerFolder } from './read-captioner.ts'

export interface Caption {
  readonly text: string
  /** The mean probability of its words. */
  readonly confidence: number
}

/** Captions are a sentence. */
const MOST_TOKENS = 40
/** Who says the same three words again goes in circles. */
const CIRCLE = 3

const numbersOf = (ids: readonly number[]): Feed => ({
  type: 'int64',
  shape: [1, ids.length],
  data: BigInt64Array.from(ids, BigInt),
})

/** Some decoders want to know that nothing is hidden from them, or that they remember nothing yet. */
const feedFor = (
  name: string,
  ids: readonly number[],
  seen: { readonly shape: readonly number[]; readonly data: Float32Array },
  { heads, headSize }: CaptionerFolder,
): Feed => {
  if (name === 'input_ids') return numbersOf(ids)
  if (name === 'encoder_hidden_states') return { type: 'float32', ...seen }
  if (name === 'attention_mask' || name === 'decoder_attention_mask') return numbersOf(ids.map(() => 1))
  if (name === 'encoder_attention_mask') return numbersOf(Array.from({ length: seen.shape[1] }, () => 1))
  if (name === 'use_cache_branch') return { type: 'bool', shape: [1], data: new Uint8Array(1) }
  if (name.startsWith('past_key_values') && heads !== null && headSize !== null)
    return { type: 'float32', shape: [1, heads, 0, headSize], data: new Float32Array(0) }
  throw new Error(`The decoder asks for ${name}, which is not known here.`)
}

/** The likeliest token of the last place and its probability. */
const likeliest = (logits: Float32Array, classes: number): readonly [number, number] => {
  const last = logits.subarray(logits.length - classes)
  let best = 0
  for (let k = 1; k < classes; k++) if (last[k] > last[best]) best = k
  let sum = 0
  for (const logit of last) sum += Math.exp(logit - last[best])
  if (!(sum >= 1)) throw new Error('The decoder gives what is no number.')
  return [best, 1 / sum]
}

const goesInCircles = (ids: readonly number[]): boolean => {
  const tail = ids.slice(-CIRCLE).join(' ')
  return ids.length > CIRCLE && ` ${ids.slice(0, -1).join(' ')} `.includes(` ${tail} `)
}

export class CaptionModel {
  readonly #about: CaptionerFolder
  readonly #encoder: OnnxModel
  readonly #decoder: OnnxModel

  private constructor(about: CaptionerFolder, encoder: OnnxModel, decoder: OnnxModel) {
    this.#about = about
    this.#encoder = encoder
    this.#decoder = decoder
  }

  /** Throws where the folder holds no captioner that can be understood. */
  static async open(folder: string): Promise<CaptionModel> {
    const about = readCaptioner(folder)
    const encoder = await OnnxModel.open(readFileSync(about.encoder))
    return new CaptionModel(about, encoder, await OnnxModel.open(readFileSync(about.decoder)))
  }

  /** Throws where encoder and decoder do not fit each other, or what captioners are asked and give. */
  async describe(picture: Picture): Promise<Caption | null> {
    const { width, height, mean, scale, tokens, startId, endIds } = this.#about
    const data = shrinkPicture(picture, { width, height }, { mean, scale })
    const [seen] = await this.#encoder.run({ shape: [1, 3, height, width], data })
    const ids = [startId]
    let certainty = 0
    while (ids.length <= MOST_TOKENS) {
      const feeds = Object.fromEntries(
        this.#decoder.inputNames.map((name) => [name, feedFor(name, ids, seen, this.#about)]),
      )
      const logits = await this.#decoder.ask(feeds, 'logits')
      const classes = logits.shape.at(-1) ?? 0
      if (logits.shape.length !== 3 || classes < 2) throw new Error('The decoder gives no words.')
      const [next, probability] = likeliest(logits.data, classes)
      if (endIds.includes(next)) break
      ids.push(next)
      if (goesInCircles(ids)) {
        ids.splice(-CIRCLE)
        break
      }
      certainty += probability
    }
    const text = tokens.textOf(ids.slice(1))
    if (text === '') return null
    return { text, confidence: Math.min(1, certainty / (ids.length - 1)) }
  }
}
