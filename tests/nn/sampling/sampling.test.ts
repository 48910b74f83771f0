// Samplers against reference distributions of the field, to 1e-5; and the chain as a whole.
import { describe, expect, it } from 'vitest'
import { Random } from '../../../engine/nn/seed.ts'
import { leaders, ranked, softmax, type Logits } from '../../../engine/nn/sampling/distribution.ts'
import { remaining, Sampler, samplingSettings, without } from '../../../engine/nn/sampling/index.ts'
import { mirostat, mirostatUpdate } from '../../../engine/nn/sampling/mirostat.ts'
import { dry, logitBias, penalize } from '../../../engine/nn/sampling/penalties.ts'
import { minP, topK, topNSigma, topP, typical, xtc } from '../../../engine/nn/sampling/truncation.ts'

const logits = (...probabilities: number[]): Float64Array => Float64Array.from(probabilities, Math.log)
const uniform = (n: number) => logits(...Array<number>(n).fill(1 / n))

function expectDistribution(actual: Logits, expected: readonly number[]): void {
  const probabilities = softmax(actual)
  expect(probabilities.length).toBe(expected.length)
  expected.forEach((value, i) => expect(Math.abs(probabilities[i] - value), `token ${i}`).toBeLessThan(1e-5))
}

/** Reference figures that are not normalised again after the cut. */
function expectKept(actual: Logits, expected: readonly number[]): void {
  expected.forEach((value, i) =>
    expect(Math.abs(Math.exp(actual[i]) - value), `token ${i}`).toBeLessThan(1e-5),
  )
}

describe('reference distributions', () => {
  it('top-k', () => expectDistribution(topK(logits(0.1, 0.2, 0.3, 0.4), 3), [0, 0.22222, 0.33333, 0.44444]))
  it('top-p', () => expectDistribution(topP(logits(0.1, 0.2, 0.3, 0.4), 0.7), [0, 0, 0.428571, 0.571429]))
  it('min-p', () =>
    expectDistribution(minP(logits(0.1, 0.2, 0.3, 0.4), 0.26), [0, 0.2 / 0.9, 0.3 / 0.9, 0.4 / 0.9]))
  it('typical', () => {
    expectKept(typical(logits(0.97, 0.01, 0.01, 0.01), 0.5), [0.97, 0, 0, 0])
    expectKept(typical(logits(0.4, 0.2, 0.2, 0.2), 0.5), [0, 0.2, 0.2, 0.2])
  })
  it('XTC', () => {
    expectKept(xtc(logits(0.4, 0.3, 0.2, 0.1), 0.99, 0.19, 0.5), [0, 0, 0.2, 0.1])
    expectKept(xtc(logits(0.4, 0.3, 0.2, 0.1), 0.99, 0.19, 0.995), [0.4, 0.3, 0.2, 0.1])
    expectKept(xtc(logits(0.4, 0.3, 0.2, 0.1), 0.99, 0.35, 0), [0.4, 0.3, 0.2, 0.1])
  })
  it('repetition penalty', () => {
    const penalties = { repetition: 50, frequency: 0, presence: 0 }
    expectDistribution(penalize(uniform(5), [0], penalties), [0, 0.25, 0.25, 0.25, 0.25])
    expectDistribution(penalize(uniform(5), [0, 1, 2], penalties), [0, 0, 0, 0.5, 0.5])
  })
  it('frequency and presence penalties', () => {
    const penalties = { repetition: 1, frequency: 5, presence: 5 }
    expectDistribution(
      penalize(uniform(5), [0], penalties),
      [0.000011, 0.249997, 0.249997, 0.249997, 0.249997],
    )
    expectDistribution(
      penalize(uniform(5), [0, 1, 2], penalties),
      [0.000023, 0.000023, 0.000023, 0.499966, 0.499966],
    )
  })
  it('DRY', () => {
    const settings = { multiplier: 1, base: 1.1, allowedLength: 2 }
    expectDistribution(dry(uniform(4), [0, 1, 2, 0, 1], settings), [0.296923, 0.296923, 0.109232, 0.296923])
    expectDistribution(dry(uniform(4), [0, 1, 3, 0, 2], settings), [0.25, 0.25, 0.25, 0.25])
    expectDistribution(
      dry(uniform(4), [0, 1, 2, 0, 1], { ...settings, breakers: new Set([1]) }),
      [0.25, 0.25, 0.25, 0.25],
    )
  })
  it('top-n-sigma', () => {
    expectDistribution(topNSigma(logits(0.1, 0.2, 0.3, 0.4), 1), [0, 0, 0.428571, 0.571429])
    expectDistribution(topNSigma(logits(0.1, 0.2, 0.3, 0.4), 3), [0.1, 0.2, 0.3, 0.4])
  })
  it('logit bias adds, and −∞ forbids', () => {
    const bias = new Map([
      [0, -Infinity],
      [1, Math.log(2)],
    ])
    expectDistribution(logitBias(uniform(4), bias), [0, 0.5, 0.25, 0.25])
  })
  it('mirostat 2 cuts by surprise and moves its cut towards the target', () => {
    expectDistribution(mirostat(logits(0.5, 0.25, 0.125, 0.125), 2), [2 / 3, 1 / 3, 0, 0])
    expectDistribution(mirostat(logits(0.5, 0.25, 0.125, 0.125), 0.5), [1, 0, 0, 0])
    expect(mirostatUpdate(10, 0.25, { tau: 5, eta: 0.1 })).toBeCloseTo(10.3)
  })
})

describe('the chain', () => {
  const model = Float32Array.from({ length: 20 }, (_, i) => Math.sin(i * 1.7) * 3)
  const left = remaining(model)
  const off = { topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, dryMultiplier: 0, temperature: 1 }

  it('draws the same tokens for the same seed and others for another', () => {
    const draw = (seed: number) => {
      const sampler = new Sampler(samplingSettings.parse({}), new Random(seed))
      return Array.from({ length: 30 }, () => sampler.next(left).token)
    }
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })

  it('with everything off follows the model’s own distribution', () => {
    const sampler = new Sampler(samplingSettings.parse(off), new Random(5))
    const counts = new Float64Array(20)
    const n = 20_000
    for (let i = 0; i < n; i++) counts[sampler.next(left).token] += 1 / n
    softmax(Float64Array.from(model)).forEach((p, i) => expect(Math.abs(counts[i] - p)).toBeLessThan(0.015))
  })

  it('at temperature 0 takes the likeliest token and reports its log probability under the model', () => {
    const sampler = new Sampler(samplingSettings.parse({ ...off, temperature: 0 }), new Random(5))
    const best = model.indexOf(Math.max(...model))
    const { token, logProbability } = sampler.next(left)
    expect(token).toBe(best)
    expect(logProbability).toBeCloseTo(Math.log(softmax(Float64Array.from(model))[best]))
  })

  it('applies steps in the order of the settings, and not those left out', () => {
    const steps = { ...off, topP: 0.9, temperature: 3 }
    const kept = (order: string[]) =>
      new Sampler(samplingSettings.parse({ ...steps, order }), new Random(1)).alternatives(left, 20).length
    // Heat flattens the distribution: a cut after it keeps more.
    expect(kept(['temperature', 'topP'])).toBeGreaterThan(kept(['topP', 'temperature']))
    expect(kept(['temperature'])).toBe(20)
  })

  it('names alternatives with probabilities that fall', () => {
    const sampler = new Sampler(samplingSettings.parse(off), new Random(1))
    const top = sampler.alternatives(left, 5)
    expect(top).toHaveLength(5)
    expect(top.map((a) => a.probability)).toEqual(top.map((a) => a.probability).toSorted((a, b) => b - a))
  })

  it('holds mirostat’s surprise near its target', () => {
    const sampler = new Sampler(
      samplingSettings.parse({ ...off, mirostatTau: 2, mirostatEta: 0.1 }),
      new Random(1),
    )
    let bits = 0
    const n = 2000
    for (let i = 0; i < n; i++) bits -= sampler.next(left).logProbability / Math.LN2 / n
    expect(bits).toBeGreaterThan(1.5)
    expect(bits).toBeLessThan(3)
  })

  it('always leaves a token, however hard the settings cut', () => {
    const hard = {
      topK: 1,
      topP: 0,
      minP: 1,
      typical: 0,
      topNSigma: 0.01,
      xtcProbability: 1,
      xtcThreshold: 0,
    }
    const sampler = new Sampler(samplingSettings.parse(hard), new Random(1))
    for (let i = 0; i < 50; i++) expect(Number.isFinite(sampler.next(left).logProbability)).toBe(true)
  })
})

it('the leaders are the first of the ranked tokens, ties and exclusions included', () => {
  const random = new Random(11)
  for (let round = 0; round < 50; round++) {
    const scores = Float64Array.from({ length: 40 }, () =>
      random.next() < 0.2 ? -Infinity : random.integer(6),
    )
    const k = 1 + random.integer(39)
    const expected = [...ranked(scores).subarray(0, k)].sort((a, b) => a - b)
    expect([...leaders(scores, k)].sort((a, b) => a - b)).toEqual(expected)
  }
})

it('what is left without some tokens leaves the others as they were', () => {
  const left = remaining([-1, -Infinity, -2, -3])
  expect([...left.tokens]).toEqual([0, 2, 3])
  const fewer = without(left, [2, 7, 1])
  expect([...fewer.tokens]).toEqual([0, 3])
  expect([...fewer.logits]).toEqual([-1, -3])
  expect(without(left, [1])).toBe(left)
})
