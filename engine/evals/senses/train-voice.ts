// Trains the model of voices on labelled recordings: the votes of rows whose emotion is known, in closed form (ridge regression over
// a kernel, rare emotions weighing as much as common ones). Which recordings, and how they vary, is voice-set.ts' concern.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { VOICE_EMOTIONS, type VoiceEmotion } from '../../domain/media-finding.ts'
import { VOICE_FEATURE_KINDS } from '../../analysis/senses/sound/voice/voice-features.ts'
import { likeness, scaled, VoiceModel } from '../../analysis/senses/sound/voice/voice-model.ts'
import { solvePositive } from './solve-positive.ts'

/** One recording: a row of features as it is, and one for each variation of it. */
export interface VoiceExample {
  readonly rows: readonly Float32Array[]
  readonly emotion: VoiceEmotion
  readonly speaker: string
}

/** How much the votes are held back. A few hundred recordings are learnt by heart without it. */
const RIDGE = 0.1
/** Solving takes time with the cube, memory with the square of the rows. */
const MOST_ROWS = 6000
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

/** First every recording as it is, then every one's first variation, and so on, as far as there is room. */
const rowsOf = (examples: readonly VoiceExample[]): readonly Row[] => {
  const deepest = Math.max(...examples.map(({ rows }) => rows.length))
  return Array.from({ length: deepest }, (_, depth) =>
    examples.flatMap(({ rows, emotion }) => (rows[depth] ? [{ features: rows[depth], emotion }] : [])),
  )
    .flat()
    .slice(0, MOST_ROWS)
}

/** Kinds of features count alike, however many numbers a kind has: timbre would outvote pitch forty to one. */
const weightsOf = (kinds: readonly number[]): Float32Array => {
  const all = kinds.reduce((sum, count) => sum + count, 0)
  return Float32Array.from(kinds.flatMap((count) => Array<number>(count).fill(all / (kinds.length * count))))
}

/** @param kinds how many features of each kind a row has. The same examples give the same model. Throws the signal's reason when stopped. */
export const trainVoice = async (
  examples: readonly VoiceExample[],
  signal?: AbortSignal,
  kinds: readonly number[] = VOICE_FEATURE_KINDS,
): Promise<VoiceModel> => {
  const rows = rowsOf(examples)
  const weights = weightsOf(kinds)
  const [mean, scale] = scalingOf(rows.map(({ features }) => features))
  const known = rows.map(({ features }) => scaled(features, mean, scale))
  const counts = Map.groupBy(rows, ({ emotion }) => emotion)
  const matrix = known.map(() => new Float64Array(0))
  let breathedAt = performance.now()
  const breathe = async (): Promise<void> => {
    if (performance.now() - breathedAt < BREATH_MS) return
    await nextTurn()
    signal?.throwIfAborted()
    breathedAt = performance.now()
  }
  for (let i = 0; i < known.length; i++) {
    matrix[i] = Float64Array.from({ length: i + 1 }, (_, j) => likeness(known[i], known[j], weights))
    matrix[i][i] += (RIDGE * counts.size * counts.get(rows[i].emotion)!.length) / rows.length
    await breathe()
  }
  const wanted = VOICE_EMOTIONS.map((each) =>
    Float64Array.from(rows, ({ emotion }) => (emotion === each ? 1 : -1)),
  )
  const votes = await solvePositive(matrix, wanted, breathe)
  const width = mean.length
  const all = new Int8Array(known.length * width)
  known.forEach((row, i) => all.set(row, i * width))
  return new VoiceModel(mean, scale, {
    weights,
    rows: all,
    votes: Float32Array.from(
      { length: known.length * votes.length },
      (_, at) => votes[at % votes.length][Math.floor(at / votes.length)],
    ),
  })
}
