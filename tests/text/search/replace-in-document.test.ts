// Replacing inside documents: marks, footnotes, breaks and ids stay, and nothing else is touched.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Inline, SceneDocument } from '../../../engine/domain/document.ts'
import { documentPieces } from '../../../engine/text/search/document-pieces.ts'
import { replaceInDocument, type TextEdit } from '../../../engine/text/search/replace-in-document.ts'

const paragraph = (content: readonly Inline[]): SceneDocument => ({
  type: 'doc',
  content: [{ type: 'paragraph', attrs: { id: 'p' }, ...(content.length > 0 ? { content } : {}) }],
})
const edit = (document: SceneDocument, edits: readonly TextEdit[]): SceneDocument =>
  replaceInDocument(document, [{ field: 'text', blockId: 'p', part: 0, edits }])

const marked = paragraph([
  { type: 'text', text: 'The ' },
  { type: 'text', text: 'green', marks: [{ type: 'italic' }] },
  { type: 'footnote', attrs: { text: 'green note' } },
  { type: 'text', text: ' lamp' },
])

test('new words look like those they stand for, and a footnote within stays', () => {
  expect(edit(marked, [{ from: 4, to: 9, becomes: 'red' }]).content[0]).toMatchObject({
    content: [
      { text: 'The ' },
      { text: 'red', marks: [{ type: 'italic' }] },
      { type: 'footnote' },
      { text: ' lamp' },
    ],
  })
  expect(edit(marked, [{ from: 6, to: 14, becomes: 'y' }]).content[0]).toMatchObject({
    content: [
      { text: 'The ' },
      { text: 'gr', marks: [{ type: 'italic' }] },
      { text: 'y', marks: [{ type: 'italic' }] },
      { type: 'footnote', attrs: { text: 'green note' } },
    ],
  })
})

test('footnotes, captions and notes to self are pieces of their own', () => {
  const document: SceneDocument = {
    type: 'doc',
    content: [
      ...marked.content,
      { type: 'image', attrs: { id: 'i', mediaId: 'm', alt: '', caption: 'green door' } },
      { type: 'note', attrs: { id: 'n' }, content: [{ type: 'text', text: 'why green?' }] },
    ],
  }
  expect(documentPieces(document)).toEqual([
    { field: 'text', blockId: 'p', part: 0, text: 'The green lamp' },
    { field: 'footnote', blockId: 'p', part: 0, text: 'green note' },
    { field: 'caption', blockId: 'i', part: 0, text: 'green door' },
    { field: 'note', blockId: 'n', part: 0, text: 'why green?' },
  ])
  const after = replaceInDocument(document, [
    { field: 'footnote', blockId: 'p', part: 0, edits: [{ from: 0, to: 5, becomes: 'red' }] },
    { field: 'caption', blockId: 'i', part: 0, edits: [{ from: 0, to: 5, becomes: 'red' }] },
    { field: 'note', blockId: 'n', part: 0, edits: [{ from: 4, to: 9, becomes: 'red' }] },
  ])
  expect(documentPieces(after).map(({ text }) => text)).toEqual([
    'The green lamp',
    'red note',
    'red door',
    'why red?',
  ])
})

const runs = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('text' as const), text: fc.string({ minLength: 1, maxLength: 6 }) }),
    fc.constant({ type: 'hardBreak' as const }),
    fc.constant({ type: 'footnote' as const, attrs: { text: 'n' } }),
  ),
  { maxLength: 8 },
)

test('the text afterwards is that of a plain replacement, and every footnote is still there', () => {
  fc.assert(
    fc.property(
      runs,
      fc.array(fc.nat(60), { maxLength: 8 }),
      fc.string({ maxLength: 4 }),
      (raw, cuts, becomes) => {
        // A line end inside a run would be a hard break of its own: editors never make one.
        const content = raw.map((inline) =>
          inline.type === 'text' ? { ...inline, text: inline.text.replaceAll('\n', ' ') } : inline,
        )
        const document = paragraph(content)
        const text = documentPieces(document).find(({ field }) => field === 'text')?.text ?? ''
        const at = [...new Set(cuts.filter((cut) => cut <= text.length))].sort((a, b) => a - b)
        const insert = becomes.replaceAll('\n', ' ')
        const edits: TextEdit[] = []
        for (let i = 0; i + 1 < at.length; i += 2) edits.push({ from: at[i], to: at[i + 1], becomes: insert })
        let expected = text
        for (const { from, to } of [...edits].reverse())
          expected = expected.slice(0, from) + insert + expected.slice(to)
        const after = edit(document, edits)
        expect(documentPieces(after).find(({ field }) => field === 'text')?.text ?? '').toBe(expected)
        const notes = (one: SceneDocument): number =>
          documentPieces(one).filter(({ field }) => field === 'footnote').length
        expect(notes(after)).toBe(notes(document))
      },
    ),
    { numRuns: 500 },
  )
})
