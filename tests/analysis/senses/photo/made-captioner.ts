// A captioner made on the spot: a real encoder and decoder as ONNX files, small enough to know what they must say. The encoder sees
// the mean colour; the decoder says “a red picture” or “a blue picture”, word by word.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OnnxGraph } from '../../../../engine/nn/compile/onnx-graph.ts'
import { tempFolder } from '../../../helpers/temp-project.ts'

const SIDE = 8
const WORDS = ['<s>', '</s>', 'a', 'Ġred', 'Ġblue', 'Ġpicture']
const [START, END, A, RED, BLUE, PICTURE] = WORDS.map((_, id) => id)

const encoder = (): Uint8Array => {
  const graph = new OnnxGraph()
  const pixels = graph.input('pixel_values', [1, 3, SIDE, SIDE], 'float32')
  const mean = graph.node('GlobalAveragePool', [pixels])
  graph.output(graph.reshape(mean, [1, 1, 3]), [1, 1, 3], 'float32', 'last_hidden_state')
  return graph.build()
}

/** What may follow what; between red and blue the picture decides. */
const FOLLOWS: readonly (readonly [from: number, to: number])[] = [
  [START, A],
  [A, RED],
  [A, BLUE],
  [RED, PICTURE],
  [BLUE, PICTURE],
  [PICTURE, END],
]

/** @param withCache as merged exports are: a switch, and a memory that is empty at first. */
const decoder = (withCache: boolean, width = 3): Uint8Array => {
  const graph = new OnnxGraph()
  const classes = WORDS.length
  const ids = graph.input('input_ids', [1, -1], 'int64')
  const seen = graph.input('encoder_hidden_states', [1, 1, width], 'float32')
  const table = new Float32Array(classes * classes).fill(-20)
  for (const [from, to] of FOLLOWS) table[from * classes + to] = 10
  const colours = new Float32Array(width * classes)
  ;[colours[RED], colours[2 * classes + BLUE]] = [4, 4]
  const next = graph.node('Gather', [graph.constant(table, [classes, classes], 'float32'), ids])
  const tint = graph.node('MatMul', [seen, graph.constant(colours, [width, classes], 'float32')])
  const logits = graph.node('Add', [next, tint])
  if (withCache) {
    graph.input('use_cache_branch', [1], 'bool')
    graph.input('past_key_values.0.key', [1, 2, -1, 4], 'float32')
  }
  graph.output(logits, [1, -1, classes], 'float32', 'logits')
  return graph.build()
}

/** @param options.decoderWidth what the decoder wants of the encoder, which gives 3. */
export const makeCaptioner = (
  options: { readonly merged?: boolean; readonly decoderWidth?: number } = {},
): string => {
  const { merged = false, decoderWidth = 3 } = options
  const folder = tempFolder()
  const place = merged ? join(folder, 'onnx') : folder
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'encoder_model.onnx'), encoder())
  writeFileSync(
    join(place, merged ? 'decoder_model_merged.onnx' : 'decoder_model.onnx'),
    decoder(merged, decoderWidth),
  )
  const json = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value))
  json('config.json', {
    model_type: 'vision-encoder-decoder',
    decoder_start_token_id: START,
    decoder: { eos_token_id: END, n_head: 2, n_embd: 8 },
  })
  json('preprocessor_config.json', {
    size: { height: SIDE, width: SIDE },
    image_mean: [0.5, 0.5, 0.5],
    image_std: [0.5, 0.5, 0.5],
  })
  json('tokenizer.json', {
    added_tokens: [START, END].map((id) => ({ id, content: WORDS[id], special: true })),
    model: { type: 'BPE', vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])), merges: [] },
    decoder: { type: 'ByteLevel' },
  })
  return folder
}
