// The end of what will be continued, as shown before asking.
import { describe, expect, it } from 'vitest'
import { promptTail } from '../../../renderer/cowriter/prompt-tail.ts'

const paragraph = (id: string, text: string) =>
  ({
    type: 'paragraph',
    attrs: { id },
    ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
  }) as const

const document = {
  type: 'doc',
  content: [
    paragraph('a', 'The rain had stopped.'),
    { type: 'note', attrs: { id: 'n' }, content: [{ type: 'text', text: 'check the tide' }] },
    { type: 'blockquote', attrs: { id: 'q' }, content: [paragraph('b', 'A letter came.')] },
    paragraph('c', 'She read it twice.'),
  ],
} as const

describe('the prompt tail', () => {
  it('is the text before the caret, without notes to self', () => {
    expect(promptTail(document, { blockId: 'c', offset: 8 }, 500)).toBe(
      'The rain had stopped.\n\nA letter came.\n\nShe read',
    )
  })

  it('starts at a word when it is cut, and says so', () => {
    expect(promptTail(document, { blockId: 'c', offset: 18 }, 22)).toBe('…She read it twice.')
  })

  it('is the whole end when the block has gone', () => {
    expect(promptTail(document, { blockId: 'gone', offset: 0 }, 500)).toContain('She read it twice.')
  })
})
