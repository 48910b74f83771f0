// How one scene's editor answers keys, focus and the browser's own undo: hands them on, decides nothing about text.
import type { ResolvedPos } from '@tiptap/pm/model'
import { Selection, TextSelection } from '@tiptap/pm/state'
import type { EditorProps, EditorView } from '@tiptap/pm/view'
import { t } from '../locales/index.ts'
import { cleanPastedHtml } from './paste/clean-html.ts'
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

/** Whether nothing of the scene lies beyond, in any list, quote or table around; cells beside each other do not count. */
const isAtEdge = ($pos: ResolvedPos, back: boolean, isVertical: boolean): boolean => {
  const block = $pos.parent.isTextblock ? $pos.depth : $pos.depth + 1
  for (let depth = 0; depth < block; depth += 1) {
    const node = $pos.node(depth)
    if (isVertical && node.type.name === 'tableRow') continue
    if ($pos.index(depth) !== (back ? 0 : node.childCount - 1)) return false
  }
  return true
}

const leavesBy = (view: EditorView, key: string): 'before' | 'after' | null => {
  const { selection } = view.state
  if (!selection.empty) return null
  const back = key === 'ArrowUp' || key === 'ArrowLeft'
  if (!back && key !== 'ArrowDown' && key !== 'ArrowRight') return null
  if (!isAtEdge(back ? selection.$from : selection.$to, back, key === 'ArrowUp' || key === 'ArrowDown'))
    return null
  const way = ({ ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' } as const)[key]
  if (!view.endOfTextblock(way)) return null
  return back ? 'before' : 'after'
}

/** Ctrl+Home and Ctrl+End, done here: the browser does not reach into blocks that it has not laid out yet. */
const goToEdge = (view: EditorView, event: KeyboardEvent): boolean => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false
  if (event.key !== 'Home' && event.key !== 'End') return false
  const { doc, selection, tr } = view.state
  const edge = event.key === 'Home' ? Selection.atStart(doc) : Selection.atEnd(doc)
  const anchor = event.shiftKey ? selection.$anchor : edge.$head
  view.dispatch(tr.setSelection(TextSelection.between(anchor, edge.$head)).scrollIntoView())
  return true
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
    // The studio has its own; a browser's may fetch dictionaries.
    spellcheck: 'false',
  }),
  transformPastedHTML: cleanPastedHtml,
  scrollMargin: { top: 70, bottom: 90, left: 0, right: 0 },
  scrollThreshold: { top: 60, bottom: 80, left: 0, right: 0 },
  handleKeyDown: (view, event) => {
    if (event.isComposing || view.composing) return false
    if (goToEdge(view, event)) return true
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
