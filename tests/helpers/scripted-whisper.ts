// A model file for whisper.cpp that nobody trained: whatever it hears, it says what it was told to. All of its weights are nothing but
// those by which a place in the answer names the next token, so that the real program decodes, times and writes real answers.
import { Random } from '../../engine/nn/seed.ts'

/** Of the smallest kind that the program knows by its number of layers; as narrow as tokens can be told apart. */
const WIDTH = 128
const LAYERS = 4
const HEADS = 2
const SOUND_PLACES = 1500
const TEXT_PLACES = 448
const BANDS = 80
const BINS = 201
const TOKENS = 51_865
/** Numbers of the tokens that are no letters, for a model of many languages. */
const END = 50_257
const START = 50_258
const FIRST_TIME = 50_364
const LANGUAGES = { en: 0, zh: 1 } as const
/** A place weighs so much more than the token before it. */
const LOUD = 20
/** Seconds between two tokens of time. */
const TICK = 0.02
const ANSWER_FROM = 2

type Line = readonly [fromSeconds: number, toSeconds: number, text: string]

const timeOf = (seconds: number): number => FIRST_TIME + Math.round(seconds / TICK)

/** Every byte is a token of its own, so that letters of three bytes are cut in three. */
const tokensOf = (lines: readonly Line[]): readonly number[] => [
  ...lines.flatMap(([from, to, text]) => [timeOf(from), ...new TextEncoder().encode(text), timeOf(to)]),
  END,
]

const int = (...values: readonly number[]): Buffer => Buffer.from(Int32Array.from(values).buffer)

/** One, in sixteen bits. */
const HALF_ONE = 0x3c00
const HALF_MINUS = 0x8000

/** Vectors in 32 bits, matrices in sixteen: so the program wants them. */
const tensor = (
  name: string,
  shape: readonly number[],
  values?: Float32Array | Uint16Array,
): readonly Buffer[] => {
  const isHalf = /(?:conv\d|mlp\.\d|query|key|value|out|token_embedding)\.weight$/u.test(name)
  const count = shape.reduce((product, size) => product * size, 1)
  const data = values ?? (isHalf ? new Uint16Array(count) : new Float32Array(count))
  const letters = Buffer.from(name)
  const head = int(shape.length, letters.length, Number(isHalf), ...shape.toReversed())
  return [head, letters, Buffer.from(data.buffer)]
}

const layer = (name: string, hearsSound: boolean): readonly Buffer[] => [
  ...tensor(`${name}.mlp_ln.weight`, [WIDTH]),
  ...tensor(`${name}.mlp_ln.bias`, [WIDTH]),
  ...tensor(`${name}.mlp.0.weight`, [4 * WIDTH, WIDTH]),
  ...tensor(`${name}.mlp.0.bias`, [4 * WIDTH]),
  ...tensor(`${name}.mlp.2.weight`, [WIDTH, 4 * WIDTH]),
  ...tensor(`${name}.mlp.2.bias`, [WIDTH]),
  ...['attn', ...(hearsSound ? ['cross_attn'] : [])].flatMap((kind) => [
    ...tensor(`${name}.${kind}_ln.weight`, [WIDTH]),
    ...tensor(`${name}.${kind}_ln.bias`, [WIDTH]),
    ...['query', 'key', 'value', 'out'].flatMap((part) => [
      ...tensor(`${name}.${kind}.${part}.weight`, [WIDTH, WIDTH]),
      ...(part === 'key' ? [] : tensor(`${name}.${kind}.${part}.bias`, [WIDTH])),
    ]),
  ]),
]

const layers = (side: string, hearsSound: boolean): readonly Buffer[] =>
  Array.from({ length: LAYERS }, (_, i) => layer(`${side}.blocks.${i}`, hearsSound)).flat()

/** @param language that it takes every recording for. @param lines what it says, in order, of less than half a minute */
export const scriptedWhisper = (language: keyof typeof LANGUAGES, lines: readonly Line[]): Buffer => {
  const random = new Random('scripted')
  const signs = Int8Array.from({ length: TOKENS * WIDTH }, () => (random.next() < 0.5 ? -1 : 1))
  const meanings = Uint16Array.from(signs, (sign) => (sign < 0 ? HALF_ONE | HALF_MINUS : HALF_ONE))
  const places = new Float32Array(TEXT_PLACES * WIDTH)
  const answer = tokensOf(lines)
  for (let place = 0; place < TEXT_PLACES; place++) {
    const next = place === 0 ? START + 1 + LANGUAGES[language] : (answer[place - ANSWER_FROM] ?? END)
    for (let i = 0; i < WIDTH; i++) places[place * WIDTH + i] = LOUD * signs[next * WIDTH + i]
  }
  const letters = Array.from({ length: 256 }, (_, byte) => [int(1), Buffer.from([byte])]).flat()
  return Buffer.concat([
    Buffer.from('lmgg'),
    int(TOKENS, SOUND_PLACES, WIDTH, HEADS, LAYERS, TEXT_PLACES, WIDTH, HEADS, LAYERS, BANDS, 1),
    int(BANDS, BINS),
    Buffer.alloc(4 * BANDS * BINS),
    int(letters.length / 2),
    ...letters,
    ...tensor('encoder.positional_embedding', [SOUND_PLACES, WIDTH]),
    ...tensor('encoder.conv1.weight', [WIDTH, BANDS, 3]),
    ...tensor('encoder.conv1.bias', [WIDTH, 1]),
    ...tensor('encoder.conv2.weight', [WIDTH, WIDTH, 3]),
    ...tensor('encoder.conv2.bias', [WIDTH, 1]),
    ...tensor('encoder.ln_post.weight', [WIDTH]),
    ...tensor('encoder.ln_post.bias', [WIDTH]),
    ...layers('encoder', false),
    ...tensor('decoder.positional_embedding', [TEXT_PLACES, WIDTH], places),
    ...tensor('decoder.token_embedding.weight', [TOKENS, WIDTH], meanings),
    ...tensor('decoder.ln.weight', [WIDTH], new Float32Array(WIDTH).fill(1)),
    ...tensor('decoder.ln.bias', [WIDTH]),
    ...layers('decoder', true),
  ])
}
