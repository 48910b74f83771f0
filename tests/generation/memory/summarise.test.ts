// A summary in the scene's own sentences: in order, within its length, about what the scene is about, the same each time.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { summarise, type SummaryTask } from '../../../engine/generation/memory/summarise.ts'

const task = (texts: readonly string[], more: Partial<SummaryTask> = {}): SummaryTask => ({
  sentences: texts.map((text) => ({ text, valence: 0 })),
  names: ['Anna'],
  language: 'en',
  words: 20,
  ...more,
})

const SCENE = [
  'The harbour lamp had burned every night for a hundred years.',
  'A dog slept.',
  'Anna climbed to the harbour lamp because the lamp was dark.',
  '“Well, well, well,” said somebody.',
  'She found that the oil of the lamp had been stolen from the harbour.',
  'It rained on the roofs.',
]

it('takes the sentences that the others are about, in their order', () => {
  const summary = summarise(task(SCENE, { words: 30 }))
  expect(summary).toContain('Anna climbed')
  expect(summary).not.toContain('A dog slept')
  expect(summary).not.toContain('Well, well')
  const places = SCENE.map((text) => summary.indexOf(text)).filter((at) => at >= 0)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

it('leans towards where the feeling turns', () => {
  const flat = Array.from({ length: 12 }, (_, at) => `They walked along street number ${at} together.`)
  const turned = flat.map((text, at) => ({ text, valence: at < 6 ? 0.9 : -0.9 }))
  expect(summarise({ ...task(flat), sentences: turned, words: 8 })).toBe(flat[6])
})

it('speaks Chinese without spaces', () => {
  const texts = ['港口的灯亮了一百年。', '安娜爬上灯塔，因为灯灭了。', '狗在睡觉。']
  const summary = summarise(task(texts, { names: ['安娜'], language: 'zh', words: 24 }))
  expect(summary).toContain('安娜爬上灯塔')
  expect(summary).not.toContain(' ')
})

it('is nothing without words, and never longer than asked once it has a sentence', () => {
  expect(summarise(task(['…', '—']))).toBe('')
  fc.assert(
    fc.property(fc.array(fc.lorem({ maxCount: 9 }), { minLength: 1, maxLength: 30 }), (texts) => {
      const summary = summarise(task(texts))
      expect(summary).toBe(summarise(task(texts)))
      const longest = Math.max(...texts.map((text) => text.split(' ').length))
      expect(summary.split(' ').length).toBeLessThanOrEqual(Math.max(20, longest))
    }),
  )
})
