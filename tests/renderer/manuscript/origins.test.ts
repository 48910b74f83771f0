// Where words came from, while the text changes: with the real schema and the real plugin, without a page.
import { getSchema } from '@tiptap/core'
import { closeHistory, history, undo } from '@tiptap/pm/history'
import { Fragment, Slice } from '@tiptap/pm/model'
import { EditorState, type Transaction } from '@tiptap/pm/state'
import { expect, test, vi } from 'vitest'

vi.hoisted(() => {
  // The stores behind the editor ask the window for its colour scheme when they are loaded.
  Object.assign(globalThis, {
    window: { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) },
  })
})
const { documentJson, editorJson } = await import('../../../renderer/manuscript/document-json.ts')
const { editorExtensions } = await import('../../../renderer/manuscript/editor-extensions.ts')
const { originsPlugin } = await import('../../../renderer/manuscript/plugins/origins-plugin.ts')
const { withOrigin } = await import('../../../renderer/manuscript/origin.ts')

const schema = getSchema(
  editorExtensions({
    sceneId: 's',
    language: () => 'en',
    isTypewriter: () => false,
    ghostElement: {} as HTMLElement,
  }),
)

const GENERATED = { by: 'generated', of: 'c1' } as const
const textNode = (text: string, origin?: { by: 'generated' | 'pasted'; of: string }) => ({
  type: 'text' as const,
  text,
  ...(origin ? { origin } : {}),
})

const stateOf = (...content: readonly ReturnType<typeof textNode>[]): EditorState =>
  EditorState.create({
    doc: schema.nodeFromJSON(
      editorJson({ type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p' }, content }] }),
    ),
    plugins: [history(), originsPlugin()],
  })

const after = (state: EditorState, change: (tr: Transaction) => Transaction): EditorState =>
  state.applyTransaction(change(state.tr)).state

/** Each run of text, with what it came from. */
const runs = (state: EditorState): string[] =>
  documentJson(state.doc).content.flatMap((block) =>
    (block.type === 'paragraph' ? (block.content ?? []) : []).map((inline) =>
      inline.type === 'text'
        ? `${inline.origin ? `${inline.origin.by} ${inline.origin.of}`.trim() : 'typed'}: ${inline.text}`
        : inline.type,
    ),
  )

test('an origin goes into the editor and out of it as it was', () => {
  const content = [textNode('Mine. '), textNode('Its.', GENERATED)]
  const state = stateOf(...content)
  expect(documentJson(state.doc).content).toMatchObject([{ content }])
})

test('words typed within a generated passage are the writer’s', () => {
  const state = after(stateOf(textNode('The rain stopped.', GENERATED)), (tr) => tr.insertText('cold ', 5))
  expect(runs(state)).toEqual(['generated c1: The ', 'typed: cold ', 'generated c1: rain stopped.'])
})

test('generated and pasted words are marked, words that come back from undo are what they were', () => {
  const empty = stateOf(textNode('Mine. '))
  const generated = after(empty, (tr) =>
    withOrigin(closeHistory(tr).insertText('Its own.', 7), 'generated', 'c2'),
  )
  expect(runs(generated)).toEqual(['typed: Mine. ', 'generated c2: Its own.'])
  const pasted = after(generated, (tr) =>
    closeHistory(tr).insertText('Found. ', 1).setMeta('uiEvent', 'paste'),
  )
  expect(runs(pasted)).toEqual(['pasted: Found. ', 'typed: Mine. ', 'generated c2: Its own.'])
  const deleted = after(pasted, (tr) => closeHistory(tr).delete(1, 8))
  let undone = deleted
  undo(deleted, (tr) => (undone = deleted.apply(tr)))
  expect(runs(undone)).toEqual(runs(pasted))
})

test('generated words copied within the book stay generated, and cut words put in again stay what they were', () => {
  const state = stateOf(textNode('Mine. '), textNode('Its own.', GENERATED))
  const copied = state.doc.slice(1, state.doc.content.size - 1)
  const pasted = after(state, (tr) => tr.replace(1, 1, copied).setMeta('uiEvent', 'paste'))
  expect(runs(pasted).slice(0, 2)).toEqual(['pasted: Mine. ', 'generated c1: Its own.'])
  const cut = after(state, (tr) => tr.delete(1, 7).setMeta('uiEvent', 'cut'))
  const slice = new Slice(Fragment.from(schema.text('Mine. ')), 0, 0)
  const moved = after(cut, (tr) => tr.replace(9, 9, slice).setMeta('uiEvent', 'paste'))
  expect(runs(moved)).toEqual(['generated c1: Its own.', 'typed: Mine. '])
})

test('making words bold, code or plain again does not launder them', () => {
  let state = stateOf(textNode('Its own.', GENERATED))
  for (const mark of ['bold', 'code', 'link'] as const) {
    const type = schema.marks[mark]
    state = after(state, (tr) =>
      tr.addMark(1, 9, type.create(mark === 'link' ? { href: 'https://a.b' } : {})),
    )
    state = after(state, (tr) => tr.removeMark(1, 9, type))
    expect(runs(state)).toEqual(['generated c1: Its own.'])
  }
})

test('while an input method composes nothing is touched; afterwards its words are the writer’s', () => {
  const state = stateOf(textNode('The rain.', GENERATED))
  const composing = after(state, (tr) => tr.insertText('雨', 5).setMeta('composition', 1))
  expect(runs(composing)).toEqual(['generated c1: The 雨rain.'])
  const done = after(composing, (tr) => tr.setMeta('settled', true))
  expect(runs(done)).toEqual(['generated c1: The ', 'typed: 雨', 'generated c1: rain.'])
})
