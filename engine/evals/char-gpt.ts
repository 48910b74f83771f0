// nanoGPT's CPU configuration on a text, character by character: the loss curve of the transformer, and what a peer needs to run the same.
// Karpathy 2022, nanoGPT: 4 layers, 4 heads, 128 wide, context 64, batches of 12, 2,000 steps, random crops, no dropout.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as tf from '@tensorflow/tfjs-core'
import { CONDITION_SIZE } from '../models/condition.ts'
import { findModel } from '../models/registry.ts'
import { loadBackend } from '../nn/backend.ts'
import { compile } from '../nn/compile/index.ts'
import { Random } from '../nn/seed.ts'
import { writeWeights } from '../nn/weights.ts'
import { CharTokenizer } from '../text/tokenizers/char.ts'
import { Learner } from '../training/learner.ts'
import { readVariables } from '../training/model-file.ts'

export interface CharGptRequest {
  readonly text: string
  readonly seed: number
  /** 2,000 where nothing is said. */
  readonly steps?: number
  /** Absent: 250 between measurements. */
  readonly measureEvery?: number
  /** Where the plan, the first weights, the tokens and the crops are put for a peer. */
  readonly folder: string
  readonly threads?: number
  readonly signal: AbortSignal
  now(): number
  say(line: string): void
}

export interface CurvePoint {
  readonly step: number
  /** Nats a character over the whole held-out tenth, in windows of one context. */
  readonly validationLoss: number
  /** Mean of the steps since the last point; null before the first step. */
  readonly trainingLoss: number | null
}

const TIME = 64
const BATCH = 12
const SETTINGS = {
  width: 128,
  layers: 4,
  heads: 4,
  hidden: 344,
  sequenceLength: TIME,
  batchSize: BATCH,
  dropout: 0,
  weightDecay: 0.1,
  clipNorm: 1,
}
const [STEPS, MEASURE_EVERY, WARMUP, RATE, LAST_RATE] = [2000, 250, 100, 1e-3, 1e-4]
/** Windows measured at a time. */
const WINDOWS = 64

/** Linear warm-up, then a half cosine down to a tenth. */
const rateAt = (step: number, steps: number): number => {
  if (step < WARMUP) return (RATE * (step + 1)) / (WARMUP + 1)
  const share = (step - WARMUP) / Math.max(1, steps - WARMUP)
  return LAST_RATE + (RATE - LAST_RATE) * 0.5 * (1 + Math.cos(Math.PI * share))
}

export async function runCharGpt(request: CharGptRequest) {
  const { text, seed, folder, signal, now, say } = request
  const { steps = STEPS, measureEvery = MEASURE_EVERY } = request
  const { threads } = await loadBackend({ threads: request.threads ?? 1 })
  const tokenizer = CharTokenizer.train([text])
  const tokens = tokenizer.encode(text)
  const cut = Math.floor(tokens.length * 0.9)
  const [train, held] = [tokens.subarray(0, cut), tokens.subarray(cut)]
  if (held.length <= TIME * WINDOWS) throw new RangeError(`The text is too short: ${text.length} characters`)
  const { vocabularySize } = tokenizer
  const definition = findModel('transformer')
  const settings = definition.parse('small', SETTINGS)
  const random = new Random(seed)
  const learner = new Learner(definition, settings, {
    vocabularySize,
    random: random.split('model'),
    threads,
  })
  const crops = Int32Array.from({ length: steps * BATCH }, () => random.integer(train.length - TIME))
  await writePlan(folder, { learner, train, held, crops, steps, measureEvery, settings, vocabularySize })

  const measure = measureOf(learner, threads)
  const curve: CurvePoint[] = []
  let since: number[] = []
  let spentMs = 0
  try {
    for (let step = 0; step <= steps && !signal.aborted; step++) {
      if (step % measureEvery === 0 || step === steps) {
        const trainingLoss = since.length === 0 ? null : since.reduce((a, b) => a + b, 0) / since.length
        const point = { step, validationLoss: measure.run(held), trainingLoss }
        curve.push(point)
        since = []
        say(`step ${step}  validation ${point.validationLoss.toFixed(4)}`)
      }
      if (step === steps) break
      const startedAt = now()
      since.push(learner.learn(cropsOf(train, crops, step), rateAt(step, steps)))
      spentMs += now() - startedAt
      await nextTurn()
    }
    return {
      characters: tokens.length,
      vocabularySize,
      parameters: learner.parameters,
      seed,
      steps: curve.at(-1)!.step,
      settings: { ...SETTINGS, learningRate: RATE, lastLearningRate: LAST_RATE, warmupSteps: WARMUP },
      validationLoss: curve.at(-1)!.validationLoss,
      minutes: spentMs / 60_000,
      msPerStep: spentMs / Math.max(1, curve.at(-1)!.step),
      curve,
    }
  } finally {
    measure.dispose()
    learner.dispose()
  }
}

/** Time first, as the learner wants it. */
function cropsOf(stream: Int32Array, crops: Int32Array, step: number) {
  const [tokens, targets] = [new Int32Array(TIME * BATCH), new Int32Array(TIME * BATCH)]
  for (let row = 0; row < BATCH; row++) {
    const from = crops[step * BATCH + row]
    for (let t = 0; t < TIME; t++) {
      tokens[t * BATCH + row] = stream[from + t]
      targets[t * BATCH + row] = stream[from + t + 1]
    }
  }
  return { tokens, targets, conditions: new Float32Array(TIME * BATCH * CONDITION_SIZE), startsEpoch: false }
}

/** The mean over all whole windows, each begun with nothing before it. */
function measureOf({ model }: Learner, threads: number) {
  const conditions = tf.zeros<tf.Rank.R2>([TIME * WINDOWS, CONDITION_SIZE])
  const step = compile(
    (tokens: tf.Tensor1D, targets: tf.Tensor1D) =>
      model.trainingLoss({ time: TIME, batch: WINDOWS, tokens, targets, conditions }, new Map()),
    { vars: model.weights.values(), threads, name: 'measuring' },
  )
  return {
    run(stream: Int32Array): number {
      const groups = Math.floor((stream.length - 1) / TIME / WINDOWS)
      let sum = 0
      for (let group = 0; group < groups; group++) {
        const at = (i: number) => (group * WINDOWS + (i % WINDOWS)) * TIME + Math.floor(i / WINDOWS)
        const read = (shift: number) =>
          tf.tensor1d(
            Int32Array.from({ length: TIME * WINDOWS }, (_, i) => stream[at(i) + shift]),
            'int32',
          )
        const inputs = [read(0), read(1)] as const
        const loss = step(...inputs)
        sum += loss.dataSync()[0] / groups
        tf.dispose([...inputs, loss])
      }
      return sum
    },
    dispose() {
      step.dispose()
      conditions.dispose()
    },
  }
}

interface PeerPlan {
  readonly learner: Learner
  readonly train: Int32Array
  readonly held: Int32Array
  readonly crops: Int32Array
  readonly steps: number
  readonly measureEvery: number
  readonly settings: object
  readonly vocabularySize: number
}

/** plan.json beside first.safetensors and three files of int32: a peer begins where we begin and reads what we read. */
async function writePlan(folder: string, { learner, train, held, crops, ...plan }: PeerPlan): Promise<void> {
  const bytes = (data: Int32Array) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  await writeWeights(join(folder, 'first.safetensors'), {
    tensors: readVariables(learner.model.weights),
    metadata: {},
  })
  await writeFile(join(folder, 'train.int32'), bytes(train))
  await writeFile(join(folder, 'held.int32'), bytes(held))
  await writeFile(join(folder, 'crops.int32'), bytes(crops))
  const rates = Array.from({ length: plan.steps }, (_, step) => rateAt(step, plan.steps))
  await writeFile(join(folder, 'plan.json'), JSON.stringify({ ...plan, windows: WINDOWS, rates }))
}
