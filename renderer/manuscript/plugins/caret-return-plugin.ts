// Gives the caret back where it was when the focus returns to a scene by other means than the mouse (a closed dialog,
// Tab). The browser puts it at the very beginning, and ProseMirror corrects that only on a quick machine.
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'

const key = new PluginKey('caretReturn')

export const CaretReturn = Extension.create({
  name: 'caretReturn',
  addProseMirrorPlugins: () => {
    let pressed = false
    return [
      new Plugin({
        key,
        props: {
          handleDOMEvents: {
            mousedown: () => {
              pressed = true
              setTimeout(() => (pressed = false))
              return false
            },
            focus: (view) => {
              // After `focus()` has placed the browser's caret, before the event that tells of it.
              if (!pressed) queueMicrotask(() => view.hasFocus() && !view.composing && view.focus())
              return false
            },
          },
        },
      }),
    ]
  },
})
