// Where the writer is: turns a scene's selection into the caret, playhead and counts that other features watch.
import { setSceneWords } from '../binder/binder-store.ts'
import { nodeWords, toTextOffset, wordsBefore } from './document-json.ts'
import { manuscriptStore, type Place, type Playhead } from './manuscript-store.ts'
import type { SceneSession } from './scene-session.ts'

/** Typing comes first: everything that only shows where one is may come a moment later. */
const LATER_MS = 150

/** The caret in the terms of the engine; null when it is not in text (a picture is selected). */
export const caretOf = (session: SceneSession): Place | null => {
  const { $head } = session.state.selection
  if (!$head.parent.isTextblock) return null
  const blockId: unknown = $head.parent.attrs['id']
  if (typeof blockId !== 'string') return null
  return { sceneId: session.sceneId, blockId, offset: toTextOffset($head.parent, $head.parentOffset) }
}

const playheadOf = (session: SceneSession, caret: Place | null): Playhead | null => {
  if (!caret) return null
  const { doc, selection } = session.state
  const words = nodeWords(doc)
  return {
    sceneId: caret.sceneId,
    blockId: caret.blockId,
    fraction: words === 0 ? 0 : Math.min(1, wordsBefore(doc, selection.head) / words),
  }
}

const SHOWN = [
  'bold',
  'italic',
  'underline',
  'strike',
  'code',
  'link',
  'blockquote',
  'bulletList',
  'orderedList',
  'table',
]

const formatOf = ({ editor, mounted, state }: SceneSession): string => {
  const { parent } = state.selection.$head
  const block = `${parent.type.name}${String(parent.attrs['level'] ?? '')}`
  const on = SHOWN.filter((name) => editor.isActive(name))
  return [mounted, state.selection.empty, block, ...on].join(' ')
}

/** Tells everyone now: the caret entered another scene, or someone is about to ask. */
export const publishPlace = (session: SceneSession): void => {
  const caret = caretOf(session)
  const words = session.words
  setSceneWords(session.sceneId, words)
  manuscriptStore.setState((state) => ({
    caret,
    activeSceneId: session.sceneId,
    sceneWords: words,
    playhead: playheadOf(session, caret) ?? state.playhead,
    format: formatOf(session),
  }))
}

let timer: number | null = null
let latest: SceneSession | null = null

/** Between two keys, after the frame of the first: what shows where one is must not stand in a key's way. */
const inAPause = (run: () => void): void => {
  if ('requestIdleCallback' in window) window.requestIdleCallback(run, { timeout: LATER_MS * 2 })
  else run()
}

const publishLatest = (): void => {
  timer = null
  // The writer may have gone to another scene meanwhile: the place is there then, not here.
  if (latest && !latest.disposed && latest.sceneId === manuscriptStore.getState().activeSceneId)
    publishPlace(latest)
}

/** Tells everyone soon; many calls become one. Only the scene that has focus moves the place. */
export const publishPlaceSoon = (session: SceneSession): void => {
  if (session.sceneId !== manuscriptStore.getState().activeSceneId) {
    setSceneWords(session.sceneId, session.words)
    return
  }
  latest = session
  timer ??= window.setTimeout(() => inAPause(publishLatest), LATER_MS)
}

/** While reading, the eye is the place: the block at the top of the view. */
export const publishReading = (playhead: Playhead): void => {
  const before = manuscriptStore.getState().playhead
  if (before?.blockId !== playhead.blockId || before.sceneId !== playhead.sceneId)
    manuscriptStore.setState({ playhead })
}
