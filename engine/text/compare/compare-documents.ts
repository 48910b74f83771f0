// Two versions of a scene, line by line and word by word. Lazy, so that whoever asks may pause between lines.
import type { SceneDocument } from '../../domain/document.ts'
import { countWords } from '../words.ts'
import { alignLines, type LinePair } from './align-lines.ts'
import { compareWords, type Piece } from './compare-words.ts'
import { documentLines } from './document-lines.ts'

export type RowChange = 'same' | 'changed' | 'formatted' | 'added' | 'removed' | 'moved'

export interface ComparedRow {
  /** `moved` may have changed words too; `formatted` has the same words in another form. */
  readonly change: RowChange
  /** Of the new version, or of the old one where it was removed. */
  readonly blockId: string
  readonly type: string
  readonly pieces: readonly Piece[]
}

export interface WordChanges {
  readonly added: number
  readonly removed: number
}

const changeOf = ({ before, after, moved }: LinePair): RowChange => {
  if (!before) return 'added'
  if (!after) return 'removed'
  if (moved) return 'moved'
  if (before.text !== after.text) return 'changed'
  return before.json === after.json && before.type === after.type ? 'same' : 'formatted'
}

const rowOf = (pair: LinePair): ComparedRow => {
  const line = pair.after ?? pair.before!
  return {
    change: changeOf(pair),
    blockId: line.id,
    type: line.type,
    pieces: compareWords(pair.before?.text ?? '', pair.after?.text ?? ''),
  }
}

/** In the order of the new version. A version in which the scene is not is null. */
export function* compareDocuments(
  before: SceneDocument | null,
  after: SceneDocument | null,
): Generator<ComparedRow> {
  const pairs = alignLines(before ? documentLines(before) : [], after ? documentLines(after) : [])
  for (const pair of pairs) yield rowOf(pair)
}

/** Words that came and went; moved ones that did not change are neither. */
export const wordChanges = (pieces: readonly Piece[]): WordChanges => ({
  added: pieces.reduce((sum, { kind, text }) => sum + (kind === 'added' ? countWords(text) : 0), 0),
  removed: pieces.reduce((sum, { kind, text }) => sum + (kind === 'removed' ? countWords(text) : 0), 0),
})
