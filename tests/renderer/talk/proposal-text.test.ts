// An answer laid over its passage reads as the old text without what came, and as the new one without what went.
import { expect, test } from 'vitest'
import type { Passage } from '../../../engine/domain/chat.ts'
import { makeProposal } from '../../../engine/text/proposal/make-proposal.ts'
import { nextOpen, proposalText } from '../../../renderer/talk/proposal-text.ts'

const OLD = ['The old man walked slowly to the harbour.', 'It was raining.']
const NEW = 'The man hurried to the harbour.\n\nIt was raining hard.\n\nNobody came.'

const passage: Passage = {
  sceneId: 's',
  paragraphs: OLD.map((text, at) => ({ blockId: `b${at}`, from: 0, text })),
}

const proposed = (decision: 'open' | 'accepted' = 'open') => ({
  passage: { ...passage, paragraphs: passage.paragraphs.map((each) => ({ ...each })) },
  hunks: makeProposal(passage, NEW, 'replacement').map((hunk) => ({ ...hunk, decision })),
})

const read = (side: 'removed' | 'added'): string[] =>
  proposalText(proposed())
    .map(({ stretches }) =>
      stretches.map((each) => (each.kind === 'same' ? each.text : each.hunk[side])).join(''),
    )
    .filter((text) => text !== '')

test('without what would come it is the passage, without what would go the answer', () => {
  expect(read('removed')).toEqual(OLD)
  expect(read('added')).toEqual(NEW.split('\n\n'))
  expect(proposalText(proposed()).filter(({ isNew }) => isNew)).toHaveLength(1)
})

test('the way goes from one open change to the next, around the end, and ends where all are decided', () => {
  const { hunks } = proposed()
  const [first, ...rest] = hunks
  const some = [{ ...first, decision: 'accepted' as const }, ...rest]
  expect(nextOpen(hunks, -1, 1)).toBe(0)
  expect(nextOpen(some, hunks.length - 1, 1)).toBe(1)
  expect(nextOpen(some, 1, -1)).toBe(hunks.length - 1)
  expect(nextOpen(proposed('accepted').hunks, 0, 1)).toBeNull()
  expect(nextOpen([], 0, 1)).toBeNull()
})
