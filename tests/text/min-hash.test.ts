// Near-duplicates: the same words in other clothes are near, other words are not, in both scripts.
import { expect, test } from 'vitest'
import { Random } from '../../engine/nn/seed.ts'
import { NearDuplicates } from '../../engine/text/min-hash.ts'

const withAll = (texts: readonly string[]): NearDuplicates => {
  const near = new NearDuplicates()
  for (const text of texts) near.add(text)
  return near
}

test('the same words are found again whatever their marks and capitals', () => {
  const near = withAll(['Good morning, my friend! What brings you here?', '好久没见了，老朋友。快进来坐。'])
  expect(near.nearest('good morning my friend, what brings you here')).toBe(1)
  expect(near.nearest('好久没见了老朋友，快进来坐！')).toBe(1)
  expect(near.nearest('Good morning, my friend! What brings you here now?')).toBeGreaterThan(0.7)
})

test('other words are not near, and nothing is near nothing', () => {
  const near = withAll(['The wind has changed since morning.', '那扇门早该有人修一修。'])
  expect(near.nearest('They paid in promises, and I took them.')).toBeLessThan(0.3)
  expect(near.nearest('我要找个人去磨坊走一趟。')).toBeLessThan(0.3)
  expect(new NearDuplicates().nearest('Anything at all.')).toBe(0)
  expect(near.nearest('…')).toBe(0)
})

test('the estimate is close to the true likeness of sets', () => {
  const random = new Random(4)
  const word = (): string =>
    Array.from({ length: 5 }, () => String.fromCharCode(97 + random.integer(26))).join('')
  for (let round = 0; round < 12; round++) {
    const words = Array.from({ length: 40 }, word)
    const changed = words.map((each, at) => (at % 6 === 0 ? word() : each))
    const pieces = (list: readonly string[]): Set<string> => {
      const text = list.join(' ')
      return new Set(Array.from({ length: text.length - 3 }, (_, at) => text.slice(at, at + 4)))
    }
    const [a, b] = [pieces(words), pieces(changed)]
    const shared = [...a].filter((piece) => b.has(piece)).length
    const jaccard = shared / (a.size + b.size - shared)
    expect(Math.abs(withAll([words.join(' ')]).nearest(changed.join(' ')) - jaccard)).toBeLessThan(0.2)
  }
})
