// The game of SeqGAN: rewards that point the right way, a writer who follows them, and a second stage that resumes.
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { CONDITION_SIZE } from '../../../engine/models/condition.ts'
import { findModel } from '../../../engine/models/registry.ts'
import { byRow, rewards, write, type Writer } from '../../../engine/models/seqgan/play.ts'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { compile } from '../../../engine/nn/compile/index.ts'
import { Random } from '../../../engine/nn/seed.ts'
import { Learner } from '../../../engine/training/learner.ts'
import { readVariables, writeVariables } from '../../../engine/training/model-file.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})

const ROWS = 6
const PLACES = 4

/** Chooses among three tokens by chance and counts in its state the tokens read. */
const even: Writer = {
  advance: (tokens, [count]) => ({
    logits: tf.zeros([tokens.size, 3]),
    state: [tf.add(count, tf.scalar(1))],
  }),
}
const opening = () => ({
  token: tf.zeros<tf.Rank.R1>([ROWS], 'int32'),
  state: [tf.zeros<tf.Rank.R2>([ROWS, 1])],
})

describe('rewards', () => {
  it('are those of the whole text at its last place, and exact where chance has no say', () => {
    const random = new Random(1)
    const written = write(even, opening(), PLACES, random)
    // Judged by the first token alone: later choices cannot matter.
    const judge = (tokens: tf.Tensor1D, rows: number) => {
      const first = tf.slice(tf.reshape(tokens, [rows, PLACES]), [0, 0], [rows, 1])
      return tf.reshape<tf.Rank.R1>(tf.sub(tf.mul(tf.cast(first, 'float32'), tf.scalar(4)), tf.scalar(4)), [
        rows,
      ])
    }
    const given = rewards(even, judge, written, { rollouts: 3, random }).arraySync()
    const expected = [...tf.sigmoid(judge(byRow(written.tokens), ROWS)).dataSync()]
    expect(given).toHaveLength(PLACES)
    for (const place of given) place.forEach((reward, row) => expect(reward).toBeCloseTo(expected[row], 5))
  })

  it('of an early place are the mean over what may follow', () => {
    const random = new Random(2)
    const written = write(even, opening(), PLACES, random)
    // Real when the last token is 2, which chance makes it a third of the time.
    const judge = (tokens: tf.Tensor1D, rows: number) => {
      const last = tf.slice(tf.reshape(tokens, [rows, PLACES]), [0, PLACES - 1], [rows, 1])
      const hit = tf.cast(tf.equal(last, tf.scalar(2, 'int32')), 'float32')
      return tf.reshape<tf.Rank.R1>(tf.sub(tf.mul(hit, tf.scalar(40)), tf.scalar(20)), [rows])
    }
    const given = rewards(even, judge, written, { rollouts: 200, random }).arraySync()
    for (const place of given.slice(0, PLACES - 1))
      for (const reward of place) expect(Math.abs(reward - 1 / 3)).toBeLessThan(0.12)
    const last = [...written.tokens[PLACES - 1].dataSync()]
    given[PLACES - 1].forEach((reward, row) => expect(reward).toBeCloseTo(last[row] === 2 ? 1 : 0, 4))
  })

  it('complete each text from the state in which it was left', () => {
    const seen: number[][] = []
    const counting: Writer = {
      advance: (tokens, state) => {
        seen.push([...state[0].dataSync()])
        return even.advance(tokens, state)
      },
    }
    const random = new Random(3)
    const written = write(even, opening(), PLACES, random)
    rewards(counting, (_, rows) => tf.zeros([rows]), written, { rollouts: 1, random })
    // Completions that join at a place have read as much as those already under way.
    seen.forEach((counts, i) => expect(new Set(counts)).toEqual(new Set([i + 1])))
  })
})

describe.each([{ gumbel: false }, { gumbel: true }])('the second stage, $gumbel', ({ gumbel }) => {
  const definition = findModel('seqgan')
  const settings = definition.parse('tiny', { gumbel, gameStart: 0.5 })
  const batch = () => {
    const random = new Random('batch')
    const size = settings.batchSize * settings.sequenceLength
    const tokens = Int32Array.from({ length: size }, () => random.integer(20))
    const targets = Int32Array.from(tokens, (token) => (token * 3 + 1) % 20)
    return { tokens, targets, conditions: new Float32Array(size * CONDITION_SIZE), startsEpoch: false }
  }
  const learner = () =>
    new Learner(definition, settings, { vocabularySize: 260, random: new Random(1), threads: 1 })

  it('teaches the judge, which likelihood leaves alone, and still lowers the loss', () => {
    const subject = learner()
    const judge = () => [...readVariables(subject.model.weights).get('discriminator/output/w')!.data]
    const before = judge()
    const first = subject.learn(batch(), 0.01, 0.1)
    expect(judge()).toEqual(before)
    const losses = Array.from({ length: 30 }, () => subject.learn(batch(), 0.01, 1))
    expect(judge()).not.toEqual(before)
    expect(losses.every(Number.isFinite)).toBe(true)
    expect(losses.at(-1)).toBeLessThan(first)
    subject.dispose()
  })

  it('goes on after a break to the bit', () => {
    const whole = learner()
    const broken = learner()
    for (const each of [whole, broken]) for (let i = 0; i < 3; i++) each.learn(batch(), 0.01, 0.9)
    const resumed = learner()
    for (const [group, variables] of Object.entries(broken.tensors))
      writeVariables(resumed.tensors[group], readVariables(variables))
    resumed.dropoutRandom.restore(broken.dropoutRandom.state())
    const after = (each: Learner) => [each.learn(batch(), 0.01, 0.9), each.learn(batch(), 0.01, 0.9)]
    expect(after(resumed)).toEqual(after(whole))
    for (const each of [whole, broken, resumed]) each.dispose()
  })
})

describe('policy gradient', () => {
  it('makes a writer choose what is rewarded', () => {
    // One vector of logits is all the writer has; token 2 is what pleases.
    const logits = tf.variable(tf.zeros([1, 3]))
    const rows = 64
    const writer: Writer = {
      advance: (tokens, state) => ({ logits: tf.tile(logits as tf.Tensor2D, [tokens.size, 1]), state }),
    }
    const random = new Random(4)
    const start = { token: tf.zeros<tf.Rank.R1>([rows], 'int32'), state: [tf.zeros<tf.Rank.R2>([rows, 1])] }
    const judge = (tokens: tf.Tensor1D, count: number) => {
      const pleased = tf.cast(tf.equal(tokens, tf.scalar(2, 'int32')), 'float32')
      return tf.sum<tf.Tensor1D>(tf.reshape(pleased, [count, PLACES]), 1)
    }
    const step = compile(
      () => {
        const written = write(writer, start, PLACES, random)
        const given = rewards(writer, judge, written, { rollouts: 2, random })
        const better = tf.reshape(tf.sub(given, tf.mean(given)), [-1])
        const loss = () => {
          const own = tf.gather(tf.reshape(tf.logSoftmax(logits), [3]), tf.concat([...written.tokens]))
          return tf.neg<tf.Scalar>(tf.sum(tf.mul(own, better)))
        }
        const { value, grads } = tf.variableGrads(loss, [logits])
        logits.assign(tf.sub(logits, tf.mul(grads[logits.name], tf.scalar(0.05))))
        return [value, tf.softmax(logits)]
      },
      { vars: [logits], threads: 1 },
    )
    let shares: number[] = []
    for (let i = 0; i < 40; i++) shares = [...step()[1].dataSync()]
    expect(shares[2]).toBeGreaterThan(0.8)
    step.dispose()
  })
})
