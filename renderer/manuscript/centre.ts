// Scrolls a place of a scene to where it can be seen well, if the scene stands on the page.
import type { SceneSession } from './scene-session.ts'

/** A scene may leave the page while one waits for it; then there is nothing to scroll. */
export const centre = (session: SceneSession, pos: number): void => {
  if (!session.mounted) return
  const { node } = session.editor.view.domAtPos(pos)
  const element = node instanceof HTMLElement ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
}

/** How far down in the view the caret may stand where something is about to be written behind it. */
const LOWEST = 0.55
const MOVED_TO = 0.35

/** The caret is in sight, and some lines below it. */
export const leaveRoomBelow = (session: SceneSession): void => {
  if (!session.mounted) return
  const { view } = session.editor
  const scroller = view.dom.closest('.manuscript-scroll')
  if (!scroller) return
  const { top, height } = scroller.getBoundingClientRect()
  const caret = view.coordsAtPos(view.state.selection.head).top - top
  if (caret < 0 || caret > height * LOWEST) scroller.scrollBy({ top: caret - height * MOVED_TO })
}
