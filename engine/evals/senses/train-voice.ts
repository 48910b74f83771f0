// Trains the model of voices on labelled recordings: the votes of rows whose emotion is known, in closed form (ridge regression over
// a kernel, rare emotions weighing as much as common ones). Which recordings, and how they vary, is voice-set.ts' concern.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { VOICE_EMOTIONS, type VoiceEmotion } from '../../domain/media-finding.ts'
import { VOICE_FEATURE_KINDS } from '../../analysis/senses/sound/voice/voice-features.ts'
import {
  against,
  ownVoiceOf,
  type OwnVoice,
  type UsualVoice,
  voiceOf,
} from '../../analysis/senses/sound/voice/own-voice.ts'
import { scaled, stretchOf, type VoiceEar } from '../../analysis/senses/sound/voice/voice-ear.ts'
import { VoiceModel } from '../../analysis/senses/sound/voice/voice-model.ts'
import { solvePositive, TILE, tableOf, tileProducts, type Table } from './solve-positive.ts'

/** One recording: a row of features as it is, and one for each variation of it. */
export interface VoiceExample {
  readonly rows: readonly Float32Array[]
  readonly emotion: VoiceEmotion
  readonly speaker: string
}

/** How much the votes are held back. A few hundred recordings are learnt by heart without it. */
const RIDGE = 0.1
/** Everything is likened to each of them: memory grows with their square, time with its cube. */
const MOST_ROWS = 5200
const BREATH_MS = 20

const scalingOf = (rows: readonly Float32Array[]): readonly [mean: Float32Array, scale: Float32Array] => {
  const mean = new Float64Array(rows[0].length)
  const squares = new Float64Array(mean.length)
  for (const row of rows) row.forEach((value, i) => (mean[i] += value / rows.length))
  for (const row of rows) row.forEach((value, i) => (squares[i] += (value - mean[i]) ** 2 / rows.length))
  return [Float32Array.from(mean), Float32Array.from(squares, (square) => 1 / (Math.sqrt(square) + 1e-6))]
}

interface Row {
  readonly features: Float32Array
  readonly emotion: VoiceEmotion
}

/** First every recording as it is, then every one's first variation, and so on, as far as there is room; of the last some, evenly. */
const rowsOf = (examples: readonly VoiceExample[]): readonly Row[] => {
  const chosen: Row[] = []
  const deepest = Math.max(...examples.map(({ rows }) => rows.length))
  for (let depth = 0; depth < deepest && chosen.length < MOST_ROWS; depth++) {
    const level = examples.flatMap(({ rows, emotion }) =>
      rows[depth] ? [{ features: rows[depth], emotion }] : [],
    )
    const room = Math.min(level.length, MOST_ROWS - chosen.length)
    for (let i = 0; i < room; i++) chosen.push(level[Math.floor((i * level.length) / room)])
  }
  return chosen
}

/** Kinds of features count alike, however many numbers a kind has: timbre would outvote pitch forty to one. */
const weightsOf = (kinds: readonly number[]): Float32Array => {
  const all = kinds.reduce((sum, count) => sum + count, 0)
  return Float32Array.from(kinds.flatMap((count) => Array<number>(count).fill(all / (kinds.length * count))))
}

type Breathe = () => Promise<void>

/** How like all rows are to each other: the lower triangle. */
const likenesses = async (
  rows: readonly Int8Array[],
  weights: Float32Array,
  breathe: Breathe,
): Promise<Table> => {
  const stretched = tableOf(rows.length, weights.length)
  const stretch = stretchOf(weights)
  rows.forEach((row, i) =>
    row.forEach((value, k) => (stretched.values[i * stretched.width + k] = stretch[k] * value)),
  )
  const square = tableOf(rows.length, rows.length)
  const sums = new Float64Array(TILE * TILE)
  const lengths = rows.map((_, i) => {
    const row = stretched.values.subarray(i * stretched.width, (i + 1) * stretched.width)
    return row.reduce((sum, value) => sum + value * value, 0)
  })
  for (let i = 0; i < rows.length; i += TILE) {
    for (let j = 0; j <= i; j += TILE) {
      tileProducts(stretched, i, j, stretched.width, sums)
      for (let r = 0; r < TILE && i + r < rows.length; r++)
        for (let c = 0; c < TILE && j + c < rows.length; c++)
          square.values[(i + r) * square.width + j + c] = Math.exp(
            2 * sums[r * TILE + c] - lengths[i + r] - lengths[j + c],
          )
    }
    await breathe()
  }
  return square
}

/** The votes of all rows that bring each of them closest to what it should say. */
const trainEar = async (rows: readonly Row[], weights: Float32Array, breathe: Breathe): Promise<VoiceEar> => {
  const [mean, scale] = scalingOf(rows.map(({ features }) => features))
  const known = rows.map(({ features }) => scaled(features, { mean, scale }))
  const square = await likenesses(known, weights, breathe)
  const perEmotion = Map.groupBy(rows, ({ emotion }) => emotion)
  rows.forEach(({ emotion }, i) => {
    const share = perEmotion.get(emotion)!.length / rows.length
    square.values[i * square.width + i] += RIDGE * perEmotion.size * share
  })
  const votes = await solvePositive(
    square,
    rows.length,
    VOICE_EMOTIONS.map((each) => Float64Array.from(rows, ({ emotion }) => (each === emotion ? 1 : -1))),
    breathe,
  )
  const kept = new Int8Array(rows.length * mean.length)
  known.forEach((row, i) => kept.set(row, i * mean.length))
  return {
    ...{ mean, scale },
    rows: kept,
    votes: Float32Array.from(
      { length: rows.length * votes.length },
      (_, at) => votes[at % votes.length][Math.floor(at / votes.length)],
    ),
  }
}

const plainRows = (examples: readonly VoiceExample[]): readonly Float32Array[] =>
  examples.map(({ rows }) => rows[0])

/** Each voice as it lies in its recordings as they are; those with too few are taken for one. */
const voicesOf = (examples: readonly VoiceExample[]): ReadonlyMap<string, OwnVoice> => {
  const everybody = voiceOf(plainRows(examples))
  return new Map(
    [...Map.groupBy(examples, ({ speaker }) => speaker)].map(([speaker, group]) => [
      speaker,
      ownVoiceOf(plainRows(group)) ?? everybody,
    ]),
  )
}

const usualOf = (examples: readonly VoiceExample[], voices: readonly OwnVoice[]): UsualVoice => {
  const { mean } = voiceOf(plainRows(examples))
  return {
    mean,
    spread: mean.map((_, i) =>
      Math.sqrt(voices.reduce((sum, { spread }) => sum + spread[i] ** 2 / voices.length, 0)),
    ),
  }
}

/** @param kinds how many features of each kind a row has. The same examples give the same model. Throws the signal's reason when stopped. */
export const trainVoice = async (
  examples: readonly VoiceExample[],
  signal?: AbortSignal,
  kinds: readonly number[] = VOICE_FEATURE_KINDS,
): Promise<VoiceModel> => {
  const weights = weightsOf(kinds)
  let breathedAt = performance.now()
  const breathe = async (): Promise<void> => {
    if (performance.now() - breathedAt < BREATH_MS) return
    await nextTurn()
    signal?.throwIfAborted()
    breathedAt = performance.now()
  }
  const anybody = await trainEar(rowsOf(examples), weights, breathe)
  const voices = voicesOf(examples)
  const usual = usualOf(examples, [...voices.values()])
  const ofKnown = examples.map((example) => ({
    ...example,
    rows: example.rows.map((row) => against(row, voices.get(example.speaker)!, usual)),
  }))
  const known = await trainEar(rowsOf(ofKnown), weights, breathe)
  return new VoiceModel({ weights, anybody, known, usual })
}
