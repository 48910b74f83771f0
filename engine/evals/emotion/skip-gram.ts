// Word vectors from running text: skip-gram with negative sampling (Mikolov et al. 2013, arXiv 1310.4546), one thread.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Random } from '../../nn/seed.ts'

export interface SkipGramOptions {
  readonly vocabulary: number
  readonly width: number
  readonly epochs: number
  readonly random: Random
  readonly signal: AbortSignal
  say(line: string): void
}

const WINDOW = 5
const NEGATIVES = 5
const RATE = 0.05
/** Words more frequent than this are passed over now and then. */
const FREQUENT = 1e-4
const NOISE_SIZE = 1 << 20
const SIGMOID_SIZE = 4096
const SIGMOID_REACH = 6

const SIGMOID = Float32Array.from(
  { length: SIGMOID_SIZE },
  (_, i) => 1 / (1 + Math.exp(-((i + 0.5) / SIGMOID_SIZE - 0.5) * 2 * SIGMOID_REACH)),
)

const sigmoid = (x: number): number => {
  if (x >= SIGMOID_REACH) return 1
  if (x <= -SIGMOID_REACH) return 0
  return SIGMOID[Math.floor(((x / SIGMOID_REACH + 1) / 2) * SIGMOID_SIZE)]
}

/** Each word as often as its count to the power of 3/4. */
const noiseTable = (counts: Float64Array): Int32Array => {
  const total = counts.reduce((sum, count) => sum + count ** 0.75, 0)
  const table = new Int32Array(NOISE_SIZE)
  let word = 0
  let filled = counts[0] ** 0.75 / total
  for (let i = 0; i < NOISE_SIZE; i++) {
    while ((i + 0.5) / NOISE_SIZE > filled && word < counts.length - 1)
      filled += counts[++word] ** 0.75 / total
    table[i] = word
  }
  return table
}

/**
 * @param stream word numbers below `vocabulary`; −1 ends a sentence.
 * @returns [vocabulary, width], mean length of a vector about 1.
 */
export const trainSkipGram = async (
  stream: Int32Array,
  { vocabulary, width, epochs, random, signal, say }: SkipGramOptions,
): Promise<Float32Array> => {
  const counts = new Float64Array(vocabulary)
  let total = 0
  for (const word of stream)
    if (word >= 0) {
      counts[word]++
      total++
    }
  const noise = noiseTable(counts)
  const keep = Float32Array.from(counts, (count) => {
    const share = count / total
    return share > 0 ? Math.min(1, Math.sqrt(FREQUENT / share) + FREQUENT / share) : 1
  })
  const vectors = Float32Array.from({ length: vocabulary * width }, () => (random.next() - 0.5) / width)
  const contexts = new Float32Array(vocabulary * width)
  const update = new Float32Array(width)
  const sentence = new Int32Array(1000)
  let size = 0
  let rate = RATE
  let told = 0.05

  const learnPair = (centre: number, other: number): void => {
    const from = centre * width
    update.fill(0)
    for (let draw = 0; draw <= NEGATIVES; draw++) {
      const word = draw === 0 ? other : noise[random.uint32() & (NOISE_SIZE - 1)]
      if (draw > 0 && word === other) continue
      const to = word * width
      let product = 0
      for (let k = 0; k < width; k++) product += vectors[from + k] * contexts[to + k]
      const step = ((draw === 0 ? 1 : 0) - sigmoid(product)) * rate
      for (let k = 0; k < width; k++) {
        update[k] += step * contexts[to + k]
        contexts[to + k] += step * vectors[from + k]
      }
    }
    for (let k = 0; k < width; k++) vectors[from + k] += update[k]
  }

  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = 0; at < stream.length; at++) {
      const word = stream[at]
      if (word >= 0) {
        if (random.next() < keep[word]) sentence[size++] = word
        if (size < sentence.length) continue
      }
      for (let i = 0; i < size; i++) {
        const reach = 1 + random.integer(WINDOW)
        for (let j = Math.max(0, i - reach); j <= Math.min(size - 1, i + reach); j++)
          if (j !== i) learnPair(sentence[i], sentence[j])
      }
      size = 0
      const share = (epoch + at / stream.length) / epochs
      rate = RATE * Math.max(0.0005, 1 - share)
      if (share >= told) {
        // Lets a stop be heard.
        await nextTurn()
        signal.throwIfAborted()
        say(`vectors: ${Math.round(100 * share)} %`)
        told += 0.05
      }
    }
  }
  let squares = 0
  for (const value of vectors) squares += value * value
  const scale = 1 / Math.sqrt(squares / vocabulary)
  return vectors.map((value) => value * scale)
}
