// How one scene's editor answers keys, focus and the browser's own undo: hands them on, decides nothing about text.
import type { EditorProps, EditorView } from '@tiptap/pm/view'
import { t } from '../locales/index.ts'
import type { SceneSession } from './scene-session.ts'

/** What a scene tells the manuscript. */
export interface SceneEvents {
  readonly onNewGroup: (session: SceneSession) => void
  /** @param own false for undo, redo and text taken from the disk. */
  readonly onEdit: (session: SceneSession, own: boolean) => void
  readonly onSelection: (session: SceneSession) => void
  readonly onFocus: (session: SceneSession) => void
  readonly onBlur: (session: SceneSession) => void
  /** Keys while a suggestion is shown. False when there is no such command now. */
  readonly onGhostKey: (act: 'accept' | 'reject' | 'previous' | 'next') => boolean
  readonly onUndoWish: (way: 'undo' | 'redo') => void
  /** The caret wants to leave the scene over its edge. False when there is no neighbour. */
  readonly onLeave: (session: SceneSession, where: 'before' | 'after') => boolean
}

const GHOST_KEYS = {
  Tab: 'accept',
  Escape: 'reject',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
} as const satisfies Readonly<Record<string, 'accept' | 'reject' | 'previous' | 'next'>>

const ghostAct = (key: string): 'accept' | 'reject' | 'previous' | 'next' | undefined =>
  key in GHOST_KEYS ? GHOST_KEYS[key as keyof typeof GHOST_KEYS] : undefined

const leavesBy = (view: EditorView, key: string): 'before' | 'after' | null => {
  const { selection, doc } = view.state
  if (!selection.empty) return null
  const back = key === 'ArrowUp' || key === 'ArrowLeft'
  if (!back && key !== 'ArrowDown' && key !== 'ArrowRight') return null
  const atEdge = back ? selection.$from.index(0) === 0 : selection.$to.index(0) === doc.childCount - 1
  if (!atEdge) return null
  const way = ({ ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' } as const)[key]
  if (!view.endOfTextblock(way)) return null
  return back ? 'before' : 'after'
}

export const editorProps = (
  session: SceneSession,
  title: () => string,
  events: SceneEvents,
): EditorProps => ({
  attributes: () => ({
    'aria-label': t('manuscript:editorOf', { title: title() }),
    'aria-multiline': 'true',
    'data-testid': 'scene-editor',
    spellcheck: 'true',
  }),
  scrollMargin: { top: 70, bottom: 90, left: 0, right: 0 },
  scrollThreshold: { top: 60, bottom: 80, left: 0, right: 0 },
  handleKeyDown: (view, event) => {
    if (event.isComposing || view.composing) return false
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
    if (session.hasGhost) {
      const act = ghostAct(event.key)
      if (act) return events.onGhostKey(act)
    }
    const edge = leavesBy(view, event.key)
    return edge !== null && events.onLeave(session, edge)
  },
  handleDOMEvents: {
    focus: () => {
      events.onFocus(session)
      return false
    },
    blur: () => {
      events.onBlur(session)
      return false
    },
    compositionstart: () => {
      if (session.hasGhost) events.onGhostKey('reject')
      return false
    },
    // Ctrl+Enter asks the co-writer; the editor's own use for it is a line break, which Shift+Enter makes too.
    keydown: (_view, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
    beforeinput: (_view, event) => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false
      event.preventDefault()
      events.onUndoWish(event.inputType === 'historyUndo' ? 'undo' : 'redo')
      return true
    },
  },
})
