// What differs between two versions of the book. Texts are compared one by one, with a turn for others in between.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import { isDocumentKind, type NodeKind } from '../domain/project.ts'
import {
  compareDocuments,
  wordChanges,
  type ComparedRow,
  type WordChanges,
} from '../text/compare/compare-documents.ts'
import { stableSequence } from '../text/compare/stable-sequence.ts'
import type { Version, VersionNode } from './open-version.ts'

export interface ChangedNode extends WordChanges {
  readonly id: string
  readonly kind: NodeKind
  readonly title: string
  readonly opening: string
  readonly change: 'same' | 'changed' | 'added' | 'removed'
  readonly moved: boolean
  readonly formerTitle: string | null
}

/** The engine's thread belongs to the saves: nothing holds it longer than this and one paragraph. */
const TURN_MS = 8

const sum = (changes: readonly WordChanges[]): WordChanges => ({
  added: changes.reduce((total, { added }) => total + added, 0),
  removed: changes.reduce((total, { removed }) => total + removed, 0),
})

const pause = (signal: AbortSignal | undefined): (() => Promise<void>) => {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < TURN_MS) return
    await nextTurn()
    signal?.throwIfAborted()
    since = performance.now()
  }
}

const readRows = async (
  before: SceneDocument | null,
  after: SceneDocument | null,
  rest: () => Promise<void>,
): Promise<ComparedRow[]> => {
  const rows: ComparedRow[] = []
  for (const row of compareDocuments(before, after)) {
    rows.push(row)
    await rest()
  }
  return rows
}

/** Nodes of both versions that stand elsewhere among the others, or in another part or chapter. */
const movedBetween = (from: Version, to: Version): ReadonlySet<string> => {
  const places = new Map(to.nodes.map(({ id }, index) => [id, index]))
  const common = from.nodes.filter(({ id }) => places.has(id))
  const stable = new Set(stableSequence(common.map(({ id }) => places.get(id)!)))
  return new Set(
    common.flatMap(({ id, parentId }, index) =>
      stable.has(index) && to.nodes[places.get(id)!].parentId === parentId ? [] : [id],
    ),
  )
}

/** In the order of the new version; what only the old one has stands behind what it stood behind. */
const unionOf = (from: Version, to: Version): VersionNode[] => {
  const known = new Set(to.nodes.map(({ id }) => id))
  const lostAfter = new Map<string, VersionNode[]>()
  let last = ''
  for (const node of from.nodes)
    if (known.has(node.id)) last = node.id
    else lostAfter.set(last, [...(lostAfter.get(last) ?? []), node])
  return [
    ...(lostAfter.get('') ?? []),
    ...to.nodes.flatMap((node) => [node, ...(lostAfter.get(node.id) ?? [])]),
  ]
}

const isSameText = (from: Version, to: Version, nodeId: string): boolean => {
  const [one, other] = [from.textId(nodeId), to.textId(nodeId)]
  return one !== null && one === other
}

/** A version of one document says nothing about the others. */
const narrowed = (version: Version, other: Version): Version =>
  other.scopeId === null || version.scopeId !== null
    ? version
    : { ...version, nodes: version.nodes.filter(({ id }) => id === other.scopeId) }

/** Every node that differs. Stops with the signal's reason. */
export const compareVersions = async (
  older: Version,
  newer: Version,
  signal?: AbortSignal,
): Promise<ChangedNode[]> => {
  const from = narrowed(older, newer)
  const to = narrowed(newer, older)
  const rest = pause(signal)
  const isOfOne = from.scopeId !== null || to.scopeId !== null
  const moved = isOfOne ? new Set<string>() : movedBetween(from, to)
  const before = new Map(from.nodes.map((node) => [node.id, node]))
  const after = new Map(to.nodes.map((node) => [node.id, node]))
  const changes: ChangedNode[] = []
  for (const node of unionOf(from, to)) {
    const [old, fresh] = [before.get(node.id), after.get(node.id)]
    let rows: readonly ComparedRow[] = []
    if (isDocumentKind(node.kind) && !(old && fresh && isSameText(from, to, node.id)))
      rows = await readRows(old ? from.document(node.id) : null, fresh ? to.document(node.id) : null, rest)
    const isRewritten = rows.some(({ change }) => change !== 'same')
    const formerTitle = old && fresh && old.title !== fresh.title ? old.title : null
    const change = !old ? 'added' : !fresh ? 'removed' : isRewritten ? 'changed' : 'same'
    await rest()
    if (change === 'same' && formerTitle === null && !moved.has(node.id)) continue
    changes.push({
      id: node.id,
      kind: node.kind,
      title: node.title,
      opening: node.opening,
      change,
      moved: moved.has(node.id),
      formerTitle,
      ...sum(rows.map(({ pieces }) => wordChanges(pieces))),
    })
  }
  return changes
}

/** One document, block by block. NOT_FOUND when neither version has it. */
export const compareTexts = async (
  from: Version,
  to: Version,
  nodeId: string,
  signal?: AbortSignal,
): Promise<{ readonly rows: readonly ComparedRow[] } & WordChanges> => {
  const [before, after] = [from.document(nodeId), to.document(nodeId)]
  if (!before && !after)
    throw new EngineError('NOT_FOUND', 'Neither of the two versions has this scene.', { id: nodeId })
  const rows = await readRows(before, after, pause(signal))
  return { rows, ...sum(rows.map(({ pieces }) => wordChanges(pieces))) }
}
