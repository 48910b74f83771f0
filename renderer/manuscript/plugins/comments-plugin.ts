// The words that a comment is being written about, shown while it is written; and comments that pasted words may not bring.
import { Extension } from '@tiptap/core'
import { Fragment, Slice, type Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { mayBringComment } from '../comment-anchors.ts'

const key = new PluginKey<DecorationSet>('pendingComment')

interface Range {
  readonly from: number
  readonly to: number
}

/** Marks the words, or takes the mark down. */
export const markPending = (transaction: Transaction, range: Range | null): Transaction =>
  transaction.setMeta(key, { range }).setMeta('addToHistory', false)

/** Where the words are now; null when they are gone. */
export const pendingRange = (state: EditorState): Range | null => {
  const [found] = key.getState(state)?.find() ?? []
  return found && found.to > found.from ? { from: found.from, to: found.to } : null
}

const withoutStrangers = (fragment: Fragment): Fragment => {
  const nodes: Node[] = []
  fragment.forEach((node) => {
    const content = node.copy(withoutStrangers(node.content))
    const own = node.isText ? node : content
    const isKept = ({ type, attrs }: (typeof node.marks)[number]): boolean =>
      type.name !== 'comment' || mayBringComment(String(attrs['id']))
    nodes.push(own.mark(node.marks.filter(isKept)))
  })
  return Fragment.from(nodes)
}

export const commentsPlugin = (): Plugin<DecorationSet> =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, before) => {
        const asked = transaction.getMeta(key) as { readonly range: Range | null } | undefined
        if (asked?.range) {
          const { from, to } = asked.range
          return DecorationSet.create(transaction.doc, [
            Decoration.inline(from, to, { class: 'comment-pending' }),
          ])
        }
        if (asked) return DecorationSet.empty
        return before === DecorationSet.empty || !transaction.docChanged
          ? before
          : before.map(transaction.mapping, transaction.doc)
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      // Dragged words stand where they were until they are dropped: they bring everything.
      transformPasted: (slice, view) =>
        view.dragging?.move === true
          ? slice
          : new Slice(withoutStrangers(slice.content), slice.openStart, slice.openEnd),
    },
  })

export const Comments = Extension.create({
  name: 'comments',
  addProseMirrorPlugins: () => [commentsPlugin()],
})
