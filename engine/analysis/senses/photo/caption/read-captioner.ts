// Reads a folder with a captioner as it is exported for ONNX Runtime: an encoder of pictures, a decoder of words, a tokenizer, and
// what their configurations say. The layout: https://huggingface.co/docs/optimum/exporters/onnx/overview
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readTokenTexts, type TokenTexts } from './token-texts.ts'

/** Such models are a few hundred megabytes; more would not fit beside a picture. */
const MOST_MODEL_BYTES = 1_500_000_000
const MOST_TEXT_BYTES = 64 << 20

const id = z.number().int().min(0)
/** One id, or several of which the first counts. */
const ids = z.union([
  id,
  z
    .array(id)
    .min(1)
    .transform((all) => all[0]),
])
const three = z.tuple([z.number(), z.number(), z.number()])

const text = z.object({
  decoder_start_token_id: id.nullish(),
  bos_token_id: id.nullish(),
  eos_token_id: ids.nullish(),
  n_head: id.nullish(),
  n_embd: id.nullish(),
  num_attention_heads: id.nullish(),
  hidden_size: id.nullish(),
})
const config = text.extend({ decoder: text.nullish(), text_config: text.nullish() })
const processor = z.object({
  size: z
    .union([
      z.number(),
      z.object({ height: z.number(), width: z.number() }),
      z.object({ shortest_edge: z.number() }).transform(({ shortest_edge: side }) => side),
    ])
    .optional(),
  image_mean: three.default([0.5, 0.5, 0.5]),
  image_std: three.default([0.5, 0.5, 0.5]),
})

export interface CaptionerFolder {
  readonly encoder: string
  readonly decoder: string
  readonly tokens: TokenTexts
  readonly startId: number
  readonly endIds: readonly number[]
  readonly width: number
  readonly height: number
  /** Of bytes 0 … 255. */
  readonly mean: readonly [number, number, number]
  readonly scale: readonly [number, number, number]
  /** Of the decoder's memory; null where the configuration does not say. */
  readonly heads: number | null
  readonly headSize: number | null
}

const firstOf = (folder: string, names: readonly string[]): string | null =>
  ['', 'onnx']
    .flatMap((place) => names.map((name) => join(folder, place, name)))
    .find((path) => existsSync(path) && statSync(path).size <= MOST_MODEL_BYTES) ?? null

const ENCODERS = ['encoder_model.onnx', 'encoder_model_quantized.onnx']
const DECODERS = [
  'decoder_model.onnx',
  'decoder_model_quantized.onnx',
  'decoder_model_merged.onnx',
  'decoder_model_merged_quantized.onnx',
]

/** What of it is missing, by name; empty where all is there. Cheap. */
export const missingOfCaptioner = (folder: string): readonly string[] => [
  ...(firstOf(folder, ENCODERS) === null ? ['encoder_model.onnx'] : []),
  ...(firstOf(folder, DECODERS) === null ? ['decoder_model.onnx'] : []),
  ...['tokenizer.json', 'config.json'].filter((name) => !existsSync(join(folder, name))),
]

const json = (path: string): unknown => {
  if (statSync(path).size > MOST_TEXT_BYTES) throw new Error('too large')
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** Throws where something is missing or says nothing that can be understood. */
export const readCaptioner = (folder: string): CaptionerFolder => {
  const [encoder, decoder] = [firstOf(folder, ENCODERS), firstOf(folder, DECODERS)]
  if (encoder === null || decoder === null) throw new Error('no encoder or no decoder')
  const whole = config.parse(json(join(folder, 'config.json')))
  const said = [whole, whole.decoder, whole.text_config].filter((each) => each != null)
  const told = <Value>(pick: (each: z.infer<typeof text>) => Value | null | undefined): Value | null =>
    said.map(pick).find((value) => value != null) ?? null
  const path = join(folder, 'preprocessor_config.json')
  const looks = processor.parse(existsSync(path) ? json(path) : {})
  const size = looks.size ?? 224
  const heads = told((each) => each.n_head ?? each.num_attention_heads)
  const wide = told((each) => each.n_embd ?? each.hidden_size)
  const end = told((each) => each.eos_token_id)
  const start = told((each) => each.decoder_start_token_id) ?? told((each) => each.bos_token_id)
  if (start === null || end === null) throw new Error('no first or no last token')
  return {
    ...{ encoder, decoder },
    tokens: readTokenTexts(json(join(folder, 'tokenizer.json'))),
    startId: start,
    endIds: [end],
    ...(typeof size === 'number' ? { width: size, height: size } : size),
    mean: [looks.image_mean[0] * 255, looks.image_mean[1] * 255, looks.image_mean[2] * 255],
    scale: [1 / (looks.image_std[0] * 255), 1 / (looks.image_std[1] * 255), 1 / (looks.image_std[2] * 255)],
    heads,
    headSize: heads !== null && wide !== null && heads > 0 ? wide / heads : null,
  }
}
