// Puts chosen changes of a proposal into a scene that may have gone on meanwhile. Pure; whoever calls it saves.
import type { Hunk, Passage } from '../../domain/chat.ts'
import type { Block, Origin, SceneDocument, TreeNode } from '../../domain/document.ts'
import { emptyDocument } from '../../domain/empty-document.ts'
import { blockText, leaves, paragraphOf } from '../plain-text.ts'
import { replaceInDocument, type PieceEdits } from '../search/replace-in-document.ts'

interface Wish {
  readonly passage: Passage
  readonly hunks: readonly Hunk[]
  /** Taken earlier. */
  readonly accepted: ReadonlySet<number>
  readonly chosen: ReadonlySet<number>
  readonly origin: Origin
  /** Of the answer: new paragraphs are named after it, so that they are found again. */
  readonly messageId: string
}

const leafText = (document: SceneDocument, id: string): string | null => {
  for (const leaf of leaves(document.content))
    if ((leaf.type === 'paragraph' || leaf.type === 'heading') && leaf.attrs.id === id) return blockText(leaf)
  return null
}

export const idOfNew = (messageId: string, { index }: Pick<Hunk, 'index'>): string => `${messageId}-${index}`

/** How much longer the paragraph has become before a place, by changes that were taken. */
export const shift = (taken: readonly Hunk[], before: number): number =>
  taken
    .filter(({ to }) => to <= before)
    .reduce((sum, { added, removed }) => sum + added.length - removed.length, 0)

/** A paragraph of the passage as these changes make it. */
export const withChanges = (text: string, taken: readonly Hunk[]): string =>
  taken.toReversed().reduce((all, { from, to, added }) => all.slice(0, from) + added + all.slice(to), text)

/** Where the stretch is now: where it was, else the only place with these words. */
const placeOf = (now: string, expected: string, from: number): number | null => {
  if (now.startsWith(expected, from)) return from
  const first = now.indexOf(expected)
  return first >= 0 && first === now.lastIndexOf(expected) ? first : null
}

const holds = (block: Block, id: string): boolean => {
  const inside = (node: TreeNode): boolean =>
    ('attrs' in node && node.attrs.id === id) ||
    (node.type !== 'paragraph' &&
      node.type !== 'heading' &&
      node.type !== 'note' &&
      'content' in node &&
      (node.content as readonly TreeNode[]).some(inside))
  return inside(block)
}

const isBlank = (block: Block): boolean =>
  block.type === 'paragraph' && blockText(block) === '' && !block.content?.length

/** The document with the chosen changes; null where one of them meets words that are others now. */
export const applyProposal = (
  document: SceneDocument,
  { passage, hunks, accepted, chosen, origin, messageId }: Wish,
): SceneDocument | null => {
  const edits: PieceEdits[] = []
  const emptied: string[] = []
  for (const [at, { blockId, from, text }] of passage.paragraphs.entries()) {
    const mine = hunks.filter(({ kind, paragraph }) => kind === 'words' && paragraph === at)
    const wanted = mine.filter(({ index }) => chosen.has(index) && !accepted.has(index))
    if (wanted.length === 0) continue
    const taken = mine.filter(({ index }) => accepted.has(index))
    const now = leafText(document, blockId)
    const place = now === null ? null : placeOf(now, withChanges(text, taken), from)
    if (place === null) return null
    const moved = wanted.map((hunk) => {
      const start = place + hunk.from + shift(taken, hunk.from)
      return { from: start, to: start + hunk.to - hunk.from, becomes: hunk.added, origin }
    })
    edits.push({ field: 'text', blockId, part: 0, edits: moved })
    if (
      text !== '' &&
      withChanges(
        text,
        mine.filter(({ index }) => chosen.has(index) || accepted.has(index)),
      ) === ''
    )
      emptied.push(blockId)
  }
  const changed = replaceInDocument(document, edits)
  let content: readonly Block[] = changed.content
  const written: PieceEdits[] = []
  for (const hunk of hunks) {
    if (hunk.kind !== 'paragraph' || !chosen.has(hunk.index) || accepted.has(hunk.index)) continue
    const anchor = passage.paragraphs[hunk.paragraph].blockId
    const before = hunks.filter(
      ({ kind, paragraph, index }) =>
        kind === 'paragraph' && paragraph === hunk.paragraph && index < hunk.index,
    )
    const behind = [anchor, ...before.map((each) => idOfNew(messageId, each))]
    const place = content.findLastIndex((block) => behind.some((id) => holds(block, id)))
    if (place < 0) return null
    const blockId = idOfNew(messageId, hunk)
    content = content.toSpliced(place + 1, 0, paragraphOf(blockId, ''))
    written.push({
      field: 'text',
      blockId,
      part: 0,
      edits: [{ from: 0, to: 0, becomes: hunk.added, origin }],
    })
  }
  content = replaceInDocument({ ...changed, content }, written).content
  content = content.filter((block) => !emptied.includes(block.attrs.id) || !isBlank(block))
  return content.length > 0 ? { ...changed, content } : emptyDocument()
}
