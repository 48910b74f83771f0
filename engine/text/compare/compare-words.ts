// What changed between two texts, word by word; Chinese and Japanese by character. Finding the edits is jsdiff's work.
import { diffArrays } from 'diff'
import { hasWords } from '../words.ts'

export type PieceKind = 'same' | 'added' | 'removed'

/** A stretch of text that both have, or only one. Without the added ones they are the old text, without the removed the new. */
export interface Piece {
  readonly kind: PieceKind
  readonly text: string
}

/** A word with its joints, a character that is a word by itself, white space, or one sign. */
const TOKEN =
  /[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]&&[\p{L}\p{N}]]|[[\p{L}\p{N}\p{M}]--[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]&&[\p{L}\p{N}]]]+(?:['’‐‑\-][\p{L}\p{N}\p{M}]+)*|\s+|[^]/gv

/** Beyond this many edits the middle counts as written anew: the time stays bounded whatever is compared. */
const MOST_EDITS = 2000

const tokensOf = (text: string): string[] => text.match(TOKEN) ?? []

const join = (pieces: readonly Piece[]): Piece[] => {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (piece.text === '') continue
    if (last?.kind === piece.kind) joined[joined.length - 1] = { ...last, text: last.text + piece.text }
    else joined.push(piece)
  }
  return joined
}

/** Removed before added, and no islands of space or commas between changes: a reader sees phrases, not confetti. */
const tidy = (pieces: readonly Piece[]): Piece[] => {
  const tidied: Piece[] = []
  let removed = ''
  let added = ''
  const flush = (): void => {
    tidied.push({ kind: 'removed', text: removed }, { kind: 'added', text: added })
    removed = ''
    added = ''
  }
  pieces.forEach((piece, index) => {
    if (piece.kind === 'removed') removed += piece.text
    else if (piece.kind === 'added') added += piece.text
    else if (removed !== '' && added !== '' && !hasWords(piece.text) && index < pieces.length - 1) {
      removed += piece.text
      added += piece.text
    } else {
      flush()
      tidied.push(piece)
    }
  })
  flush()
  return join(tidied)
}

export const compareWords = (before: string, after: string): Piece[] => {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  const edits = diffArrays(tokensOf(before), tokensOf(after), { maxEditLength: MOST_EDITS })
  if (!edits)
    return join([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ])
  return tidy(
    edits.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    })),
  )
}
