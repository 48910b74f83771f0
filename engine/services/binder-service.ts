// binder.*: the tree of parts, chapters and scenes as windows change it; every act is one undo step.
import type { Block, List, ListItem, SceneDocument } from '../domain/document.ts'
import { emptyDocument } from '../domain/empty-document.ts'
import { EngineError } from '../domain/errors.ts'
import { documentWords } from '../text/plain-text.ts'
import { act } from './act.ts'
import type { ProjectChange } from './context.ts'
import { os, projectOf } from './os.ts'

const BINDER: readonly ProjectChange[] = [{ kind: 'binder' }]

const holds = (block: Block | ListItem | List, id: string): boolean => {
  if (block.type !== 'listItem' && block.attrs.id === id) return true
  switch (block.type) {
    case 'listItem':
    case 'bulletList':
    case 'orderedList':
    case 'blockquote':
      return block.content.some((child) => holds(child, id))
    case 'paragraph':
    case 'heading':
    case 'sceneBreak':
    case 'image':
    case 'note':
      return false
  }
}

/** Before the block, or before the list or quote it stands in. */
const cut = (document: SceneDocument, blockId: string): [kept: SceneDocument, rest: SceneDocument] => {
  const at = document.content.findIndex((block) => holds(block, blockId))
  if (at < 0) {
    throw new EngineError('NOT_FOUND', 'This paragraph is not in the scene (any more).', { blockId })
  }
  const kept = document.content.slice(0, at)
  return [
    kept.length > 0 ? { type: 'doc', content: kept } : emptyDocument(),
    { type: 'doc', content: document.content.slice(at) },
  ]
}

const measured = (document: SceneDocument) => ({ document, words: documentWords(document) })

export const binderRouter = {
  tree: os.binder.tree.handler(({ context }) => projectOf(context).store.binder.tree()),

  create: os.binder.create.handler(({ input: { kind, title, ...place }, context }) => {
    const project = projectOf(context)
    const text = kind === 'scene' ? { text: measured(emptyDocument()) } : {}
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

  remove: os.binder.remove.handler(({ input: { ids }, context }) => {
    const project = projectOf(context)
    const changes: readonly ProjectChange[] = [...BINDER, { kind: 'targets' }, { kind: 'media' }]
    act(project, 'binder.remove', changes, () => project.store.binder.remove(ids))
  }),

  splitScene: os.binder.splitScene.handler(({ input: { sceneId, blockId, title }, context }) => {
    const project = projectOf(context)
    const { binder, scenes } = project.store
    const changes = (): readonly ProjectChange[] => [
      ...BINDER,
      // Origin '' is the engine itself: every window must read the shortened scene again.
      { kind: 'scene', sceneId, rev: scenes.get(sceneId).rev, origin: '' },
      { kind: 'media' },
    ]
    return act(project, 'binder.split', changes, () => {
      const [kept, rest] = cut(scenes.get(sceneId).document, blockId)
      return binder.split(sceneId, measured(kept), measured(rest), title)
    })
  }),
}
