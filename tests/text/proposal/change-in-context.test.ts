// A change as it reads: with the sentence around it, with what was taken before, and what stands before it.
import { describe, expect, it } from 'vitest'
import type { Passage } from '../../../engine/domain/chat.ts'
import { changeInContext } from '../../../engine/text/proposal/change-in-context.ts'
import { makeProposal } from '../../../engine/text/proposal/make-proposal.ts'

const passageOf = (...texts: string[]): Passage => ({
  sceneId: 's',
  paragraphs: texts.map((text, at) => ({ blockId: `p${at}`, from: 0, text })),
})

const read = (
  texts: readonly string[],
  reply: string,
  index: number,
  options: { taken?: number[]; gives?: 'replacement' | 'addition' } = {},
) => {
  const passage = passageOf(...texts)
  const hunks = makeProposal(passage, reply, options.gives ?? 'replacement')
  return changeInContext(passage, hunks, hunks[index], new Set(options.taken ?? []), 'en')
}

describe('a change', () => {
  const texts = ['He came home.', 'The old man walked slowly to the harbour. It was raining.']
  const reply = 'He came home.\n\nThe old woman walked quickly to the harbour. It was pouring.'

  it('is told with its own sentence only, and with what stands before it', () => {
    expect(read(texts, reply, 2)).toEqual({
      before: 'He came home.\n\nThe old man walked slowly to the harbour. ',
      with: 'It was pouring.',
      without: 'It was raining.',
    })
  })

  it('stands in a text in which others were taken, whether before or behind it', () => {
    expect(read(texts, reply, 1, { taken: [0, 1, 2] })).toEqual({
      before: 'He came home.\n\n',
      with: 'The old woman walked quickly to the harbour.',
      without: 'The old woman walked slowly to the harbour.',
    })
  })

  it('that adds a paragraph stands beside nothing, behind all that was taken before it', () => {
    const added = read(['It rained.'], 'One.\n\nTwo.', 1, { gives: 'addition', taken: [0, 1] })
    expect(added).toEqual({ before: 'It rained.\n\nOne.\n\n', with: 'Two.', without: '' })
  })

  it('that goes on with a sentence is told with its beginning', () => {
    const added = read(['It rained. She said that', ''].slice(0, 1), 'it was late.', 0, { gives: 'addition' })
    expect(added).toEqual({
      before: 'It rained. ',
      with: 'She said that it was late.',
      without: 'She said that',
    })
  })

  it('that takes a whole sentence out is told with the next one', () => {
    const gone = read(['He ran. It was late. He slept.'], 'He ran. He slept.', 0)
    expect(gone.without).toContain('It was late. He slept.')
    expect(gone.with.trim()).toBe('He slept.')
  })

  it('in Chinese is told with its own sentence too', () => {
    const passage = passageOf('他慢慢走向港口。天在下雨。')
    const hunks = makeProposal(passage, '他慢慢走向港口。天在下雪。', 'replacement')
    expect(changeInContext(passage, hunks, hunks[0], new Set(), 'zh')).toEqual({
      before: '他慢慢走向港口。',
      with: '天在下雪。',
      without: '天在下雨。',
    })
  })
})
