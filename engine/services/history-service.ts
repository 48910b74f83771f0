// history.*: snapshots, what differs between versions, the way back, and named drafts. When snapshots are taken by
// themselves is take-snapshots.ts'.
import { EngineError } from '../domain/errors.ts'
import type { Draft } from '../domain/history.ts'
import { documentWords } from '../text/plain-text.ts'
import { restoreBlock } from '../text/compare/restore-block.ts'
import type { RewrittenScene } from '../store/restore-version.ts'
import { act } from './act.ts'
import { compareTexts, compareVersions } from './compare-versions.ts'
import type { OpenProject, ProjectChange } from './context.ts'
import { openVersion, snapshotOf, statesOf } from './open-version.ts'
import { os, projectOf } from './os.ts'
import { snapshotBefore, takeSnapshot, takeSnapshotGently } from './take-snapshots.ts'

const HISTORY: readonly ProjectChange[] = [{ kind: 'history' }]

/** Every window reads these texts again: origin '' is the engine itself. */
const afterRestore = (scenes: readonly RewrittenScene[]): ProjectChange[] => [
  { kind: 'binder' },
  ...scenes.map((scene) => ({ kind: 'scene' as const, ...scene, origin: '' })),
  { kind: 'targets' },
  { kind: 'media' },
  { kind: 'history' },
]

/** Which of a scene's drafts was in the binder then is in it again; the one that was there waits in `parkedId`. */
const followSceneDrafts = (
  { store: { drafts } }: OpenProject,
  states: readonly { readonly id: string; readonly draftId: string }[],
  parkedId: string,
): void => {
  for (const { id, draftId } of states) {
    const here = drafts.inBinder(id)
    const there = draftId === '' ? null : drafts.find(draftId)
    if (!here || !there || here.id === there.id) continue
    drafts.wait(here.id, parkedId)
    drafts.wait(there.id, null)
  }
}

const restore = (project: OpenProject, version: string, nodeIds: readonly string[] | undefined) => {
  const { store } = project
  const states = statesOf(store, version)
  const { scopeId } = openVersion(store, version)
  const ids = nodeIds ?? (scopeId === null ? undefined : [scopeId])
  const missing = ids?.find((id) => !states.some((state) => state.id === id))
  if (missing !== undefined)
    throw new EngineError('NOT_FOUND', 'This version has no such scene. Nothing was changed.', {
      id: missing,
    })
  const { id: parkedId } = snapshotBefore(project, 'history.restore')
  return act(project, 'history.restore', afterRestore, () => {
    if (ids) return store.versions.restoreNodes(states, new Set(ids), store.snapshots.json)
    followSceneDrafts(project, states, parkedId)
    return store.versions.restoreAll(states, store.snapshots.json)
  })
}

const switchDraft = (project: OpenProject, wanted: Draft): void => {
  const { store } = project
  if (wanted.snapshotId === null) return
  const current = store.drafts.inBinder(wanted.scopeId)
  const states = statesOf(store, wanted.id)
  if (wanted.scopeId !== null) store.binder.get(wanted.scopeId)
  // A snapshot of its own: thinning must not take the place where a draft waits for one of the schedule.
  const parked = takeSnapshot(project, { scopeId: wanted.scopeId, kind: 'draft', name: current?.name ?? '' })
  act(project, 'history.switchDraft', afterRestore, () => {
    if (current) store.drafts.wait(current.id, parked.id)
    store.drafts.wait(wanted.id, null)
    if (wanted.scopeId !== null)
      return store.versions.restoreNodes(states, new Set([wanted.scopeId]), store.snapshots.json)
    followSceneDrafts(project, states, parked.id)
    return store.versions.restoreAll(states, store.snapshots.json)
  })
}

const createDraft = (
  project: OpenProject,
  input: {
    readonly name: string
    readonly usual: string
    readonly scopeId: string | null
    readonly from?: string | undefined
  },
): Draft => {
  const { store } = project
  const { name, usual, scopeId, from } = input
  if (scopeId !== null) store.scenes.get(store.binder.get(scopeId).id)
  const fromId = from === undefined ? null : snapshotOf(store, from)
  if (
    fromId !== null &&
    !openVersion(store, from!).nodes.some(({ id }) => scopeId === null || id === scopeId)
  )
    throw new EngineError('NOT_FOUND', 'This version has no such scene. No draft was made.')
  const current = store.drafts.inBinder(scopeId)
  const parked =
    fromId === null ? takeSnapshot(project, { scopeId, kind: 'draft', name: current?.name ?? usual }) : null
  return act(project, 'history.createDraft', HISTORY, () => {
    if (!parked) {
      if (!current) store.drafts.add(scopeId, usual, null)
      return store.drafts.add(scopeId, name, fromId)
    }
    if (current) store.drafts.wait(current.id, parked.id)
    else store.drafts.add(scopeId, usual, parked.id)
    return store.drafts.add(scopeId, name, null)
  })
}

export const historyRouter = {
  list: os.history.list.handler(({ context }) => {
    const { snapshots, drafts } = projectOf(context).store
    return { snapshots: snapshots.list(), drafts: drafts.list() }
  }),

  nodes: os.history.nodes.handler(({ input, context }) =>
    openVersion(projectOf(context).store, input.version).nodes.map(
      ({ id, parentId, kind, title, opening, words }) => ({ id, parentId, kind, title, opening, words }),
    ),
  ),

  take: os.history.take.handler(({ input: { name, scopeId }, context }) =>
    takeSnapshotGently(projectOf(context), { scopeId, kind: 'hand', name }),
  ),

  rename: os.history.rename.handler(({ input: { snapshotId, name }, context }) => {
    const project = projectOf(context)
    act(project, 'history.rename', HISTORY, () => project.store.snapshots.rename(snapshotId, name))
  }),

  remove: os.history.remove.handler(({ input: { snapshotId }, context }) => {
    const project = projectOf(context)
    act(project, 'history.remove', HISTORY, () => project.store.snapshots.remove(snapshotId))
  }),

  compare: os.history.compare.handler(async ({ input: { from, to }, context, signal }) => {
    const { store } = projectOf(context)
    const nodes = await compareVersions(openVersion(store, from), openVersion(store, to), signal)
    return {
      nodes,
      totals: {
        nodes: nodes.length,
        added: nodes.reduce((sum, { added }) => sum + added, 0),
        removed: nodes.reduce((sum, { removed }) => sum + removed, 0),
      },
    }
  }),

  compareText: os.history.compareText.handler(async ({ input: { from, to, nodeId }, context, signal }) => {
    const { store } = projectOf(context)
    const found = await compareTexts(openVersion(store, from), openVersion(store, to), nodeId, signal)
    return { ...found, rows: found.rows.map((row) => ({ ...row, pieces: [...row.pieces] })) }
  }),

  restore: os.history.restore.handler(({ input: { version, nodeIds }, context }) => ({
    rewritten: restore(projectOf(context), version, nodeIds).length,
  })),

  restoreBlock: os.history.restoreBlock.handler(({ input: { version, sceneId, blockId }, context }) => {
    const project = projectOf(context)
    const { store } = project
    const { rev, document } = store.scenes.get(store.binder.get(sceneId).id)
    const then = openVersion(store, version).document(sceneId)
    const restored = then && restoreBlock(document, then, blockId)
    if (!restored)
      throw new EngineError('NOT_FOUND', 'This version has no such paragraph. Nothing was changed.', {
        blockId,
      })
    snapshotBefore(project, 'history.restore')
    const changes = (saved: { readonly rev: number }) => afterRestore([{ sceneId, rev: saved.rev }])
    act(project, 'history.restore', changes, () =>
      store.scenes.save(sceneId, rev, restored, documentWords(restored)),
    )
  }),

  createDraft: os.history.createDraft.handler(({ input, context }) => createDraft(projectOf(context), input)),

  switchDraft: os.history.switchDraft.handler(({ input: { draftId }, context }) => {
    const project = projectOf(context)
    switchDraft(project, project.store.drafts.get(draftId))
  }),

  renameDraft: os.history.renameDraft.handler(({ input: { draftId, name }, context }) => {
    const project = projectOf(context)
    const { drafts } = project.store
    act(project, 'history.renameDraft', HISTORY, () => drafts.rename(drafts.get(draftId).id, name))
  }),

  removeDraft: os.history.removeDraft.handler(({ input: { draftId }, context }) => {
    const project = projectOf(context)
    const { drafts } = project.store
    const { id, scopeId, snapshotId } = drafts.get(draftId)
    const others = drafts.list().filter((draft) => draft.scopeId === scopeId && draft.id !== id)
    if (snapshotId === null && others.length > 0)
      throw new EngineError(
        'BAD_INPUT',
        'This draft is the one in the binder: switch to another one first.',
        { id },
      )
    act(project, 'history.removeDraft', HISTORY, () => drafts.remove(id))
  }),
}
