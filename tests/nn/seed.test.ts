// The generator: repeatable, restorable, splittable, and random enough.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Random } from '../../engine/nn/seed.ts'

const take = (random: Random, n = 20) => Array.from({ length: n }, () => random.uint32())

it('gives the same numbers for the same seed, and keeps doing so from release to release', () => {
  expect(take(new Random(7))).toEqual(take(new Random(7)))
  expect(take(new Random(7))).not.toEqual(take(new Random(8)))
  expect(take(new Random(1), 3)).toMatchInlineSnapshot(`
    [
      194122539,
      2790205013,
      2479500261,
    ]
  `)
})

it('goes on from a saved state as if it had never stopped, through JSON as well', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(50), (seed, skip) => {
      const random = new Random(seed)
      take(random, skip)
      const state = JSON.parse(JSON.stringify(random.state())) as ReturnType<Random['state']>
      expect(take(new Random(0).restore(state))).toEqual(take(random))
    }),
  )
})

it('splits by label without moving', () => {
  const random = new Random(3)
  const before = random.state()
  expect(take(random.split('a'))).not.toEqual(take(random.split('b')))
  expect(random.state()).toEqual(before)
})

it('is uniform and normal where it says so', () => {
  const random = new Random(11)
  const n = 40_000
  const uniform = random.fill(new Float32Array(n))
  expect(uniform.every((x) => x >= 0 && x < 1)).toBe(true)
  expect(uniform.reduce((a, b) => a + b, 0) / n).toBeCloseTo(0.5, 2)
  const normal = Float64Array.from({ length: n }, () => random.gaussian())
  expect(normal.reduce((a, b) => a + b, 0) / n).toBeCloseTo(0, 1)
  expect(normal.reduce((a, b) => a + b * b, 0) / n).toBeCloseTo(1, 1)
})

it('shuffles without losing anything', () => {
  const items = Array.from({ length: 30 }, (_, i) => i)
  const shuffled = new Random(1).shuffle([...items])
  expect(shuffled).not.toEqual(items)
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(items)
})
