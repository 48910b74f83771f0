// A passage in progress: what is shown while it comes, and that its marks are the writer's own.
import { expect, it } from 'vitest'
import { leversFrom } from '../../engine/domain/levers.ts'
import { Passage, type PassageWish } from '../../engine/generation/passage.ts'
import { promptBefore } from '../../engine/generation/prompt.ts'
import { fitPreferences } from '../../engine/models/ranker/preferences.ts'

const wishAfter = (text: string): PassageWish => ({
  prompt: promptBefore([text], 480),
  target: { emotion: null, valence: null },
  language: 'en',
  words: 20,
  levers: leversFrom({}),
  filter: 'off',
  taste: null,
  judge: () => Promise.resolve(null),
})
const passageAfter = (text: string): Passage => new Passage(wishAfter(text))

const shown = (passage: Passage, pieces: readonly string[]): string =>
  pieces.map((text) => passage.add({ candidate: 0, text })).join('')

it('takes its quotation marks from the text it goes on from, piece by piece', async () => {
  const pieces = [' "I', "t's la", 'te," she said. "', 'Go!"']
  const curled = passageAfter('He looked up. “You came,” he said.')
  expect(shown(curled, pieces)).toBe(' “It’s late,” she said. “Go!”')
  expect((await curled.finish(0, null)).text).toBe(' “It’s late,” she said. “Go!”')
  expect(shown(passageAfter('He looked up. "You came," he said.'), pieces)).toBe(
    ` "It's late," she said. "Go!"`,
  )
})

it('opens a quotation after the space that the writer typed last', () => {
  expect(shown(passageAfter('“Yes,” he said. '), [' "Then', ' go."'])).toBe('“Then go.”')
})

it('lets a learnt taste have its say in the score, and tells it among the reasons', async () => {
  const pairs = Array.from({ length: 40 }, (_, at) => ({
    group: `${at}`,
    better: { words: 1 + (at % 3) / 10 },
    worse: { words: 3 + (at % 5) / 10 },
    weight: 1,
  }))
  const taste = await fitPreferences(pairs)
  const finished = async (text: string, levers: Parameters<typeof leversFrom>[0]) => {
    const passage = new Passage({ ...wishAfter('It rained.'), levers: leversFrom(levers), taste })
    passage.add({ candidate: 0, text })
    return passage.finish(0, { reason: 'sentence', tokens: 4, logProbability: -4 })
  }
  const [short, long] = [
    ' Go.',
    ' He went home and he sat down and he thought about all that had been said to him.',
  ]
  expect((await finished(short, {})).score).toBeGreaterThan((await finished(long, {})).score)
  const told = (await finished(short, {})).reasons.find(({ key }) => key === 'taste')
  expect(told?.value).toBeGreaterThan(0.5)
  const off = { taste: { on: false } }
  expect((await finished(short, off)).score).toBeLessThan((await finished(long, off)).score)
  expect((await finished(short, off)).reasons.map(({ key }) => key)).not.toContain('taste')
})
