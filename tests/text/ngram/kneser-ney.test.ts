// The baseline is honest: probabilities sum to one in every context, and it learns.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KneserNey } from '../../../engine/text/ngram/kneser-ney.ts'
import { Random } from '../../../engine/nn/seed.ts'

const vocabularySize = 7

describe('Kneser-Ney', () => {
  it('sums to one after any history, seen or unseen, at every order', () => {
    const token = fc.integer({ min: 0, max: vocabularySize - 1 })
    const order = fc.constantFrom(1 as const, 2 as const, 3 as const)
    fc.assert(
      fc.property(
        order,
        fc.array(token, { maxLength: 60 }),
        fc.array(token, { maxLength: 4 }),
        (n, text, history) => {
          const model = KneserNey.train(text, { order: n, vocabularySize })
          let sum = 0
          for (let t = 0; t < vocabularySize; t++) {
            const p = model.probability(history, t)
            expect(p).toBeGreaterThan(0)
            sum += p
          }
          expect(sum).toBeCloseTo(1, 10)
        },
      ),
    )
  })

  it('gives the distribution worked out by hand', () => {
    // 0 1 0 1 0 2: bigrams 01×2, 10×2, 02×1; discounts fall back to 0.5, 0.75, 0.9 where counts of counts are missing.
    const model = KneserNey.train([0, 1, 0, 1, 0, 2], { order: 2, vocabularySize: 3 })
    // Each token follows one other, so the counts below are 1, 1, 1 and their discount gives back the uniform.
    const backoff = 1 / 3
    const y = 1 / (1 + 2 * 2)
    const d1 = 1 - 2 * y * (2 / 1) > 0 ? 1 - 2 * y * 2 : 0.5
    const d2 = 2 - 3 * y * 0
    const held = d1 + d2
    expect(model.probability([0], 1)).toBeCloseTo((2 - d2 + held * backoff) / 3, 10)
    expect(model.probability([0], 2)).toBeCloseTo((1 - d1 + held * backoff) / 3, 10)
  })

  it('predicts a pattern better the more it sees, and noise no better than chance', () => {
    const random = new Random(1)
    const pattern = Array.from({ length: 400 }, (_, i) =>
      random.next() < 0.1 ? random.integer(7) : (i * i) % 7,
    )
    const loss = (order: 1 | 2 | 3) =>
      KneserNey.train(pattern.slice(0, 300), { order, vocabularySize }).loss(pattern, 300)
    expect(loss(3)).toBeLessThan(loss(2))
    expect(loss(2)).toBeLessThan(loss(1))
    const noise = Array.from({ length: 3000 }, () => random.integer(7))
    expect(KneserNey.train(noise.slice(0, 2700), { vocabularySize }).loss(noise, 2700)).toBeGreaterThan(1.9)
  })

  it('refuses a vocabulary too large for its order', () => {
    expect(() => KneserNey.train([], { order: 3, vocabularySize: 300_000 })).toThrow(RangeError)
  })
})
