// What other features may ask of the manuscript. Everything here works on the scene that holds the caret.
import { Fragment, Slice, type Node } from '@tiptap/pm/model'
import { closeHistory } from '@tiptap/pm/history'
import { Selection, TextSelection } from '@tiptap/pm/state'
import { toTextOffset } from './document-json.ts'
import { withOrigin } from './origin.ts'
import { caretOf, publishPlace } from './place.ts'
import { manuscriptStore, type Place } from './manuscript-store.ts'
import { flushScenes, sessionOf } from './scene-sessions.ts'
import type { SceneSession } from './scene-session.ts'

export { manuscriptStore, useManuscript, type Place } from './manuscript-store.ts'
export { openScene, revealBlock, showScene } from './page.ts'

const activeSession = (): SceneSession | undefined => sessionOf(manuscriptStore.getState().activeSceneId)

/** Gives the keyboard to a scene that is in sight. */
export const focusText = (sceneId: string): void => {
  const session = sessionOf(sceneId)
  if (session?.mounted === true) session.editor.view.focus()
}

/** The caret as it is at this very moment; null when no scene is open. */
export const captureCaret = (): Place | null => {
  const session = activeSession()
  if (!session) return null
  publishPlace(session)
  return caretOf(session)
}

/**
 * Where a split would begin the new scene: at the caret, between words or blocks. Null when nothing would stay behind,
 * nothing would go along, or no scene is open.
 */
export const captureSplit = (): Place | null => {
  const session = activeSession()
  if (!session) return null
  const { $head } = session.state.selection
  const { doc } = session.state
  const before = doc.textBetween(0, $head.pos, ' ', ' ')
  const after = doc.textBetween($head.pos, doc.content.size, ' ', ' ')
  if (before.trim() === '' || after.trim() === '') return null
  const block = $head.depth > 0 ? $head.node(1) : $head.nodeAfter
  const blockId: unknown = block?.attrs['id']
  if (!block || typeof blockId !== 'string') return null
  const offset = block.isTextblock && $head.depth > 0 ? toTextOffset(block, $head.parentOffset) : 0
  return { sceneId: session.sceneId, blockId, offset }
}

/** A stretch of a scene in the engine's terms, and its words; an end that is in no text makes it none. */
export interface SelectedStretch {
  readonly sceneId: string
  readonly selection: {
    readonly fromBlockId: string
    readonly from: number
    readonly toBlockId: string
    readonly to: number
  } | null
  readonly text: string
  readonly caret: Place | null
}

/** What is selected in the active scene, whatever its length; null when no scene is open. */
export const captureSelection = (): SelectedStretch | null => {
  const session = activeSession()
  if (!session) return null
  const { sceneId, state } = session
  const { doc } = state
  const { from, to } = state.selection
  const blocks: { readonly id: string; readonly node: Node; readonly start: number }[] = []
  doc.nodesBetween(from, to, (node, pos) => {
    const id: unknown = node.attrs['id']
    if (node.isTextblock && typeof id === 'string') blocks.push({ id, node, start: pos + 1 })
    return !node.isTextblock
  })
  const [first, last] = [blocks[0], blocks.at(-1)]
  const text = doc.textBetween(from, to, '\n', '')
  const selection =
    first && last && text.trim() !== ''
      ? {
          fromBlockId: first.id,
          from: toTextOffset(first.node, Math.max(0, from - first.start)),
          toBlockId: last.id,
          to: toTextOffset(last.node, Math.min(last.node.content.size, to - last.start)),
        }
      : null
  return { sceneId, selection, text: selection ? text : '', caret: caretOf(session) }
}

/** What is selected in the active scene, one line at most: what a search would begin with. */
export const selectedText = (): string => {
  const session = activeSession()
  if (!session) return ''
  const { from, to } = session.state.selection
  const text = session.state.doc.textBetween(from, to, '\n', '').trim()
  return text.length > 200 || text.includes('\n') ? '' : text
}

/** Saves everything pending. Resolves true when all of it is on disk. */
export const flushEdits = (): Promise<boolean> => flushScenes()

const paragraphs = (session: SceneSession, text: string): Node[] => {
  const { schema } = session.state
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n+/)
    .map((part) => part.replaceAll(/\s*\n\s*/g, ' '))
    .filter((part, _, all) => part.trim() !== '' || all.length === 1)
    .map((part) => schema.nodes['paragraph']!.create(null, part === '' ? null : schema.text(part)))
}

/** With a space at the end where the words after the caret would stick to it; Chinese needs none. */
const spaced = (text: string, following: string): string =>
  /^[\p{L}\p{N}]/u.test(following) && !/^\p{Script=Han}/u.test(following) && /\S$/u.test(text)
    ? `${text} `
    : text

/** The rest of the caret's paragraph. */
const afterCaret = (session: SceneSession): string => {
  const { $to } = session.state.selection
  return $to.parent.textBetween($to.parentOffset, $to.parent.content.size)
}

/**
 * Puts what a model wrote at the caret as one undo step and takes down any suggestion; blank lines make new paragraphs.
 * @param candidateId what the words are known by as long as they stand in the book. @returns false when no scene is open.
 */
export const insertTextAtCaret = (text: string, candidateId = ''): boolean => {
  const session = activeSession()
  if (!session || text === '') return false
  if (session.hasGhost) showGhost(null)
  const nodes = paragraphs(session, spaced(text, afterCaret(session)))
  const tr = withOrigin(closeHistory(session.state.tr), 'generated', candidateId)
  if (nodes.length === 1) tr.insertText(nodes[0]!.textContent)
  else tr.replaceSelection(new Slice(Fragment.from(nodes), 1, 1))
  session.dispatch(tr.scrollIntoView())
  session.closeGroup()
  publishPlace(session)
  return true
}

/** Puts a picture after the caret's block (in place of it when that is empty). One undo step. */
export const insertImageAtCaret = (image: {
  readonly mediaId: string
  readonly alt: string
  readonly caption: string
}): boolean => {
  const session = activeSession()
  const node = session?.state.schema.nodes['image']?.create(image)
  if (!session || !node) return false
  const tr = closeHistory(session.state.tr)
  const { $head } = tr.selection
  if ($head.depth === 0) tr.insert($head.pos, node)
  else if ($head.depth === 1 && $head.parent.content.size === 0 && tr.doc.childCount > 1)
    tr.replaceWith($head.before(1), $head.after(1), node)
  else tr.insert($head.after(1), node)
  // The caret goes on writing after the picture; where nothing follows, a paragraph is made for it.
  const after = tr.mapping.map($head.depth === 0 ? $head.pos : $head.after(1))
  const next = Selection.findFrom(tr.doc.resolve(Math.min(after, tr.doc.content.size)), 1, true)
  if (next) tr.setSelection(next)
  else {
    tr.insert(tr.doc.content.size, session.state.schema.nodes['paragraph']!.create())
    tr.setSelection(TextSelection.atEnd(tr.doc))
  }
  session.dispatch(tr.scrollIntoView())
  session.closeGroup()
  publishPlace(session)
  return true
}

let ghostOwner: SceneSession | null = null

/** Shows (or replaces) a suggestion after the caret; null takes it down. The document is not touched. */
export const showGhost = (text: string | null): void => {
  const shown = text === null || text === '' ? null : text
  if (shown === null) {
    if (ghostOwner && !ghostOwner.disposed) ghostOwner.showGhost(null)
    ghostOwner = null
    manuscriptStore.setState({ ghost: null })
    return
  }
  const session = ghostOwner?.hasGhost ? ghostOwner : activeSession()
  if (!session) return
  session.ghostElement.textContent = spaced(shown, afterCaret(session))
  if (!session.hasGhost) session.showGhost(session.state.selection.head)
  ghostOwner = session
  manuscriptStore.setState({ ghost: shown })
}
