// From the editor's tree to the contract's document and back, with the real schema, and the offsets in between.
import { getSchema } from '@tiptap/core'
import { expect, test, vi } from 'vitest'
import { sceneDocument } from '../../../engine/contract/document.ts'
import { textBlocks } from '../../../engine/text/plain-text.ts'

vi.hoisted(() => {
  // The stores behind the editor ask the window for its colour scheme when they are loaded.
  Object.assign(globalThis, {
    window: { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) },
  })
})
const {
  documentJson,
  editorJson,
  findBlock,
  nodeWords,
  plainText,
  toParentOffset,
  toTextOffset,
  wordsBefore,
} = await import('../../../renderer/manuscript/document-json.ts')
const { editorExtensions } = await import('../../../renderer/manuscript/editor-extensions.ts')

const schema = getSchema(
  editorExtensions({
    sceneId: 's',
    language: () => 'en',
    isTypewriter: () => false,
    ghostElement: {} as HTMLElement,
  }),
)

const full = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { id: 'h', level: 2 }, content: [{ type: 'text', text: 'The letter' }] },
    {
      type: 'paragraph',
      attrs: { id: 'p' },
      content: [
        { type: 'text', text: 'She ' },
        { type: 'text', text: 'laughed', marks: [{ type: 'bold' }, { type: 'italic' }] },
        { type: 'footnote', attrs: { text: 'Once.' } },
        { type: 'text', text: ' again.', origin: { by: 'pasted', of: '' }, comments: ['c1', 'c2'] },
        { type: 'hardBreak' },
        { type: 'text', text: 'home', marks: [{ type: 'link', attrs: { href: 'https://example.org' } }] },
      ],
    },
    { type: 'sceneBreak', attrs: { id: 'b' } },
    {
      type: 'table',
      attrs: { id: 't' },
      content: [
        {
          type: 'tableRow',
          content: [
            {
              type: 'tableHeader',
              content: [
                { type: 'paragraph', attrs: { id: 'th' }, content: [{ type: 'text', text: 'Tide' }] },
              ],
            },
            {
              type: 'tableCell',
              span: { colspan: 2 },
              content: [{ type: 'paragraph', attrs: { id: 'td' } }],
            },
          ],
        },
      ],
    },
    { type: 'image', attrs: { id: 'i', mediaId: 'm', alt: 'a quay', caption: 'Quay' } },
    { type: 'note', attrs: { id: 'n' }, content: [{ type: 'text', text: 'check the tide' }] },
    {
      type: 'blockquote',
      attrs: { id: 'q' },
      content: [{ type: 'paragraph', attrs: { id: 'qp' }, content: [{ type: 'text', text: 'Come home' }] }],
    },
    {
      type: 'bulletList',
      attrs: { id: 'l' },
      content: [
        {
          type: 'listItem',
          content: [
            { type: 'paragraph', attrs: { id: 'lp' }, content: [{ type: 'text', text: 'bread' }] },
            {
              type: 'orderedList',
              attrs: { id: 'l2' },
              content: [{ type: 'listItem', content: [{ type: 'paragraph', attrs: { id: 'l2p' } }] }],
            },
          ],
        },
      ],
    },
  ],
}
const doc = schema.nodeFromJSON(editorJson(full as Parameters<typeof editorJson>[0]))

test('every node and mark of the contract goes through the editor unchanged', () => {
  doc.check()
  expect(documentJson(doc)).toEqual(full)
  expect(sceneDocument.parse(documentJson(doc))).toEqual(full)
})

test('words are those of the engine: notes and footnotes do not count', () => {
  // The letter · She laughed again · home · Tide · Come home · bread
  expect(nodeWords(doc)).toBe(10)
})

test('plain text and offsets are those the engine speaks', () => {
  const { node, pos } = findBlock(doc, 'p')!
  const text = textBlocks(sceneDocument.parse(full)).find(({ id }) => id === 'p')!.text
  expect(plainText(node)).toBe(text)
  for (let offset = 0; offset <= text.length; offset += 1)
    expect(toTextOffset(node, toParentOffset(node, offset))).toBe(offset)
  const at = toParentOffset(node, text.indexOf('again'))
  expect(doc.textBetween(pos + 1 + at, pos + 1 + at + 5)).toBe('again')
})

test('words before a place count whole blocks and the share of its own', () => {
  const { node, pos } = findBlock(doc, 'p')!
  expect(wordsBefore(doc, pos + 1 + toParentOffset(node, 4))).toBe(3)
  const { pos: nested } = findBlock(doc, 'qp')!
  expect(wordsBefore(doc, nested + 1 + 5)).toBe(8)
})
