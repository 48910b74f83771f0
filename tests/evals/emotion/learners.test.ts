import { describe, expect, it } from 'vitest'
import { calibrate, calibrationError, crossFitted } from '../../../engine/evals/emotion/calibrate.ts'
import { trainLogistic, type SparseRows } from '../../../engine/evals/emotion/logistic.ts'
import { trainRidge } from '../../../engine/evals/emotion/ridge.ts'
import { trainSkipGram } from '../../../engine/evals/emotion/skip-gram.ts'
import { fitLogistic } from '../../../engine/evals/emotion/small-regression.ts'
import { OUTPUTS } from '../../../engine/analysis/emotion/labels.ts'
import { Random } from '../../../engine/nn/seed.ts'

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** Rows of two columns whose label is drawn with the logit 2a − b + 0.5. */
const drawn = (count: number) => {
  const random = new Random(3)
  const points = Array.from({ length: count }, () => [random.gaussian(), random.gaussian()] as const)
  const isTrue = Uint8Array.from(points, ([a, b]) => (random.next() < sigmoid(2 * a - b + 0.5) ? 1 : 0))
  return { points, isTrue }
}

describe('logistic regression', () => {
  it('finds the same weights in its dual as Newton’s method finds directly', () => {
    const { points, isTrue } = drawn(400)
    const rows: SparseRows = {
      starts: Int32Array.from({ length: 401 }, (_, i) => 2 * i),
      columns: Int32Array.from({ length: 800 }, (_, i) => i % 2),
      values: Float32Array.from(points.flat()),
      width: 2,
    }
    const dual = trainLogistic(rows, isTrue, { cost: 1, epochs: 300, random: new Random(1) })
    const direct = fitLogistic(
      400,
      (i, x) => x.set([...points[i], 1]),
      (i) => isTrue[i] === 1,
      { start: [0, 0, 0], pull: [1, 1, 1] },
    )
    expect(dual.weights[0]).toBeCloseTo(direct[0], 1)
    expect(dual.weights[1]).toBeCloseTo(direct[1], 1)
    expect(dual.bias).toBeCloseTo(direct[2], 1)
    expect(direct[0]).toBeGreaterThan(1.4)
    expect(direct[1]).toBeLessThan(-0.6)
  })

  it('lets rows without weight say nothing', () => {
    const { points, isTrue } = drawn(200)
    const rows: SparseRows = {
      starts: Int32Array.from({ length: 201 }, (_, i) => 2 * i),
      columns: Int32Array.from({ length: 400 }, (_, i) => i % 2),
      values: Float32Array.from(points.flat()),
      width: 2,
    }
    const silent = trainLogistic(rows, isTrue, {
      cost: 1,
      epochs: 5,
      random: new Random(1),
      rowWeights: new Float32Array(200),
    })
    expect([...silent.weights, silent.bias]).toEqual([0, 0, 0])
  })
})

it('ridge regression finds what a word and a column add', () => {
  const random = new Random(5)
  const tokens = Array.from({ length: 300 }, (_, i) => [
    'it',
    'was',
    i % 2 === 0 ? 'good' : 'bad',
    `w${i % 20}`,
  ])
  const dense = tokens.map(() => Float32Array.of(random.gaussian()))
  const truths = tokens.map((words, i) => [3 + (words[2] === 'good' ? 0.5 : -0.5) + 0.3 * dense[i][0]])
  const { table, linear } = trainRidge(tokens, dense, truths, { weight: 1, random, say: () => undefined })
  expect(linear[0]).toBeCloseTo(0.3, 1)
  expect(table.bias[0]).toBeGreaterThan(2.5)
  expect(table.bias[0]).toBeLessThan(3.5)
})

const HALF = 100

it('word vectors put words that keep the same company side by side', async () => {
  const random = new Random(2)
  const stream: number[] = []
  // Words below HALF keep together, and those above.
  for (let sentence = 0; sentence < 8000; sentence++) {
    const topic = random.integer(2) * HALF
    for (let i = 0; i < 10; i++) stream.push(topic + random.integer(HALF))
    stream.push(-1)
  }
  const width = 8
  const vectors = await trainSkipGram(Int32Array.from(stream), {
    vocabulary: 2 * HALF,
    width,
    epochs: 4,
    random,
    signal: new AbortController().signal,
    say: () => undefined,
  })
  const cosine = (a: number, b: number): number => {
    let [ab, aa, bb] = [0, 0, 0]
    for (let k = 0; k < width; k++) {
      ab += vectors[a * width + k] * vectors[b * width + k]
      aa += vectors[a * width + k] ** 2
      bb += vectors[b * width + k] ** 2
    }
    return ab / Math.sqrt(aa * bb)
  }
  const mean = (from: number): number =>
    Array.from({ length: HALF - 1 }, (_, i) => cosine(0, from + i + 1)).reduce((a, b) => a + b, 0) /
    (HALF - 1)
  expect(mean(0)).toBeGreaterThan(mean(HALF - 1) + 0.1)
})

describe('calibration', () => {
  const random = new Random(7)
  const texts = 1500
  const truth = new Uint8Array(texts * OUTPUTS)
  const certain = new Float32Array(texts * OUTPUTS)
  const noise = new Float32Array(texts * OUTPUTS)
  for (let at = 0; at < truth.length; at++) {
    const logit = -1.5 + 1.5 * random.gaussian()
    truth[at] = random.next() < sigmoid(logit) ? 1 : 0
    // Twice too sure of itself; the other part knows nothing.
    certain[at] = 2 * logit
    noise[at] = random.gaussian()
  }
  const judged = { parts: [certain, noise], truth, rows: Array.from({ length: texts }, (_, i) => i) }

  it('undoes overconfidence and leaves out a part that knows nothing', () => {
    const { blend } = calibrate(judged)
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
    expect(mean(blend.weights[0])).toBeCloseTo(0.5, 1)
    expect(Math.abs(mean(blend.weights[1]))).toBeLessThan(0.1)
  })

  it('leaves an error of a few hundredths on texts it was not fitted on', () => {
    const report = crossFitted(judged)
    expect(report.fineError).toBeLessThan(0.05)
    expect(report.ekmanError).toBeLessThan(0.05)
    expect(report.fineF1).toBeGreaterThan(0.3)
  })

  it('is measured as the distance of confidence from being right', () => {
    const half = Array.from({ length: 100 }, (_, i) => ({ p: 0.9, isRight: i % 2 === 0 }))
    expect(calibrationError(half)).toBeCloseTo(0.4, 5)
    expect(calibrationError(half.map(({ isRight }) => ({ p: 0.5, isRight })))).toBeCloseTo(0, 5)
  })
})
