// The words a comment is written about, in the terms of the engine: chosen at the caret, followed while they are edited.
import type { Node } from '@tiptap/pm/model'
import type { Inputs } from '../../engine/contract/index.ts'
import { toTextOffset } from './document-json.ts'
import { manuscriptStore } from './manuscript-store.ts'
import { markPending, pendingRange } from './plugins/comments-plugin.ts'
import { sessionOf } from './scene-sessions.ts'
import type { SceneSession } from './scene-session.ts'

export type CommentRange = Pick<Inputs['comment']['add'], 'sceneId' | 'from' | 'to'> & {
  readonly quote: string
}

const activeSession = (): SceneSession | undefined => sessionOf(manuscriptStore.getState().activeSceneId)

/** The word at the caret; an empty range between words. */
const wordAt = (session: SceneSession): { from: number; to: number } => {
  const { $head } = session.state.selection
  if (!$head.parent.isTextblock) return { from: $head.pos, to: $head.pos }
  const text = $head.parent.textBetween(0, $head.parent.content.size, '\uFFFC', '\uFFFC')
  const isWord = (character: string | undefined): boolean => /[\p{L}\p{N}’'-]/u.test(character ?? '')
  let [from, to] = [$head.parentOffset, $head.parentOffset]
  while (isWord(text[from - 1])) from -= 1
  while (isWord(text[to])) to += 1
  return { from: $head.start() + from, to: $head.start() + to }
}

/** What the engine would quote: the words of each block, without line breaks and notes. */
const quoteOf = (doc: Node, from: number, to: number): string => {
  const lines: string[] = []
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true
    let line = ''
    node.forEach((child, offset) => {
      const start = pos + 1 + offset
      if (child.isText) line += (child.text ?? '').slice(Math.max(0, from - start), Math.max(0, to - start))
    })
    if (line !== '') lines.push(line)
    return false
  })
  return lines.join('\n')
}

const rangeOf = ({ sceneId, state }: SceneSession, from: number, to: number): CommentRange | null => {
  const quote = quoteOf(state.doc, from, to)
  if (quote.trim() === '') return null
  const placeOf = (pos: number): CommentRange['from'] | null => {
    const $pos = state.doc.resolve(pos)
    const blockId: unknown = $pos.parent.attrs['id']
    return $pos.parent.isTextblock && typeof blockId === 'string'
      ? { blockId, offset: toTextOffset($pos.parent, $pos.parentOffset) }
      : null
  }
  const [first, last] = [placeOf(from), placeOf(to)]
  return first && last ? { sceneId, from: first, to: last, quote } : null
}

/** Marks the selected words, or the word at the caret. Null where there are none. */
export const chooseWords = (): CommentRange | null => {
  const session = activeSession()
  if (!session) return null
  const { selection } = session.state
  const { from, to } = selection.empty ? wordAt(session) : selection
  const range = from < to ? rangeOf(session, from, to) : null
  if (range) session.dispatch(markPending(session.state.tr, { from, to }))
  return range
}

/** The chosen words as they are now; null when they were taken out. */
export const chosenWords = (sceneId: string): CommentRange | null => {
  const session = sessionOf(sceneId)
  const found = session && pendingRange(session.state)
  return found ? rangeOf(session, found.from, found.to) : null
}

export const forgetWords = (sceneId: string): void => {
  const session = sessionOf(sceneId)
  if (session && !session.disposed) session.dispatch(markPending(session.state.tr, null))
}

/** The threads that the words at the caret belong to. */
export const commentsAtCaret = (): readonly string[] => {
  const session = activeSession()
  if (!session) return []
  const { $head } = session.state.selection
  const marks = [...$head.marks(), ...($head.nodeAfter?.marks ?? [])]
  return [
    ...new Set(marks.flatMap(({ type, attrs }) => (type.name === 'comment' ? [String(attrs['id'])] : []))),
  ]
}
