// Typing aids of the editor: curly quotes and dashes as one types, and the scene's own history without its own keys.
import { Extension, InputRule } from '@tiptap/core'
import { history } from '@tiptap/pm/history'
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

/** The keys for undo belong to the window, which knows what was done last and where. */
export const SceneHistory = Extension.create({
  name: 'sceneHistory',
  addProseMirrorPlugins: () => [history({ depth: HISTORY_DEPTH, newGroupDelay: NEW_GROUP_MS })],
})
