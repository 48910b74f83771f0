// Finds out how many threads serve tensor work best right now: on a busy machine threads that wait for each other lose.
import * as tf from '@tensorflow/tfjs-core'
import { compile } from './compile/index.ts'
import { physicalCores } from './threads.ts'

const ROUNDS = 8

/** Times work like a recurrent model's, once with every number of threads worth trying; takes well under a second. */
export function chooseThreads(now: () => number, cores: number = physicalCores()): number {
  const candidates = [...new Set([cores, Math.ceil(cores / 2), 1])]
  const inputs = [tf.zeros([1024, 128]), tf.zeros([128, 512]), tf.zeros([32, 256]), tf.zeros([256, 256])]
  const steps = candidates.map((threads) => ({
    threads,
    totalMs: 0,
    run: compile(work, { vars: [], threads }),
  }))
  // In turns, so that whatever else the machine does meets all of them alike; the first round warms up.
  for (let round = 0; round <= ROUNDS; round++)
    for (const step of steps) {
      const start = now()
      tf.dispose(step.run(...inputs))
      const tookMs = now() - start
      if (round > 0) step.totalMs += tookMs
    }
  tf.dispose(inputs)
  for (const step of steps) step.run.dispose()
  return steps.reduce((best, step) => (step.totalMs < best.totalMs ? step : best)).threads
}

/** One wide product and a chain of narrow ones. */
function work(...[x, w, start, u]: tf.Tensor[]): tf.Tensor {
  let h = start
  for (let i = 0; i < 24; i++) h = tf.tanh(tf.add(tf.matMul(h, u), tf.scalar(i)))
  return tf.add(tf.sum(tf.matMul(x, w)), tf.sum(h))
}
