// Where the eye is while one scrolls: the block at the upper third of the view, unless the caret is in sight.
import { findBlock, nodeWords, wordsBefore } from './document-json.ts'
import { manuscriptStore, type Playhead } from './manuscript-store.ts'
import { publishReading } from './place.ts'
import { sessionOf } from './scene-sessions.ts'

const caretInView = (view: DOMRect): boolean => {
  const session = sessionOf(manuscriptStore.getState().activeSceneId)
  if (!session?.mounted || !session.editor.isFocused) return false
  const { top } = session.editor.view.coordsAtPos(session.state.selection.head)
  return top >= view.top && top <= view.bottom
}

const blockAt = (view: DOMRect): Playhead | null => {
  const x = view.left + view.width / 2
  for (const share of [0.3, 0.38, 0.22, 0.5]) {
    const block = document
      .elementFromPoint(x, view.top + view.height * share)
      ?.closest<HTMLElement>('[data-block-id]')
    const sceneId = block?.closest<HTMLElement>('[data-scene-id]')?.dataset['sceneId']
    const blockId = block?.dataset['blockId']
    const doc = sessionOf(sceneId ?? null)?.state.doc
    const found = doc && blockId ? findBlock(doc, blockId) : null
    if (!doc || !found || !sceneId || !blockId) continue
    const words = nodeWords(doc)
    return { sceneId, blockId, fraction: words === 0 ? 0 : wordsBefore(doc, found.pos) / words }
  }
  return null
}

/** Call it while the page scrolls, a few times a second. */
export const followEye = (scroller: Element): void => {
  const view = scroller.getBoundingClientRect()
  if (caretInView(view)) return
  const place = blockAt(view)
  if (place) publishReading(place)
}
