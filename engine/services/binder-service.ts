// binder.*: the tree of parts, chapters and scenes as windows change it; every act is one undo step.
import type { SceneDocument } from '../domain/document.ts'
import { emptyDocument } from '../domain/empty-document.ts'
import { EngineError } from '../domain/errors.ts'
import { isDocumentKind, type BinderNode } from '../domain/project.ts'
import { documentWords } from '../text/plain-text.ts'
import { copyDocument, joinDocuments, splitDocument } from '../text/split-document.ts'
import { act } from './act.ts'
import type { OpenProject, ProjectChange } from './context.ts'
import { os, projectOf } from './os.ts'
import { snapshotBefore } from './take-snapshots.ts'

const BINDER: readonly ProjectChange[] = [{ kind: 'binder' }]
/** What comes or goes takes its curves and pins along. */
const CONTENTS: readonly ProjectChange[] = [...BINDER, { kind: 'targets' }, { kind: 'media' }]

const measured = (document: SceneDocument) => ({ document, words: documentWords(document) })

const rewritten = (project: OpenProject, sceneId: string): ProjectChange => ({
  kind: 'scene',
  sceneId,
  rev: project.store.scenes.get(sceneId).rev,
  // Origin '' is the engine itself: every window must read the text again.
  origin: '',
})

/** In reading order. BAD_INPUT where they are not of one kind; NOT_FOUND. */
const ofOneKind = ({ store }: OpenProject, ids: readonly string[]): readonly BinderNode[] => {
  const asked = new Set(ids)
  const nodes = store.binder.tree().filter((node) => asked.has(node.id))
  const missing = ids.find((id) => !nodes.some((node) => node.id === id))
  if (missing !== undefined) store.binder.get(missing)
  if (nodes.length < 2 || nodes.some(({ kind }) => kind !== nodes[0].kind)) {
    throw new EngineError(
      'BAD_INPUT',
      'Only two or more of the same kind can be joined: scenes with scenes, chapters with chapters.',
    )
  }
  return nodes
}

/** Several at once, or something that holds others: more than one looks at. */
const isBulk = ({ store }: OpenProject, ids: readonly string[]): boolean =>
  ids.length > 1 || ids.some((id) => !isDocumentKind(store.binder.get(id).kind))

export const binderRouter = {
  tree: os.binder.tree.handler(({ context }) => projectOf(context).store.binder.tree()),

  create: os.binder.create.handler(({ input: { kind, title, ...place }, context }) => {
    const project = projectOf(context)
    const text = isDocumentKind(kind) ? { text: measured(emptyDocument()) } : {}
    return act(project, 'binder.create', BINDER, () =>
      project.store.binder.create({ kind, title, ...text }, place),
    )
  }),

  rename: os.binder.rename.handler(({ input: { id, title }, context }) => {
    const project = projectOf(context)
    act(project, 'binder.rename', BINDER, () => project.store.binder.rename(id, title))
    return project.store.binder.get(id)
  }),

  move: os.binder.move.handler(({ input: { ids, ...place }, context }) => {
    const project = projectOf(context)
    act(project, 'binder.move', BINDER, () => project.store.binder.move(ids, place))
  }),

  describe: os.binder.describe.handler(({ input: { ids, ...facts }, context }) => {
    const project = projectOf(context)
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
    act(project, 'binder.describe', BINDER, () => project.store.binder.describe(ids, given))
  }),

  splitScene: os.binder.splitScene.handler(({ input: { sceneId, blockId, offset, title }, context }) => {
    const project = projectOf(context)
    const { binder, scenes } = project.store
    const changes = () => [...BINDER, rewritten(project, sceneId), { kind: 'media' as const }]
    return act(project, 'binder.split', changes, () => {
      const parts = splitDocument(scenes.get(sceneId).document, blockId, offset)
      if (!parts)
        throw new EngineError('NOT_FOUND', 'This paragraph is not in the scene (any more).', { blockId })
      return binder.split(sceneId, measured(parts[0]), measured(parts[1]), title)
    })
  }),

  merge: os.binder.merge.handler(({ input, context }) => {
    const project = projectOf(context)
    const { binder, scenes } = project.store
    const [first, ...others] = ofOneKind(project, input.ids)
    const isText = isDocumentKind(first.kind)
    const changes = () => (isText ? [...CONTENTS, rewritten(project, first.id)] : CONTENTS)
    snapshotBefore(project, 'binder.merge')
    act(project, 'binder.merge', changes, () => {
      const texts = isText ? [first, ...others].map(({ id }) => scenes.get(id).document) : null
      binder.merge(
        first.id,
        others.map(({ id }) => id),
        texts && measured(joinDocuments(texts)),
      )
    })
    return binder.get(first.id)
  }),

  duplicate: os.binder.duplicate.handler(({ input: { ids, suffix }, context }) => {
    const project = projectOf(context)
    const named = (title: string): string => (title === '' ? '' : (title + suffix).slice(0, 300))
    const made = act(project, 'binder.duplicate', BINDER, () =>
      project.store.binder.duplicate(ids, named, copyDocument),
    )
    return { ids: made }
  }),

  convert: os.binder.convert.handler(({ input: { ids, kind }, context }) => {
    const project = projectOf(context)
    act(project, 'binder.convert', CONTENTS, () => project.store.binder.convert(ids, kind))
  }),

  remove: os.binder.remove.handler(({ input: { ids }, context }) => {
    const project = projectOf(context)
    if (isBulk(project, ids)) snapshotBefore(project, 'binder.remove')
    act(project, 'binder.remove', CONTENTS, () => project.store.trash.put(ids))
  }),

  trash: os.binder.trash.handler(({ context }) => projectOf(context).store.trash.list()),

  restore: os.binder.restore.handler(({ input: { ids }, context }) => {
    const project = projectOf(context)
    act(project, 'binder.restore', CONTENTS, () => project.store.trash.restore(ids))
  }),

  discard: os.binder.discard.handler(({ input: { ids }, context }) => {
    const project = projectOf(context)
    const { trash } = project.store
    act(project, 'binder.discard', CONTENTS, () => trash.discard(ids ?? trash.list().map(({ id }) => id)))
  }),

  labels: os.binder.labels.handler(({ context }) => projectOf(context).store.binder.labels()),

  nameLabel: os.binder.nameLabel.handler(({ input: { color, name }, context }) => {
    const project = projectOf(context)
    act(project, 'binder.nameLabel', BINDER, () => project.store.binder.nameLabel(color, name))
  }),
}
