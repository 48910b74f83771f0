// What still stands in the text of something that was generated, found by the origin that its words carry.
import type { Block, SceneDocument } from '../../domain/document.ts'
import { leaves } from '../../text/plain-text.ts'
import { plainTypography } from '../../text/typography.ts'
import type { AnyNode } from '../../text/without-origins.ts'

interface Piece {
  readonly text: string
  readonly of: string | null
}

const piecesOf = (node: AnyNode): readonly Piece[] => {
  if (node.type === 'note') return []
  if (node.type === 'hardBreak') return [{ text: '\n', of: null }]
  if (node.type === 'text') {
    const origin = node.origin as { readonly by: string; readonly of: string } | undefined
    return [{ text: node.text ?? '', of: origin?.by === 'generated' ? origin.of : null }]
  }
  const inside = (node.content ?? []).flatMap(piecesOf)
  const isBlock = node.type === 'paragraph' || node.type === 'heading'
  return isBlock ? [...inside, { text: '\n', of: null }] : inside
}

const standing = (pieces: readonly Piece[], candidateId: string): string | null => {
  const from = pieces.findIndex(({ of }) => of === candidateId)
  if (from < 0) return null
  const to = pieces.findLastIndex(({ of }) => of === candidateId)
  return pieces
    .slice(from, to + 1)
    .map(({ text }) => text)
    .join('')
}

/** What stands between the first and the last letter that is the candidate's, with what was typed among them; null without any. */
export const standingText = (document: SceneDocument, candidateId: string): string | null =>
  standing(
    document.content.flatMap((block: Block) => piecesOf(block as unknown as AnyNode)),
    candidateId,
  )

/** The same within one paragraph. */
export const standingInBlock = (
  document: SceneDocument,
  blockId: string,
  candidateId: string,
): string | null => {
  for (const leaf of leaves(document.content))
    if ('attrs' in leaf && leaf.attrs.id === blockId) return standing(piecesOf(leaf), candidateId)
  return null
}

/** Marks and spaces that an editor changes by itself do not count. */
export const sameWords = (one: string, other: string): boolean => {
  const plain = (text: string): string => plainTypography(text).replaceAll(/\s+/gu, ' ').trim()
  return plain(one) === plain(other)
}
