// Typing aids of the editor: curly quotes and dashes as one types, and the scene's own history without its own keys.
import { Extension, InputRule } from '@tiptap/core'
import { closeHistory, history } from '@tiptap/pm/history'
import { Plugin } from '@tiptap/pm/state'
import { smartReplacement, type TypingLanguage } from '../smart-typing.ts'

/** @param language whose marks are meant at the moment of typing; null: what is typed stays. */
export const SmartTyping = (language: () => TypingLanguage | null) =>
  Extension.create({
    name: 'smartTyping',
    addInputRules() {
      return [
        new InputRule({
          find: (text) => {
            const typed = text.slice(-1)
            const before = text.slice(0, -1)
            const wanted = language()
            const smart = wanted && smartReplacement(before, typed, wanted)
            if (!smart) return null
            const index = before.length - smart.remove
            return {
              index,
              text: text.slice(index),

              data: { insert: smart.insert },
            }
          },
          handler: ({ state, range, match }) => {
            const { insert } = match['data'] as { insert: string }
            const { $from } = state.selection
            if ($from.marks().some((mark) => mark.type.name === 'code')) return null
            state.tr.insertText(insert, range.from, range.to)
            return undefined
          },
        }),
      ]
    },
  })

const HISTORY_DEPTH = 400
const NEW_GROUP_MS = 700

/**
 * What replaces, deletes or marks a selection is a step of its own: joined to the typing right before it, taking back a
 * deletion would take the typing along.
 */
const selectionsApart = (): Plugin =>
  new Plugin({
    filterTransaction: (transaction, { selection }) => {
      if (transaction.docChanged && !selection.empty) closeHistory(transaction)
      return true
    },
  })

export const sceneHistory = (): Plugin[] => [
  selectionsApart(),
  history({ depth: HISTORY_DEPTH, newGroupDelay: NEW_GROUP_MS }),
]

/** The keys for undo belong to the window, which knows what was done last and where. */
export const SceneHistory = Extension.create({
  name: 'sceneHistory',
  addProseMirrorPlugins: sceneHistory,
})
