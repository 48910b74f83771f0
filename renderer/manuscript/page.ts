// The page the scenes stand on: finds scenes and blocks on it, brings them into view, puts the caret there.
// Which scenes are mounted is decided by the views; this only asks and waits.
import { TextSelection } from '@tiptap/pm/state'
import { currentSettings, updateSettings } from '../app/settings-store.ts'
import { notifyError } from '../app/notices-store.ts'
import { nodeById } from '../binder/binder-store.ts'
import { centre, leaveRoomBelow } from './centre.ts'
import { findBlock, toParentOffset } from './document-json.ts'
import { manuscriptStore } from './manuscript-store.ts'
import { publishPlace } from './place.ts'
import { askMarks } from './plugins/marks-plugin.ts'
import { loadScene, sessionOf, setSceneEntrance } from './scene-sessions.ts'
import type { SceneSession } from './scene-session.ts'

/** The places of scenes in the continuous view, mounted or not. */
const slots = new Map<string, { readonly element: HTMLElement; readonly mount: () => void }>()

export const registerSlot = (sceneId: string, element: HTMLElement, mount: () => void): (() => void) => {
  slots.set(sceneId, { element, mount })
  return () => {
    if (slots.get(sceneId)?.element === element) slots.delete(sceneId)
  }
}

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

/** Brings a scene to the page and resolves when its editor stands there. */
export const bringScene = async (sceneId: string, scroll: boolean): Promise<SceneSession> => {
  // Fetched while the page makes room for it; who waits below hears what goes wrong.
  void loadScene(sceneId).catch(() => undefined)
  const { view, board } = currentSettings()
  if (board !== 'page') await updateSettings({ board: 'page' })
  // A note stands on the page by itself, whatever the view.
  const isNote = (id: string | null): boolean => nodeById(id)?.kind === 'note'
  if (view === 'scene' || isNote(sceneId) || isNote(manuscriptStore.getState().activeSceneId))
    manuscriptStore.setState({ activeSceneId: sceneId })
  await twoFrames()
  const slot = slots.get(sceneId)
  if (scroll) slot?.element.scrollIntoView({ block: 'start' })
  slot?.mount()
  const session = await loadScene(sceneId)
  await session.whenMounted()
  return session
}

let openings = 0

/**
 * Opens a scene at its beginning (or end) with the caret in it; `stay` keeps the caret where it last was, in sight. Of two
 * openings at once (a double click) only the later one moves the caret, so that none moves it again under the writer.
 */
export const openScene = async (sceneId: string, edge: 'start' | 'end' | 'stay' = 'start'): Promise<void> => {
  const opening = ++openings
  try {
    const session = await bringScene(sceneId, edge === 'start')
    if (opening !== openings) return
    session.editor.commands.focus(edge === 'stay' ? null : edge, { scrollIntoView: edge !== 'start' })
    if (edge === 'stay') leaveRoomBelow(session)
    publishPlace(session)
  } catch (error) {
    notifyError(error)
  }
}

/** Brings a scene into view without taking the focus: looking through the binder is not writing. */
export const showScene = async (sceneId: string): Promise<void> => {
  try {
    publishPlace(await bringScene(sceneId, true))
  } catch (error) {
    notifyError(error)
  }
}

setSceneEntrance((sceneId, edge) => void openScene(sceneId, edge))

const HIGHLIGHT_MS = 1800

/** After the view changed: the caret's line is in sight again, and who had the focus keeps it. */
export const keepPlace = async (): Promise<void> => {
  await twoFrames()
  const session = sessionOf(manuscriptStore.getState().activeSceneId)
  if (!session) return
  centre(session, session.state.selection.head)
  await twoFrames()
  centre(session, session.state.selection.head)
}

/**
 * Goes to a block (or to characters `from`–`to` of its plain text), puts the caret there and marks it for a moment.
 * @returns false when the scene or the block is not there any more.
 */
export const revealBlock = async (
  sceneId: string,
  blockId: string,
  range?: { readonly from: number; readonly to: number },
  focus = true,
): Promise<boolean> => {
  try {
    const session = await bringScene(sceneId, false)
    const found = findBlock(session.state.doc, blockId)
    if (!found) {
      await openScene(sceneId)
      return false
    }
    const { node, pos } = found
    const start = pos + 1
    const from = node.isTextblock && range ? start + toParentOffset(node, range.from) : start
    const to = node.isTextblock && range ? start + toParentOffset(node, range.to) : pos + node.nodeSize - 1
    const { tr } = session.state
    if (node.isTextblock) tr.setSelection(TextSelection.create(tr.doc, from))
    session.dispatch(askMarks(tr, { highlight: { from, to } }))
    centre(session, from)
    // Blocks that were only estimated take their real height now: correct the aim once they have it.
    await twoFrames()
    centre(session, from)
    if (focus && session.mounted) session.editor.view.focus()
    publishPlace(session)
    window.setTimeout(() => {
      if (!session.disposed) session.dispatch(askMarks(session.state.tr, { highlight: null }))
    }, HIGHLIGHT_MS)
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}
