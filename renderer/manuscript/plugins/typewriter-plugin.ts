// Typewriter mode: the line that is being written stays at half the height of the page. The mouse may put the caret
// anywhere without moving the page.
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

const centreLine = (view: EditorView): void => {
  const scroller = view.dom.closest('.manuscript-scroll')
  if (!scroller || view.isDestroyed || !view.hasFocus()) return
  const line = view.coordsAtPos(view.state.selection.head)
  const { top, height } = scroller.getBoundingClientRect()
  const off = (line.top + line.bottom) / 2 - (top + height / 2)
  if (Math.abs(off) > 1) scroller.scrollBy({ top: off, behavior: 'instant' })
}

/** @param isOn asked at every change. */
export const Typewriter = (isOn: () => boolean) =>
  Extension.create({
    name: 'typewriter',
    addProseMirrorPlugins: () => {
      let byMouse = false
      let frame: number | null = null
      return [
        new Plugin({
          props: {
            handleDOMEvents: {
              mousedown: () => {
                byMouse = true
                return false
              },
              keydown: () => {
                byMouse = false
                return false
              },
            },
            // The page's own way of keeping the caret in sight would pull against this one.
            handleScrollToSelection: () => isOn() && !byMouse,
          },
          view: () => ({
            update: (view, before) => {
              if (!isOn() || byMouse) return
              if (view.state.doc === before.doc && view.state.selection.eq(before.selection)) return
              frame ??= requestAnimationFrame(() => {
                frame = null
                centreLine(view)
              })
            },
            destroy: () => {
              if (frame !== null) cancelAnimationFrame(frame)
              frame = null
            },
          }),
        }),
      ]
    },
  })
