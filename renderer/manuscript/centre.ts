// Scrolls a place of a scene to the middle of the view, if the scene stands on the page.
import type { SceneSession } from './scene-session.ts'

/** A scene may leave the page while one waits for it; then there is nothing to scroll. */
export const centre = (session: SceneSession, pos: number): void => {
  if (!session.mounted) return
  const { node } = session.editor.view.domAtPos(pos)
  const element = node instanceof HTMLElement ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
}
