import { Schema, type Node } from '@tiptap/pm/model'
import { undo } from '@tiptap/pm/history'
import { AllSelection, EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { expect, test } from 'vitest'
import { sceneHistory } from '../../../renderer/manuscript/plugins/typing.ts'

const schema = new Schema({
  nodes: { doc: { content: 'block+' }, paragraph: { group: 'block', content: 'text*' }, text: {} },
  marks: { bold: {} },
})

const desk = () => {
  let state = EditorState.create({
    doc: schema.node('doc', null, [schema.node('paragraph', null, [schema.text('One.')])]),
    plugins: sceneHistory(),
  })
  const apply = (make: (tr: Transaction) => Transaction): void => {
    state = state.apply(make(state.tr))
  }
  const atEnd = ({ content }: Node): number => content.size - 1
  return {
    apply,
    /** Key by key, as fast as the machine. */
    type: (text: string): void => {
      for (const sign of text) apply((tr) => tr.insertText(sign, atEnd(tr.doc)))
    },
    undo: (): void => void undo(state, (tr) => (state = state.apply(tr))),
    text: (): string => state.doc.textContent,
  }
}

test('typing in one go is one step', () => {
  const { type, undo: back, text } = desk()
  type(' Two.')
  back()
  expect(text()).toBe('One.')
})

test('everything selected and deleted right after typing comes back with what was typed', () => {
  const { type, apply, undo: back, text } = desk()
  type(' Two.')
  apply((tr) => tr.setSelection(new AllSelection(tr.doc)))
  apply((tr) => tr.deleteSelection())
  expect(text()).toBe('')
  back()
  expect(text()).toBe('One. Two.')
  back()
  expect(text()).toBe('One.')
})

test('a word typed over another one is taken back alone', () => {
  const { type, apply, undo: back, text } = desk()
  type(' Two.')
  apply((tr) => tr.setSelection(TextSelection.create(tr.doc, 6, 9)))
  apply((tr) => tr.insertText('S', 6, 9))
  apply((tr) => tr.insertText('ix', 7))
  expect(text()).toBe('One. Six.')
  back()
  expect(text()).toBe('One. Two.')
})
