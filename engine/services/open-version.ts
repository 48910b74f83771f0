// A version of the project as one reads it, whether it is in the binder now or in a snapshot.
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import type { NodeState } from '../domain/history.ts'
import type { NodeKind } from '../domain/project.ts'
import type { ProjectStore } from '../store/project-store.ts'

export interface VersionNode {
  readonly id: string
  readonly parentId: string | null
  readonly kind: NodeKind
  readonly title: string
  readonly opening: string
  readonly words: number
}

export interface Version {
  /** In reading order. */
  readonly nodes: readonly VersionNode[]
  /** The one document it is of; null: the whole binder. */
  readonly scopeId: string | null
  /** The text of a document, null where the version has none of this id. */
  document(nodeId: string): SceneDocument | null
  /** A text's number among those kept; null where that is not known without reading it. */
  textId(nodeId: string): number | null
}

const nowIn = (store: ProjectStore): Version => ({
  nodes: store.binder.tree(),
  scopeId: null,
  document: (nodeId) => (store.binder.find(nodeId) ? (store.scenes.find(nodeId)?.document ?? null) : null),
  textId: (nodeId) => store.snapshots.currentText(nodeId),
})

const fromStates = (store: ProjectStore, states: readonly NodeState[], scopeId: string | null): Version => {
  const texts = new Map(states.map(({ id, textId }) => [id, textId]))
  return {
    nodes: states,
    scopeId,
    document: (nodeId) => {
      const textId = texts.get(nodeId)
      return textId === undefined || textId === null ? null : store.snapshots.document(textId)
    },
    textId: (nodeId) => texts.get(nodeId) ?? null,
  }
}

/** The snapshot behind an id of a snapshot or of a draft; null is what stands in the binder. NOT_FOUND. */
export const snapshotOf = (store: ProjectStore, version: string): string | null => {
  if (version === 'now') return null
  const draft = store.drafts.find(version)
  return draft ? draft.snapshotId : store.snapshots.get(version).id
}

/** What a version holds as states to restore. BAD_INPUT for what stands in the binder already. NOT_FOUND. */
export const statesOf = (store: ProjectStore, version: string): readonly NodeState[] => {
  const snapshotId = snapshotOf(store, version)
  if (snapshotId !== null) {
    const { scopeId } = store.snapshots.get(snapshotId)
    const draft = store.drafts.find(version)
    const states = store.snapshots.states(snapshotId)
    // A document's draft may wait in a snapshot of the whole binder.
    return draft && draft.scopeId !== scopeId ? states.filter(({ id }) => id === draft.scopeId) : states
  }
  throw new EngineError('BAD_INPUT', 'This version is what stands in the binder. Nothing was changed.')
}

export const openVersion = (store: ProjectStore, version: string): Version => {
  const snapshotId = snapshotOf(store, version)
  if (snapshotId === null) return nowIn(store)
  const scopeId = store.drafts.find(version)?.scopeId ?? store.snapshots.get(snapshotId).scopeId
  return fromStates(store, statesOf(store, version), scopeId)
}
