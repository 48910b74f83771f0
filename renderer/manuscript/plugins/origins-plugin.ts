// Keeps every word's origin true while the text changes: what is pasted or generated is marked, what is typed is not.
import { Extension } from '@tiptap/core'
import type { MarkType } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { originOf, sourceOf } from '../origin.ts'

interface Range {
  readonly from: number
  readonly to: number
}

/** Stretches typed while an input method composes: a change there would break it off, so they wait. */
const key = new PluginKey<readonly Range[]>('origins')

/** What the transaction put in, as it stands in its document. */
const insertedBy = (transaction: Transaction): Range[] =>
  transaction.mapping.maps.flatMap((map, index) => {
    const rest = transaction.mapping.slice(index + 1)
    const found: Range[] = []
    map.forEach((_oldFrom, _oldTo, from, to) => {
      if (to > from) found.push({ from: rest.map(from, -1), to: rest.map(to, 1) })
    })
    return found
  })

const clear = (tr: Transaction, ranges: readonly Range[], type: MarkType): void => {
  for (const { from, to } of ranges) if (tr.doc.rangeHasMark(from, to, type)) tr.removeMark(from, to, type)
}

/** What has an origin already keeps it: words copied within the book stay what they were. */
const give = (
  tr: Transaction,
  ranges: readonly Range[],
  type: MarkType,
  attrs: { readonly by: string; readonly of: string },
): void => {
  const mark = type.create(attrs)
  for (const { from, to } of ranges)
    tr.doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isText || type.isInSet(node.marks)) return
      tr.addMark(Math.max(from, pos), Math.min(to, pos + node.nodeSize), mark)
    })
}

const isWritersOwn = (transaction: Transaction): boolean =>
  transaction.docChanged &&
  transaction.getMeta('history$') === undefined &&
  transaction.getMeta('fromDisk') !== true &&
  transaction.getMeta('appendedTransaction') === undefined

const repair = (transactions: readonly Transaction[], state: EditorState): Transaction | null => {
  const type = state.schema.marks['origin']!
  const { tr } = state
  transactions.forEach((transaction, index) => {
    if (!isWritersOwn(transaction)) return
    const later = transactions.slice(index + 1)
    const toNow = (pos: number, side: 1 | -1): number =>
      later.reduce((at, { mapping }) => mapping.map(at, side), pos)
    const ranges = insertedBy(transaction).map(({ from, to }) => ({
      from: toNow(from, -1),
      to: toNow(to, 1),
    }))
    const origin = originOf(transaction)
    if (origin === 'moved') return
    if (origin !== 'typed') give(tr, ranges, type, { by: origin, of: sourceOf(transaction) })
    else if (transaction.getMeta('composition') === undefined) clear(tr, ranges, type)
  })
  if (!transactions.some((each) => each.getMeta('composition') !== undefined))
    clear(tr, key.getState(state) ?? [], type)
  return tr.docChanged ? tr : null
}

/** An empty transaction, so that what waited for the end of a composition is cleared. */
const settle = (view: EditorView): void => {
  if (!view.isDestroyed && !view.composing && (key.getState(view.state) ?? []).length > 0)
    view.dispatch(view.state.tr.setMeta(key, true))
}

export const originsPlugin = (): Plugin<readonly Range[]> =>
  new Plugin<readonly Range[]>({
    key,
    state: {
      init: () => [],
      apply: (transaction, waiting) => {
        if (transaction.getMeta('composition') === undefined)
          // Cleared by the transaction that follows this one.
          return transaction.getMeta('appendedTransaction')
            ? []
            : waiting.length === 0
              ? waiting
              : waiting.map(({ from, to }) => ({
                  from: transaction.mapping.map(from, -1),
                  to: transaction.mapping.map(to, 1),
                }))
        if (!transaction.docChanged) return waiting
        const before = waiting.map(({ from, to }) => ({
          from: transaction.mapping.map(from, -1),
          to: transaction.mapping.map(to, 1),
        }))
        return [...before, ...insertedBy(transaction)]
      },
    },
    appendTransaction: (transactions, _before, state) => repair(transactions, state),
    props: {
      handleDOMEvents: {
        compositionend: (view) => {
          setTimeout(() => settle(view))
          return false
        },
      },
    },
  })

export const Origins = Extension.create({
  name: 'origins',
  addProseMirrorPlugins: () => [originsPlugin()],
})
