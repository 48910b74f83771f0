// Keeps block ids whole after every change: new blocks get one, doubles are told apart.
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { blocksNeedingIds, newBlockId } from '../block-ids.ts'

const key = new PluginKey('blockIds')

const carriesId = (node: Node): boolean => 'id' in node.attrs

/** The usual key stroke changes one block and keeps its id: nothing to look for then. */
const onlyTextChanged = (before: Node, after: Node): boolean => {
  if (before.childCount !== after.childCount) return false
  const start = before.content.findDiffStart(after.content)
  if (start === null) return true
  const index = after.resolve(start).index()
  if (index >= after.childCount) return false
  const one = before.child(index)
  const other = after.child(index)
  if (!one.isTextblock || !other.isTextblock || one.attrs['id'] !== other.attrs['id']) return false
  for (let rest = index + 1; rest < after.childCount; rest += 1) {
    if (before.child(rest) !== after.child(rest)) return false
  }
  return true
}

const repair = (state: EditorState): Transaction | null => {
  const nodes: { readonly id: string | null; readonly empty: boolean; readonly pos: number }[] = []
  state.doc.descendants((node, pos) => {
    if (carriesId(node)) {
      const id: unknown = node.attrs['id']
      nodes.push({ id: typeof id === 'string' ? id : null, empty: node.content.size === 0, pos })
    }
    return !node.isTextblock
  })
  const needing = blocksNeedingIds(nodes)
  if (needing.length === 0) return null
  const { tr } = state
  for (const index of needing) tr.setNodeAttribute(nodes[index]!.pos, 'id', newBlockId())
  return tr
}

export const BlockIds = Extension.create({
  name: 'blockIds',
  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      appendTransaction: (transactions, before, after) =>
        transactions.some((transaction) => transaction.docChanged) && !onlyTextChanged(before.doc, after.doc)
          ? repair(after)
          : null,
    }),
  ],
})
