// The compiler as a whole: state, sharing, randomness, errors, and that nothing leaks.
import * as tf from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadBackend } from '../../../engine/nn/backend.ts'
import { compile, pull, push, randomInput } from '../../../engine/nn/compile/index.ts'
import { crossEntropy, plainCrossEntropy } from '../../../engine/nn/ops/cross-entropy.ts'
import { dropout } from '../../../engine/nn/ops/dropout.ts'
import { gruSequence, plainGruSequence } from '../../../engine/nn/ops/gru-sequence.ts'
import { AdamW } from '../../../engine/nn/optimizers/adamw.ts'
import { Random } from '../../../engine/nn/seed.ts'

beforeAll(async () => {
  await loadBackend({ threads: 1 })
})
afterEach(() => expect(tf.getBackend()).toBe('cpu'))

const random = new Random('compile')
const noise = (shape: number[]) =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 0.5 * random.gaussian()),
    shape,
  )
const largestDifference = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]

describe('compile', () => {
  it('keeps state between calls, shares it between functions, and pulls and pushes it exactly', () => {
    const weight = tf.variable(tf.tensor1d([1, 2, 3]))
    const double = compile(
      () => {
        weight.assign(tf.mul(weight, tf.scalar(2)))
        return tf.sum(weight)
      },
      { vars: [weight], threads: 1 },
    )
    const read = compile(() => tf.add(weight, tf.scalar(0)), { vars: [weight], threads: 1 })
    expect(double().dataSync()[0]).toBe(12)
    expect(double().dataSync()[0]).toBe(24)
    expect([...read().dataSync()]).toEqual([4, 8, 12])
    expect([...weight.dataSync()]).toEqual([1, 2, 3])
    pull([weight])
    expect([...weight.dataSync()]).toEqual([4, 8, 12])
    weight.assign(tf.tensor1d([0.1, 0.2, 0.3]))
    push([weight])
    expect(read().dataSync()).toEqual(Float32Array.of(0.1, 0.2, 0.3))
  })

  it('takes objects, lists and single tensors as results, also repeated or passed through', () => {
    const x = tf.tensor1d([1, 2])
    const f = compile(
      (a: tf.Tensor) => ({ same: a, twice: tf.mul(a, tf.scalar(2)), again: tf.mul(a, tf.scalar(2)) }),
      {
        vars: [],
        threads: 1,
      },
    )
    const { same, twice, again } = f(x)
    expect([...same.dataSync()]).toEqual([1, 2])
    expect([...twice.dataSync()]).toEqual([2, 4])
    expect([...again.dataSync()]).toEqual([2, 4])
    const constant = compile(() => tf.tensor1d([7, 8, 9]), { vars: [], threads: 1 })
    expect([...constant().dataSync()]).toEqual([7, 8, 9])
  })

  it('traces anew for a new shape', () => {
    const f = compile((x: tf.Tensor) => tf.sum(x), { vars: [], threads: 1 })
    expect(f(tf.ones([3])).dataSync()[0]).toBe(3)
    expect(f(tf.ones([2, 5])).dataSync()[0]).toBe(10)
  })

  it('returns earlier results untouched by later calls', () => {
    const f = compile((x: tf.Tensor) => tf.mul(x, tf.scalar(3)), { vars: [], threads: 1 })
    const first = f(tf.scalar(1))
    f(tf.scalar(100))
    expect(first.dataSync()[0]).toBe(3)
  })

  it('freezes what it only reads when asked', () => {
    const weight = tf.variable(tf.scalar(2))
    const f = compile((x: tf.Tensor) => tf.mul(x, weight), { vars: [weight], threads: 1, freeze: true })
    expect(f(tf.scalar(3)).dataSync()[0]).toBe(6)
    weight.assign(tf.scalar(5))
    push([weight])
    expect(f(tf.scalar(3)).dataSync()[0]).toBe(6)
  })

  it('draws fresh masks each call, the same ones as an eager run, and the gradient uses them', () => {
    const weight = tf.variable(tf.ones([50]))
    const step = (source: Random) => () => {
      const { value, grads } = tf.variableGrads(
        () => tf.sum<tf.Scalar>(dropout(weight, 0.5, [50], source)),
        [weight],
      )
      return [value, grads[weight.name]]
    }
    const compiled = compile(step(new Random(3)), { vars: [weight], threads: 1 })
    const eager = step(new Random(3))
    const seen = new Set<string>()
    for (let i = 0; i < 3; i++) {
      const [value, gradient] = compiled()
      const [expectedValue, expectedGradient] = eager()
      expect(value.dataSync()[0]).toBe(expectedValue.dataSync()[0])
      expect([...gradient.dataSync()]).toEqual([...expectedGradient.dataSync()])
      seen.add(gradient.dataSync().join())
    }
    expect(seen.size).toBe(3)
  })

  it('does the same AdamW steps as an eager run', () => {
    const start = noise([3, 4])
    const make = () => {
      const weights = new Map([['w', tf.variable(start)]])
      const optimizer = new AdamW(weights, { weightDecay: 0.1, clipNorm: 0.5 })
      const step = (x: tf.Tensor, rate: tf.Scalar) => {
        const variables = [...weights.values()]
        const loss = () =>
          tf.mean<tf.Scalar>(tf.square(tf.sub(tf.matMul(x, weights.get('w')!), tf.scalar(1))))
        const { value, grads } = tf.variableGrads(loss, variables)
        optimizer.apply(grads, rate)
        return value
      }
      return { weights, optimizer, step }
    }
    const a = make()
    const b = make()
    const compiled = compile(a.step, {
      vars: [...a.weights.values(), ...a.optimizer.state.values()],
      threads: 1,
    })
    const x = noise([5, 3])
    const losses = Array.from({ length: 30 }, () => [
      compiled(x, tf.scalar(0.05)).dataSync()[0],
      b.step(x, tf.scalar(0.05)).dataSync()[0],
    ])
    for (const [ours, eager] of losses) expect(ours).toBeCloseTo(eager, 5)
    expect(losses.at(-1)![0]).toBeLessThan(losses[0][0])
    pull(a.weights.values())
    expect(largestDifference(a.weights.get('w')!, b.weights.get('w')!)).toBeLessThan(1e-5)
  })

  it('leaks no tensors', () => {
    const weight = tf.variable(tf.ones([4]))
    const f = compile(
      (x: tf.Tensor) => {
        weight.assign(tf.add(weight, x))
        return tf.sum(weight)
      },
      { vars: [weight], threads: 1 },
    )
    const before = tf.memory().numTensors
    for (let i = 0; i < 3; i++) {
      const x = tf.ones([4])
      tf.dispose([x, f(x)])
    }
    f.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('what a compiled step must not do fails by name and leaves everything as it was', () => {
  const x = () => tf.ones([2, 2])
  it.each<[string, RegExp, (x: tf.Tensor) => tf.Tensor]>([
    ['an op without lowering', /TopK.*kernels/s, (a) => tf.topk(a, 1).values],
    ['reading data', /dataSync\(\).*tf\.where/s, (a) => tf.mul(a, tf.scalar(a.dataSync()[0]))],
    ['tf.randomNormal', /randomInput/, (a) => tf.add(a, tf.randomNormal([2, 2]))],
    ['tf.dropout without a seed', /randomInput/, (a) => tf.dropout(a, 0.5)],
    [
      'a compiled step inside another',
      /plain function/,
      (a) => compile((b: tf.Tensor) => tf.neg(b), { vars: [] })(a),
    ],
  ])('%s', (_, message, step) => {
    const weight = tf.variable(tf.scalar(4))
    const f = compile(
      (a: tf.Tensor) => {
        weight.assign(tf.scalar(5))
        return step(a)
      },
      { vars: [weight], threads: 1 },
    )
    expect(() => f(x())).toThrow(message)
    expect(weight.dataSync()[0]).toBe(4)
    expect(tf.add(tf.scalar(1), tf.scalar(1)).dataSync()[0]).toBe(2)
  })
})

describe('fused ops equal their plain compositions', () => {
  it('cross-entropy, values and gradients', () => {
    const labels = tf.tensor1d([3, 0, 4, 4], 'int32')
    const both = (op: typeof crossEntropy) => (logits: tf.Tensor) => {
      const loss = (z: tf.Tensor) => op(z as tf.Tensor2D, labels)
      return [loss(logits), tf.grad(loss)(logits)]
    }
    const logits = noise([4, 5])
    const fused = compile(both(crossEntropy), { vars: [], threads: 1 })(logits)
    const plain = both(plainCrossEntropy)(logits)
    fused.forEach((tensor, i) => expect(largestDifference(tensor, plain[i])).toBeLessThan(1e-6))
  })

  it.each([
    [1, 1, 2, 3],
    [5, 3, 4, 2],
    [9, 2, 3, 6],
  ])(
    'GRU over %i steps of %i rows, width %i, memory %i: values and all six gradients',
    (time, batch, width, hidden) => {
      const args = [
        noise([time, batch, width]),
        noise([batch, hidden]),
        noise([width, 3 * hidden]),
        noise([hidden, 3 * hidden]),
        noise([3 * hidden]),
        noise([3 * hidden]),
      ]
      const weights = noise([time, batch, hidden])
      const both =
        (op: typeof gruSequence) =>
        (...inputs: tf.Tensor[]) => {
          const states = (...[x, h0, w, u, bx, bh]: tf.Tensor[]) =>
            op(x as tf.Tensor3D, h0 as tf.Tensor2D, {
              w: w as tf.Tensor2D,
              u: u as tf.Tensor2D,
              bx: bx as tf.Tensor1D,
              bh: bh as tf.Tensor1D,
            })
          const gradients = tf.grads((...xs: tf.Tensor[]) => tf.sum(tf.mul(states(...xs), weights)))(inputs)
          return [states(...inputs), ...gradients]
        }
      const fused = compile(both(gruSequence), { vars: [], threads: 1 })(...args)
      const plain = both(plainGruSequence)(...args)
      fused.forEach((tensor, i) => expect(largestDifference(tensor, plain[i])).toBeLessThan(2e-5))
    },
  )

  it('randomInput outside a step draws at once', () => {
    expect([...randomInput([3], new Random(1)).dataSync()]).toEqual([
      ...new Random(1).fill(new Float32Array(3)),
    ])
  })
})
