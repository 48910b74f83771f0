// The binder's commands: make, name, move, split and delete parts, chapters and scenes.
import { appStore, togglePanel } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { notify } from '../app/notices-store.ts'
import { captureSplit, manuscriptStore, openScene } from '../manuscript/manuscript-api.ts'
import {
  binderStore,
  createNode,
  nudgeNode,
  removeNodes,
  setExpanded,
  splitScene,
  startRenaming,
  type BinderNode,
} from './binder-store.ts'

const inProject = (): boolean => appStore.getState().project !== null

/** What a command works on: the selected nodes, else the scene one is writing in. */
const chosen = (): ReadonlySet<string> => {
  const { selected } = binderStore.getState()
  if (selected.size > 0) return selected
  const { activeSceneId } = manuscriptStore.getState()
  return new Set(activeSceneId === null ? [] : [activeSceneId])
}
const one = (): string | null => [...chosen()].at(-1) ?? null
const hasOne = (): boolean => inProject() && one() !== null

/** Makes a node at the chosen place; a new scene is opened for writing behind its name field. */
export const addNode = async (kind: BinderNode['kind'], anchorId: string | null = one()): Promise<void> => {
  if (!appStore.getState().settings.panels.binder) await togglePanel('binder')
  const node = await createNode(kind, anchorId)
  if (node?.kind === 'scene') manuscriptStore.setState({ activeSceneId: node.id })
}

/** An empty book: the first scene, in the last chapter if there is one, and the caret in it. */
export const writeFirstScene = async (): Promise<void> => {
  const node = await createNode('scene', binderStore.getState().nodes.at(-1)?.id ?? null, false)
  if (node) await openScene(node.id)
}

const split = async (): Promise<void> => {
  const place = captureSplit()
  if (!place) {
    notify({ tone: 'info', message: t('binder:cannotSplit') })
    return
  }
  const node = await splitScene(place.sceneId, place.blockId)
  if (node) await openScene(node.id)
}

const add = (kind: BinderNode['kind'], id: string, shortcut?: string): Command => ({
  id,
  title: () =>
    t(kind === 'scene' ? 'binder:newScene' : kind === 'chapter' ? 'binder:newChapter' : 'binder:newPart'),
  ...(shortcut ? { shortcut } : {}),
  enabled: inProject,
  run: () => addNode(kind),
  menu: 'story',
})

export const binderCommands: readonly Command[] = [
  add('scene', 'binder.newScene', 'Mod+Shift+N'),
  add('chapter', 'binder.newChapter'),
  add('part', 'binder.newPart'),
  {
    id: 'binder.split',
    title: () => t('binder:splitHere'),
    enabled: inProject,
    run: split,
    menu: 'story',
  },
  {
    id: 'binder.rename',
    title: () => t('binder:rename'),
    shortcut: 'F2',
    enabled: hasOne,
    run: () => startRenaming(one()),
    menu: 'story',
  },
  {
    id: 'binder.moveUp',
    title: () => t('binder:moveUp'),
    enabled: hasOne,
    run: () => nudgeNode(one() ?? '', -1),
    menu: 'story',
  },
  {
    id: 'binder.moveDown',
    title: () => t('binder:moveDown'),
    enabled: hasOne,
    run: () => nudgeNode(one() ?? '', 1),
    menu: 'story',
  },
  {
    id: 'binder.remove',
    title: () => t('binder:remove'),
    enabled: hasOne,
    run: () => removeNodes(chosen()),
    menu: 'story',
  },
  {
    id: 'binder.expandAll',
    title: () => t('binder:expandAll'),
    enabled: inProject,
    run: () => setExpanded(new Set(binderStore.getState().nodes.map((node) => node.id))),
    menu: 'view',
  },
  {
    id: 'binder.collapseAll',
    title: () => t('binder:collapseAll'),
    enabled: inProject,
    run: () => setExpanded(new Set()),
    menu: 'view',
  },
]
