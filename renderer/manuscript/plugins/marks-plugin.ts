// Decorations that never touch the text: matches of a search, a passage just gone to, the paragraph one is in.
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

export interface Match {
  readonly from: number
  readonly to: number
}

interface MarksState {
  readonly query: string
  readonly matches: readonly Match[]
  readonly current: number
  readonly highlight: Match | null
  readonly drawn: DecorationSet
}

/** What a transaction may ask for. */
interface MarksRequest {
  readonly query?: string
  readonly current?: number
  readonly highlight?: Match | null
}

const key = new PluginKey<MarksState>('manuscriptMarks')

/** Case is ignored, and a typed straight quote finds a curly one. */
const fold = (text: string): string =>
  text.toLocaleLowerCase().replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"')

/** Every place of `query`, inside one textblock each, in reading order. */
export const findMatches = (doc: Node, query: string): Match[] => {
  const needle = fold(query)
  if (needle === '') return []
  const matches: Match[] = []
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    // Atoms become one character that no query holds, so that offsets stay those of the document.
    const text = fold(node.textBetween(0, node.content.size, '\n', '\uFFFC'))
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length))
      matches.push({ from: pos + 1 + at, to: pos + 1 + at + needle.length })
    return false
  })
  return matches
}

const draw = (
  doc: Node,
  matches: readonly Match[],
  current: number,
  highlight: Match | null,
): DecorationSet => {
  const found = matches.map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: index === current ? 'find-match current' : 'find-match' }),
  )
  if (highlight) found.push(Decoration.inline(highlight.from, highlight.to, { class: 'revealed' }))
  return found.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, found)
}

const apply = (transaction: Transaction, before: MarksState): MarksState => {
  const request = transaction.getMeta(key) as MarksRequest | undefined
  // While an input method composes, marks only move along: redrawing would break the composition.
  const composing = transaction.getMeta('composition') !== undefined
  if (!request && (!transaction.docChanged || composing || before.query === '')) {
    return transaction.docChanged && before.drawn !== DecorationSet.empty
      ? { ...before, drawn: before.drawn.map(transaction.mapping, transaction.doc) }
      : before
  }
  const query = request?.query ?? before.query
  const matches =
    transaction.docChanged || query !== before.query ? findMatches(transaction.doc, query) : before.matches
  const current = Math.min(request?.current ?? before.current, matches.length - 1)
  const highlight = request?.highlight === undefined ? null : request.highlight
  return { query, matches, current, highlight, drawn: draw(transaction.doc, matches, current, highlight) }
}

export const Marks = Extension.create({
  name: 'manuscriptMarks',
  addProseMirrorPlugins: () => [
    new Plugin<MarksState>({
      key,
      state: {
        init: () => ({ query: '', matches: [], current: -1, highlight: null, drawn: DecorationSet.empty }),
        apply,
      },
      props: { decorations: (state) => key.getState(state)?.drawn },
    }),
  ],
})

export const marksOf = (state: EditorState): MarksState | undefined => key.getState(state)

export const askMarks = (transaction: Transaction, request: MarksRequest): Transaction =>
  transaction.setMeta(key, request).setMeta('addToHistory', false)

const currentKey = new PluginKey<DecorationSet>('currentBlock')

/** Marks the block that holds the caret, for the focus mode. */
export const CurrentBlock = Extension.create({
  name: 'currentBlock',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: currentKey,
      state: {
        init: () => DecorationSet.empty,
        apply: (transaction, before) => {
          if (!transaction.selectionSet && !transaction.docChanged) return before
          const { $head } = transaction.selection
          if ($head.depth === 0) return DecorationSet.empty
          const from = $head.before(1)
          const [known] = before.find(from, from)
          const to = $head.after(1)
          if (!transaction.docChanged && known?.from === from && known.to === to) return before
          return DecorationSet.create(transaction.doc, [Decoration.node(from, to, { class: 'is-current' })])
        },
      },
      props: { decorations: (state) => currentKey.getState(state) },
    }),
  ],
})
