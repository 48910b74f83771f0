// A passage in progress: what is shown while it comes, and that its marks are the writer's own.
import { expect, it } from 'vitest'
import { leversFrom } from '../../engine/domain/levers.ts'
import { Passage } from '../../engine/generation/passage.ts'
import { promptBefore } from '../../engine/generation/prompt.ts'

const passageAfter = (text: string): Passage =>
  new Passage({
    prompt: promptBefore([text], 480),
    target: { emotion: null, valence: null },
    language: 'en',
    words: 20,
    levers: leversFrom({}),
    filter: 'off',
    judge: () => Promise.resolve(null),
  })

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
