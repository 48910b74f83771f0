// What a damaged file still says of a scene beside its own row: its newest version in history, and its paragraphs in the
// search index. How they are joined with what is left of the scene is told here too; writing them is the caller's.
import { inflateRawSync } from 'node:zlib'
import type { Block, SceneDocument } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import type { ProjectDatabase } from '../database.ts'
import { blockText, readDocument, wordCount } from './document-text.ts'
import type { FoundRow } from './scan.ts'

/** Where words came from that the scene itself had lost. `at`: milliseconds since the epoch, null where it is not known. */
export type WordSource =
  { readonly source: 'version'; readonly at: number | null } | { readonly source: 'index' }

interface OlderText {
  readonly from: WordSource
  readonly document: SceneDocument
  /** The version that the scene had when the file was damaged. */
  readonly isCurrent: boolean
}

export interface Joined {
  readonly document: SceneDocument
  readonly from: WordSource | null
  readonly whole: boolean
}

const MOST_BYTES = 1 << 28

/** Null when it is cut off or noise. */
const unpack = (packed: Uint8Array): SceneDocument | null => {
  try {
    const { document, whole } = readDocument(
      inflateRawSync(packed, { maxOutputLength: MOST_BYTES }).toString('utf8'),
    )
    return whole ? document : null
  } catch {
    return null
  }
}

/** Texts of versions that cannot be read any more go, and with them the states of nodes that had them. */
export const dropBrokenTexts = (db: ProjectDatabase): void => {
  const drop = db.prepare('DELETE FROM texts WHERE id = ?')
  const ids = db.prepare<[], number>('SELECT id FROM texts').pluck().all()
  const read = db.prepare<[number], Uint8Array>('SELECT packed FROM texts WHERE id = ?').pluck()
  for (const id of ids) if (unpack(read.get(id) ?? new Uint8Array()) === null) drop.run(id)
}

/** A footnote stands behind the paragraph it belongs to; titles and synopses are not of the text. */
const fromPieces = (rows: readonly FoundRow[]): SceneDocument | null => {
  const blocks: Block[] = []
  const seen = new Set<string>()
  for (const { values } of rows.toSorted((a, b) => Number(a.values.seq) - Number(b.values.seq))) {
    const [field, text, id] = [String(values.field), String(values.text), String(values.block_id)]
    const last = blocks.at(-1)
    if (field === 'footnote' && last?.type === 'paragraph')
      blocks[blocks.length - 1] = {
        ...last,
        content: [...(last.content ?? []), { type: 'footnote', attrs: { text } }],
      }
    else if (['text', 'note', 'caption', 'footnote'].includes(field))
      blocks.push({
        type: field === 'note' ? 'note' : 'paragraph',
        attrs: { id: seen.has(id) ? newId() : id },
        content: [{ type: 'text', text }],
      })
    seen.add(id)
  }
  return blocks.length === 0 ? null : { type: 'doc', content: blocks }
}

/**
 * What is left of a scene, then what the other has behind the last paragraph that both have. Without one in common: one
 * after the other where the other says more.
 */
const goOn = (start: SceneDocument, other: SceneDocument): SceneDocument => {
  const texts = other.content.map(blockText)
  const own = start.content.map(blockText)
  const at = own.findLastIndex((text) => text !== '' && texts.includes(text))
  const next = at === -1 ? 0 : texts.lastIndexOf(own[at]) + 1
  if (at === -1 && wordCount(JSON.stringify(other)) <= wordCount(JSON.stringify(start))) return start
  // The last paragraph before the damage may be cut off; the other has it whole.
  const isCut = own.length - 1 > at && texts.slice(next).some((text) => text.startsWith(own.at(-1) ?? ''))
  const rest = other.content.slice(next)
  const ids = new Set(start.content.map(({ attrs }) => attrs.id))
  return {
    type: 'doc',
    content: [
      ...(isCut ? start.content.slice(0, -1) : start.content),
      ...rest.map((block) => (ids.has(block.attrs.id) ? withNewId(block) : block)),
    ],
  }
}

const withNewId = (block: Block): Block => ({ ...block, attrs: { ...block.attrs, id: newId() } }) as Block

/** @param pieces rows of the search index. @returns by the scene's id and revision (null where that is lost). */
export const olderTexts = (
  db: ProjectDatabase,
  pieces: readonly FoundRow[],
): ((nodeId: string, rev: number | null) => readonly OlderText[]) => {
  const byNode = Map.groupBy(pieces, ({ values }) => String(values.node_id))
  const newest = db.prepare<
    [string],
    { rev: number | null; packed: Uint8Array; to_seq: number | null; from_seq: number }
  >(
    `SELECT rev, packed, from_seq, to_seq FROM node_states JOIN texts ON texts.id = text_id
     WHERE node_id = ? ORDER BY from_seq DESC LIMIT 1`,
  )
  const takenAt = db
    .prepare<[number, number | null, number | null], number | null>(
      'SELECT max(taken_at) FROM snapshots WHERE seq >= ? AND (? IS NULL OR seq <= ?)',
    )
    .pluck()
  return (nodeId, rev) => {
    const found: OlderText[] = []
    const indexed = fromPieces(byNode.get(nodeId) ?? [])
    if (indexed) found.push({ from: { source: 'index' }, document: indexed, isCurrent: false })
    const state = newest.get(nodeId)
    const document = state ? unpack(state.packed) : null
    if (state && document) {
      const at = takenAt.get(state.from_seq, state.to_seq, state.to_seq) ?? null
      const isCurrent = rev !== null && rev === state.rev && state.to_seq === null
      found.push({ from: { source: 'version', at }, document, isCurrent })
    }
    return found
  }
}

/** What gives the most words; among equals what is nearest to the scene as it was. */
export const joinTexts = (left: SceneDocument | null, others: readonly OlderText[]): Joined | null => {
  const same = others.find(({ isCurrent }) => isCurrent)
  if (same) return { document: same.document, from: same.from, whole: true }
  let best: Joined | null = left && { document: left, from: null, whole: false }
  let most = best ? wordCount(JSON.stringify(best.document)) : 0
  for (const { from, document } of others) {
    const joined = left ? goOn(left, document) : document
    const words = wordCount(JSON.stringify(joined))
    if (words <= most) continue
    best = { document: joined, from, whole: false }
    most = words
  }
  return best
}
