// The binder's commands: make, name, describe, move, split, join, copy and delete what stands in it.
import { appStore } from '../app/app-store.ts'
import { currentSettings, togglePanel } from '../app/settings-store.ts'
import type { Command } from '../commands/command.ts'
import { t, type TextKey } from '../locales/index.ts'
import { notify } from '../app/notices-store.ts'
import { captureSplit, manuscriptStore, openScene } from '../manuscript/manuscript-api.ts'
import {
  convertNodes,
  createNode,
  duplicateNodes,
  mergeNodes,
  nudgeNodes,
  removeNodes,
  splitScene,
} from './binder-acts.ts'
import {
  binderStore,
  isDocument,
  nodeById,
  setExpanded,
  startRenaming,
  type BinderNode,
} from './binder-store.ts'
import { openDetails, openTrash, showBoard } from './board-store.ts'

const inProject = (): boolean => appStore.getState().project !== null

/** What a command works on: the selected nodes, else the scene one is writing in. */
const chosen = (): ReadonlySet<string> => {
  const { selected } = binderStore.getState()
  const living = [...selected].filter((id) => nodeById(id))
  if (living.length > 0) return new Set(living)
  const { activeSceneId } = manuscriptStore.getState()
  return new Set(activeSceneId !== null && nodeById(activeSceneId) ? [activeSceneId] : [])
}
const one = (): string | null => [...chosen()].at(-1) ?? null
const hasOne = (): boolean => inProject() && one() !== null
const hasKind = (kind: BinderNode['kind']) => (): boolean =>
  inProject() && [...chosen()].some((id) => nodeById(id)?.kind === kind)
const hasSeveral = (): boolean => {
  const kinds = new Set([...chosen()].map((id) => nodeById(id)?.kind))
  return inProject() && chosen().size > 1 && kinds.size === 1
}

/** Makes a node at the chosen place; a new document is opened for writing behind its name field. */
export const addNode = async (kind: BinderNode['kind'], anchorId: string | null = one()): Promise<void> => {
  if (!currentSettings().panels.binder) await togglePanel('binder')
  const node = await createNode(kind, anchorId)
  if (node && isDocument(node)) manuscriptStore.setState({ activeSceneId: node.id })
}

/** An empty book: the first scene, in the last chapter if there is one, and the caret in it. */
export const writeFirstScene = async (): Promise<void> => {
  const last = binderStore.getState().nodes.findLast(({ kind }) => kind === 'chapter' || kind === 'part')
  const node = await createNode('scene', last?.id ?? null, false)
  if (node) await openScene(node.id)
}

const split = async (): Promise<void> => {
  const place = captureSplit()
  if (!place) {
    notify({ tone: 'info', message: t('binder:cannotSplit') })
    return
  }
  const node = await splitScene(place.sceneId, place.blockId, place.offset)
  if (node) await openScene(node.id)
}

const NEW_TITLES = {
  scene: 'binder:newScene',
  chapter: 'binder:newChapter',
  part: 'binder:newPart',
  note: 'binder:newNote',
  folder: 'binder:newFolder',
} as const satisfies Readonly<Record<BinderNode['kind'], TextKey>>

const add = (kind: BinderNode['kind'], id: string, shortcut?: string): Command => ({
  id,
  title: () => t(NEW_TITLES[kind]),
  ...(shortcut ? { shortcut } : {}),
  enabled: inProject,
  run: () => addNode(kind),
  menu: 'story',
})

const onChosen = (
  id: string,
  title: TextKey,
  run: (ids: ReadonlySet<string>) => void | Promise<void>,
  more: Partial<Command> = {},
): Command => ({
  id,
  title: () => t(title),
  enabled: hasOne,
  run: () => run(chosen()),
  menu: 'story',
  ...more,
})

const view = (id: string, title: TextKey, shortcut: string, run: () => void | Promise<void>): Command => ({
  id,
  title: () => t(title),
  shortcut,
  enabled: inProject,
  run,
  menu: 'view',
})

export const binderCommands: readonly Command[] = [
  add('scene', 'binder.newScene', 'Mod+Shift+N'),
  add('chapter', 'binder.newChapter'),
  add('part', 'binder.newPart'),
  add('note', 'binder.newNote'),
  add('folder', 'binder.newFolder'),
  {
    id: 'binder.split',
    title: () => t('binder:splitHere'),
    shortcut: 'Mod+Shift+K',
    enabled: inProject,
    run: split,
    menu: 'story',
  },
  onChosen('binder.merge', 'binder:merge', mergeNodes, { enabled: hasSeveral }),
  onChosen('binder.duplicate', 'binder:duplicate', duplicateNodes, { shortcut: 'Mod+Shift+D' }),
  onChosen('binder.rename', 'binder:rename', () => startRenaming(one()), { shortcut: 'F2' }),
  onChosen('binder.details', 'binder:details', openDetails, { shortcut: 'Mod+Alt+D' }),
  onChosen('binder.moveUp', 'binder:moveUp', (ids) => nudgeNodes(ids, -1), {
    shortcut: 'Mod+Alt+Shift+ArrowUp',
  }),
  onChosen('binder.moveDown', 'binder:moveDown', (ids) => nudgeNodes(ids, 1), {
    shortcut: 'Mod+Alt+Shift+ArrowDown',
  }),
  onChosen('binder.toNote', 'binder:toNote', (ids) => convertNodes(ids, 'note'), {
    enabled: hasKind('scene'),
  }),
  onChosen('binder.toScene', 'binder:toScene', (ids) => convertNodes(ids, 'scene'), {
    enabled: hasKind('note'),
  }),
  onChosen('binder.remove', 'binder:remove', removeNodes),
  {
    id: 'binder.trash',
    title: () => t('binder:openTrash'),
    enabled: inProject,
    run: openTrash,
    menu: 'story',
  },
  view('binder.page', 'binder:showPage', 'Mod+1', () => showBoard('page')),
  view('binder.cards', 'binder:showCards', 'Mod+2', () => showBoard('cards')),
  view('binder.outline', 'binder:showOutline', 'Mod+3', () => showBoard('outline')),
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
