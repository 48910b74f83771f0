// The work by which backends are compared: a small Llama-shaped network that learns, then writes. Knows no model of the registry.
import * as tf from '@tensorflow/tfjs-core'
import { compile } from '../compile/index.ts'
import { makeVariable } from '../make-variable.ts'
import { cachedAttention, cacheShape } from '../ops/cached-attention.ts'
import { causalAttention } from '../ops/causal-attention.ts'
import { crossEntropy } from '../ops/cross-entropy.ts'
import { rmsNorm } from '../ops/rms-norm.ts'
import { swiglu } from '../ops/swiglu.ts'
import { AdamW } from '../optimizers/adamw.ts'
import { Random } from '../seed.ts'

export interface ProbeResult {
  /** Milliseconds of the quickest training step and of the quickest written token. */
  readonly trainMs: number
  readonly writeMs: number
  /** The same on every backend, up to rounding: losses of the first steps, then logits of the last token. */
  readonly values: readonly number[]
}

const [WIDTH, HIDDEN, LAYERS, HEADS, WORDS] = [256, 688, 2, 4, 1024]
const [TIME, ROWS] = [64, 8]
const RATE = 1e-3
/** So many losses are compared; training goes on so long, to be timed. */
const [COMPARED, TIMED_MS, MOST] = [4, 800, 16]
const TOLD = 32

type Attend = (layer: number, q: tf.Tensor2D, k: tf.Tensor2D, v: tf.Tensor2D) => tf.Tensor2D

/** @param now milliseconds */
export function probeWork(threads: number, now: () => number): ProbeResult {
  const random = new Random('probe')
  const weights = makeWeights(random)
  const optimizer = new AdamW(weights)
  const variables = [...weights.values()]
  const learn = compile(
    (tokens: tf.Tensor1D, targets: tf.Tensor1D) => {
      const shape = { time: TIME, batch: ROWS, heads: HEADS }
      const loss = () =>
        crossEntropy(
          forward(weights, tokens, (_, q, k, v) => causalAttention(q, k, v, shape)),
          targets,
        )
      const { value, grads } = tf.variableGrads(loss, variables)
      optimizer.apply(grads, tf.scalar(RATE))
      return value
    },
    { vars: [...variables, ...optimizer.state.values()], threads, name: 'the probe’s training step' },
  )
  const draw = (count: number) =>
    tf.tensor1d(
      Int32Array.from({ length: count }, () => random.integer(WORDS)),
      'int32',
    )
  const values: number[] = []
  let trainMs = Infinity
  const until = now() + TIMED_MS
  for (let step = 0; step < MOST && (step < COMPARED || now() < until); step++) {
    const [tokens, targets] = [draw(TIME * ROWS), draw(TIME * ROWS)]
    const start = now()
    const loss = learn(tokens, targets).dataSync()[0]
    // The first step compiles.
    if (step > 0) trainMs = Math.min(trainMs, now() - start)
    if (step < COMPARED) values.push(loss)
    tf.dispose([tokens, targets])
  }
  const { writeMs, logits } = write(makeWeights(random), threads, now)
  return { trainMs, writeMs, values: [...values, ...logits] }
}

/** One text, token by token with a cache; fresh weights, so that training longer changes nothing. */
function write(weights: ReadonlyMap<string, tf.Variable>, threads: number, now: () => number) {
  const shape = cacheShape(LAYERS, { batch: 1, heads: HEADS, window: TIME, headWidth: WIDTH / HEADS })
  const cache = makeVariable(tf.zeros(shape), { trainable: false }) as tf.Variable<tf.Rank.R4>
  const position = makeVariable(tf.scalar(0), { trainable: false })
  const step = compile(
    (tokens: tf.Tensor1D) => {
      const { attend, remember } = cachedAttention(cache, position, { time: 1, batch: 1, heads: HEADS })
      const logits = forward(weights, tokens, (_, q, k, v) => attend(q, k, v))
      remember()
      return logits
    },
    { vars: [...weights.values(), cache, position], threads, freeze: true, name: 'the probe’s writing step' },
  )
  let writeMs = Infinity
  let logits: readonly number[] = []
  for (let token = 0; token < TOLD; token++) {
    const input = tf.tensor1d([(token * 37) % WORDS], 'int32')
    const start = now()
    const output = step(input)
    logits = [...output.dataSync().subarray(0, TOLD)]
    if (token > 0) writeMs = Math.min(writeMs, now() - start)
    tf.dispose([input, output])
  }
  return { writeMs, logits }
}

function makeWeights(random: Random): ReadonlyMap<string, tf.Variable> {
  const weights = new Map<string, tf.Variable>()
  const add = (name: string, shape: readonly [number, number]) => {
    const numbers = Float32Array.from({ length: shape[0] * shape[1] }, () => 0.05 * random.gaussian())
    weights.set(name, makeVariable(tf.tensor2d(numbers, [...shape]), { trainable: true }))
  }
  add('table', [WORDS, WIDTH])
  for (let layer = 0; layer < LAYERS; layer++) {
    for (const name of ['q', 'k', 'v', 'o']) add(`${layer}/${name}`, [WIDTH, WIDTH])
    for (const name of ['gate', 'up']) add(`${layer}/${name}`, [WIDTH, HIDDEN])
    add(`${layer}/down`, [HIDDEN, WIDTH])
  }
  return weights
}

function forward(
  weights: ReadonlyMap<string, tf.Variable>,
  tokens: tf.Tensor1D,
  attend: Attend,
): tf.Tensor2D {
  const matrix = (name: string) => weights.get(name)! as tf.Tensor as tf.Tensor2D
  const table = matrix('table')
  let x: tf.Tensor2D = tf.gather(table, tokens)
  const linear = (input: tf.Tensor2D, name: string): tf.Tensor2D => tf.matMul(input, matrix(name))
  for (let layer = 0; layer < LAYERS; layer++) {
    const seen = rmsNorm(x, tf.ones([WIDTH]))
    const [q, k, v] = ['q', 'k', 'v'].map((name) => linear(seen, `${layer}/${name}`))
    x = tf.add(x, linear(attend(layer, q, k, v), `${layer}/o`))
    const known = rmsNorm(x, tf.ones([WIDTH]))
    x = tf.add(
      x,
      linear(swiglu(linear(known, `${layer}/gate`), linear(known, `${layer}/up`)), `${layer}/down`),
    )
  }
  return tf.matMul(rmsNorm(x, tf.ones([WIDTH])), table, false, true)
}
