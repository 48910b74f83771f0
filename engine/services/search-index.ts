// Brings the full-text index up to date before it is asked, letting other calls in between; and knows which pieces of
// the project are meant, in reading order.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DocumentPiece, SearchField, SearchPiece } from '../domain/search.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { mediumOf, type IndexedPiece, type StaleNode } from '../store/search-repository.ts'
import { documentPieces } from '../text/search/document-pieces.ts'
import { indexable } from '../text/search/query.ts'
import { mediaPieces } from './media-pieces.ts'

const TURN_MS = 20

const piecesOf = ({ title, synopsis, document, exists }: StaleNode): readonly DocumentPiece[] => {
  if (!exists) return []
  const facts = (['title', 'synopsis'] as const).flatMap((field) => {
    const text = { title, synopsis }[field]
    return text === '' ? [] : [{ field, blockId: '', part: 0, text }]
  })
  return [...facts, ...(document ? documentPieces(document) : [])]
}

/** Reads anew what changed since the last time. A book of 300,000 words takes a moment once, an edited scene nothing. */
export const refreshIndex = async (
  store: Pick<ProjectStore, 'search' | 'media' | 'mediaFindings'>,
): Promise<void> => {
  const { search } = store
  const piecesFor = (id: string): readonly IndexedPiece[] => {
    const mediaId = mediumOf(id)
    return mediaId === null
      ? piecesOf(search.readStale(id))
      : mediaPieces(store, mediaId).map(({ atMs, ...piece }) => ({ ...piece, blockId: '', part: atMs }))
  }
  const waiting = [...search.stale()]
  while (waiting.length > 0) {
    const startedAt = performance.now()
    // Many at once: what costs is to be sure that each lot is on the disk.
    search.indexSome(() => {
      const nodeId = performance.now() - startedAt < TURN_MS ? waiting.shift() : undefined
      return nodeId === undefined ? null : { nodeId, pieces: piecesFor(nodeId) }
    }, indexable)
    await nextTurn()
  }
}

export interface SearchScope {
  readonly within?: readonly string[] | undefined
  readonly fields?: readonly SearchField[] | undefined
}

/** Living nodes in reading order; of `within`, those and all below them. */
export const nodesInScope = (
  { binder }: Pick<ProjectStore, 'binder'>,
  within: readonly string[] | undefined,
): readonly string[] => {
  const tree = binder.tree()
  if (!within) return tree.map(({ id }) => id)
  const meant = new Set(within)
  // Reading order: what holds others comes before them.
  for (const { id, parentId } of tree) if (parentId !== null && meant.has(parentId)) meant.add(id)
  return tree.flatMap(({ id }) => (meant.has(id) ? [id] : []))
}

/** Pieces in reading order of the book, notes and folders after it. */
export const piecesInScope = (
  store: Pick<ProjectStore, 'binder' | 'search'>,
  { within, fields }: SearchScope,
): readonly SearchPiece[] => {
  const byNode = Map.groupBy(store.search.pieces(), ({ nodeId }) => nodeId)
  const wanted = fields && new Set(fields)
  return nodesInScope(store, within).flatMap((nodeId) => {
    const pieces = byNode.get(nodeId) ?? []
    return wanted ? pieces.filter(({ field }) => wanted.has(field)) : pieces
  })
}
