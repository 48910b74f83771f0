// Which sentences are read aloud, from the one under the caret on.
import { getSchema } from '@tiptap/core'
import { expect, test, vi } from 'vitest'

vi.hoisted(() => {
  // The stores behind the editor ask the window for its colour scheme when they are loaded.
  Object.assign(globalThis, {
    window: { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) },
  })
})
const { editorExtensions } = await import('../../../renderer/manuscript/editor-extensions.ts')
const { sentencesFrom } = await import('../../../renderer/manuscript/spoken-sentences.ts')

const schema = getSchema(
  editorExtensions({
    sceneId: 's',
    language: () => 'en',
    isTypewriter: () => false,
    ghostElement: {} as HTMLElement,
  }),
)
const paragraph = (id: string, text: string, type = 'paragraph') => ({
  type,
  attrs: { id },
  content: [{ type: 'text', text }],
})
const doc = schema.nodeFromJSON({
  type: 'doc',
  content: [
    paragraph('a', 'It rained. Nobody came.'),
    paragraph('n', 'Check this.', 'note'),
    paragraph('b', '* * *'),
    paragraph('c', '她走了。雨停了。'),
  ],
})

test('sentences come in order with their places; notes and ornaments are left out', () => {
  expect(sentencesFrom(doc, 0, 'en')).toEqual([
    { blockId: 'a', from: 0, to: 10, text: 'It rained.' },
    { blockId: 'a', from: 11, to: 23, text: 'Nobody came.' },
    { blockId: 'c', from: 0, to: 4, text: '她走了。' },
    { blockId: 'c', from: 4, to: 8, text: '雨停了。' },
  ])
})

test('reading begins with the sentence that holds the caret', () => {
  expect(sentencesFrom(doc, 15, 'en').map(({ text }) => text)).toEqual([
    'Nobody came.',
    '她走了。',
    '雨停了。',
  ])
})
