import { describe, expect, it } from 'vitest'
import type { SceneDocument } from '../../engine/domain/document.ts'
import { blockText, documentWords, paragraphOf, textBlocks } from '../../engine/text/plain-text.ts'

const document: SceneDocument = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { id: 'h', level: 2 }, content: [{ type: 'text', text: 'A letter' }] },
    {
      type: 'paragraph',
      attrs: { id: 'p' },
      content: [
        { type: 'text', text: 'Dear ', marks: [{ type: 'italic' }] },
        { type: 'footnote', attrs: { text: 'not counted at all' } },
        { type: 'text', text: 'you' },
        { type: 'hardBreak' },
        { type: 'text', text: 'there' },
      ],
    },
    { type: 'note', attrs: { id: 'n' }, content: [{ type: 'text', text: 'a note to self' }] },
    { type: 'sceneBreak', attrs: { id: 's' } },
    { type: 'image', attrs: { id: 'i', mediaId: 'm', alt: 'a harbour', caption: 'The harbour' } },
    { type: 'paragraph', attrs: { id: 'e' } },
    {
      type: 'blockquote',
      attrs: { id: 'q' },
      content: [
        paragraphOf('q1', 'Quoted.'),
        {
          type: 'bulletList',
          attrs: { id: 'l' },
          content: [{ type: 'listItem', content: [paragraphOf('l1', 'first'), paragraphOf('l2', 'second')] }],
        },
      ],
    },
    {
      type: 'table',
      attrs: { id: 't' },
      content: [
        {
          type: 'tableRow',
          content: [
            { type: 'tableHeader', content: [paragraphOf('t1', 'high tide')] },
            { type: 'tableCell', content: [paragraphOf('t2', 'noon')] },
          ],
        },
      ],
    },
  ],
}

describe('plain text', () => {
  it('lists paragraphs and headings with words, lists, quotes and tables flattened, notes and footnotes left out', () => {
    expect(textBlocks(document)).toEqual([
      { id: 'h', text: 'A letter' },
      { id: 'p', text: 'Dear you\nthere' },
      { id: 'q1', text: 'Quoted.' },
      { id: 'l1', text: 'first' },
      { id: 'l2', text: 'second' },
      { id: 't1', text: 'high tide' },
      { id: 't2', text: 'noon' },
    ])
  })

  it('counts exactly the words that it lists', () => {
    expect(documentWords(document)).toBe(11)
  })

  it('gives a nested block one line a paragraph, and a note nothing', () => {
    expect(document.content.map(blockText)).toEqual([
      'A letter',
      'Dear you\nthere',
      '',
      '',
      '',
      '',
      'Quoted.\nfirst\nsecond',
      'high tide\nnoon',
    ])
  })
})
