// Ghost text: a suggestion drawn after the caret in the accent colour. It is never part of the document, and growing it
// while it streams touches one text node only.
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

const key = new PluginKey<DecorationSet>('ghost')

/** The element of one scene's ghost; its text is set from outside. */
export const createGhostElement = (): HTMLElement => {
  const element = document.createElement('span')
  element.className = 'ghost'
  element.dataset['testid'] = 'ghost-text'
  element.setAttribute('aria-hidden', 'true')
  element.contentEditable = 'false'
  return element
}

export const Ghost = (element: HTMLElement) =>
  Extension.create({
    name: 'ghost',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (transaction, before) => {
            const at = transaction.getMeta(key) as number | null | undefined
            if (at === null) return DecorationSet.empty
            if (at !== undefined)
              return DecorationSet.create(transaction.doc, [
                Decoration.widget(at, () => element, { side: 1, key: 'ghost', ignoreSelection: true }),
              ])
            return transaction.docChanged ? before.map(transaction.mapping, transaction.doc) : before
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ],
  })

export const hasGhost = (state: EditorState): boolean => key.getState(state) !== DecorationSet.empty

/** @param at where to show it; null hides it. */
export const placeGhost = (transaction: Transaction, at: number | null): Transaction =>
  transaction.setMeta(key, at).setMeta('addToHistory', false)
