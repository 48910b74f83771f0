// Muon: what it does to a matrix, beside the same arithmetic written out in plain numbers, and what it leaves to AdamW.
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadBackend } from '../../../engine/nn/backend.ts'
import '../../../engine/nn/gradients.ts'
import { compile, pull } from '../../../engine/nn/compile/index.ts'
import { AdamW } from '../../../engine/nn/optimizers/adamw.ts'
import { Muon, orthogonalized } from '../../../engine/nn/optimizers/muon.ts'
import { Random } from '../../../engine/nn/seed.ts'

beforeAll(() => loadBackend({ threads: 1 }))

type Rows = readonly (readonly number[])[]

const noise = (rows: number, columns: number, seed = 1): Rows => {
  const random = new Random(seed)
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.gaussian()))
}
const tensor = (rows: Rows): tf.Tensor2D => tf.tensor2d(rows.map((row) => [...row]))
const transposed = (a: Rows): Rows => a[0].map((_, j) => a.map((row) => row[j]))
const product = (a: Rows, b: Rows): Rows =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)))
const scaled = (a: Rows, by: number): Rows => a.map((row) => row.map((x) => x * by))
const sum = (a: Rows, b: Rows): Rows => a.map((row, i) => row.map((x, j) => x + b[i][j]))
const normOf = (a: Rows): number => Math.sqrt(a.flat().reduce((total, x) => total + x * x, 0))

/** As the author publishes it, in double precision. */
const reference = (matrix: Rows): Rows => {
  const isTall = matrix.length > matrix[0].length
  let x = scaled(isTall ? transposed(matrix) : matrix, 1 / (normOf(matrix) + 1e-7))
  for (let i = 0; i < 5; i++) {
    const gram = product(x, transposed(x))
    const inner = sum(scaled(gram, -4.775), scaled(product(gram, gram), 2.0315))
    x = sum(scaled(x, 3.4445), product(inner, x))
  }
  return isTall ? transposed(x) : x
}

const expectNear = (actual: tf.Tensor, expected: Rows, digits: number) =>
  actual.dataSync().forEach((value, i) => expect(value).toBeCloseTo(expected.flat()[i], digits))

describe('an orthogonalized matrix', () => {
  it.each([
    [6, 6],
    [4, 9],
    [9, 4],
  ])('of %i × %i is the reference’s, with singular values near 1', (rows, columns) => {
    const matrix = noise(rows, columns)
    const made = orthogonalized(tensor(matrix))
    expectNear(made, reference(matrix), 4)
    // Its squared size is the sum of squared singular values.
    const size = tf.sum(tf.square(made)).dataSync()[0] / Math.min(rows, columns)
    expect(size).toBeGreaterThan(0.5)
    expect(size).toBeLessThan(1.4)
  })
})

describe('Muon', () => {
  const rate = 0.02
  const gradientOf = (step: number): Rows => noise(4, 6, 10 + step)

  it('takes the reference’s steps on a hidden matrix', () => {
    const start = noise(4, 6, 3)
    const weights = new Map<string, tf.Variable>([['hidden', tf.variable(tensor(start))]])
    const muon = new Muon(weights, () => true, { weightDecay: 0.1, clipNorm: Infinity })
    let expected = start
    let momentum = scaled(start, 0)
    for (let step = 0; step < 3; step++) {
      const gradient = gradientOf(step)
      momentum = sum(scaled(momentum, 0.95), gradient)
      const update = reference(sum(gradient, scaled(momentum, 0.95)))
      expected = sum(scaled(expected, 1 - rate * 0.1), scaled(update, -rate * 0.2 * Math.sqrt(6)))
      muon.apply({ [weights.get('hidden')!.name]: tensor(gradient) }, tf.scalar(rate))
    }
    expectNear(weights.get('hidden')!, expected, 4)
    muon.dispose()
  })

  it('leaves every other weight to AdamW, clipped with all the rest', () => {
    const make = () =>
      new Map<string, tf.Variable>([
        ['table', tf.variable(tensor(noise(3, 4, 5)))],
        ['gain', tf.variable(tf.tensor1d([1, 2, 3]))],
      ])
    const [ours, theirs] = [make(), make()]
    const settings = { weightDecay: 0.1, clipNorm: 0.5 }
    const muon = new Muon(ours, (name) => name === 'hidden', settings)
    const adam = new AdamW(theirs, settings)
    for (let step = 0; step < 3; step++) {
      const [table, gain] = [noise(3, 4, step), noise(1, 3, step)[0]]
      for (const [optimizer, weights] of [
        [muon, ours],
        [adam, theirs],
      ] as const) {
        const gradients = {
          [weights.get('table')!.name]: tensor(table),
          [weights.get('gain')!.name]: tf.tensor1d([...gain]),
        }
        expect(optimizer.apply(gradients, tf.scalar(rate)).dataSync()[0]).toBeGreaterThan(0.5)
      }
    }
    for (const name of ['table', 'gain'])
      ours
        .get(name)!
        .dataSync()
        .forEach((value, i) => expect(value).toBeCloseTo(theirs.get(name)!.dataSync()[i], 5))
  })

  it('compiled does what it does eagerly', () => {
    const make = () => {
      const weights = new Map<string, tf.Variable>([
        ['hidden', tf.variable(tensor(noise(6, 4, 7)))],
        ['gain', tf.variable(tf.ones([4]))],
      ])
      const muon = new Muon(weights, (name) => name === 'hidden')
      const step = (x: tf.Tensor2D, learningRate: tf.Scalar) => {
        const loss = () =>
          tf.mean<tf.Scalar>(
            tf.square(
              tf.sub(
                tf.mul(tf.matMul(x, weights.get('hidden')! as tf.Tensor2D), weights.get('gain')!),
                tf.scalar(1),
              ),
            ),
          )
        const { value, grads } = tf.variableGrads(loss, [...weights.values()])
        muon.apply(grads, learningRate)
        return value
      }
      return { weights, muon, step }
    }
    const [a, b] = [make(), make()]
    const vars = [...a.weights.values(), ...a.muon.state.values()]
    const compiled = compile(a.step, { vars, threads: 1 })
    const x = tensor(noise(5, 6, 9))
    const losses = Array.from({ length: 10 }, () => [
      compiled(x, tf.scalar(rate)).dataSync()[0],
      b.step(x, tf.scalar(rate)).dataSync()[0],
    ])
    for (const [ours, eager] of losses) expect(ours).toBeCloseTo(eager, 3)
    expect(losses.at(-1)![0]).toBeLessThan(losses[0][0])
    pull(a.weights.values())
    for (const [name, weight] of a.weights)
      weight
        .dataSync()
        .forEach((value, i) => expect(value).toBeCloseTo(b.weights.get(name)!.dataSync()[i], 3))
    compiled.dispose()
  })
})
