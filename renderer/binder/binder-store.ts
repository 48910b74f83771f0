// The binder's tree as the window knows it: its nodes, what is open, selected and being named, labels and trash. The acts
// on it are binder-acts.ts.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { onProject } from '../app/app-store.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { MAY_HOLD } from './drop-place.ts'

export type BinderNode = Outputs['binder']['tree'][number]
export type Place = Pick<Inputs['binder']['move'], 'parentId' | 'afterId'>
export type TrashedNode = Outputs['binder']['trash'][number]
export type LabelColor = Outputs['binder']['labels'][number]['color']

interface BinderState {
  /** In reading order. */
  readonly nodes: readonly BinderNode[]
  readonly loaded: boolean
  readonly expanded: ReadonlySet<string>
  readonly selected: ReadonlySet<string>
  /** The node whose name is being edited in place. */
  readonly renaming: string | null
  /** Scenes whose words grew since the tree was read: live counts by id. */
  readonly liveWords: Readonly<Record<string, number>>
  /** Names the writer gave to the colours of labels. */
  readonly labels: Readonly<Partial<Record<LabelColor, string>>>
  /** Last deleted first. */
  readonly trash: readonly TrashedNode[]
}

const EMPTY: BinderState = {
  nodes: [],
  loaded: false,
  expanded: new Set(),
  selected: new Set(),
  renaming: null,
  liveWords: {},
  labels: {},
  trash: [],
}

export const binderStore = createStore<BinderState>()(() => EMPTY)
export const useBinder = <T>(selector: (state: BinderState) => T): T => useStore(binderStore, selector)

const { getState, setState } = binderStore

export const nodeById = (id: string | null): BinderNode | undefined =>
  id === null ? undefined : getState().nodes.find((node) => node.id === id)

const UNTITLED = {
  part: 'binder:untitledPart',
  chapter: 'binder:untitledChapter',
  scene: 'binder:untitledScene',
  folder: 'binder:untitledFolder',
  note: 'binder:untitledNote',
} as const

/** What a node is called where it must be called something: its title, else its first words. */
export const nodeLabel = ({
  kind,
  title,
  opening = '',
}: Pick<BinderNode, 'kind' | 'title'> & { readonly opening?: string }): string =>
  title || opening || t(UNTITLED[kind])

/** Kinds that have a text to write in. */
export const isDocument = ({ kind }: Pick<BinderNode, 'kind'>): boolean => kind === 'scene' || kind === 'note'

export const scenesOf = (nodes: readonly BinderNode[]): readonly BinderNode[] =>
  nodes.filter((node) => node.kind === 'scene')

/** The scene before or after, in reading order. */
export const neighbourScene = (sceneId: string, where: 'before' | 'after'): string | null => {
  const scenes = scenesOf(getState().nodes)
  const index = scenes.findIndex((scene) => scene.id === sceneId)
  return index < 0 ? null : (scenes[index + (where === 'after' ? 1 : -1)]?.id ?? null)
}

/** Asked for on every key by every line in sight: one index for each tree. */
const indexes = new WeakMap<readonly BinderNode[], ReadonlyMap<string, BinderNode>>()
const indexOf = (nodes: readonly BinderNode[]): ReadonlyMap<string, BinderNode> => {
  const known = indexes.get(nodes)
  if (known) return known
  const made = new Map(nodes.map((node) => [node.id, node]))
  indexes.set(nodes, made)
  return made
}

/** Ids of what a node stands in, innermost first. */
export const ancestors = (nodes: readonly BinderNode[], id: string): string[] => {
  const byId = indexOf(nodes)
  const found: string[] = []
  for (let node = byId.get(id); node?.parentId; node = byId.get(node.parentId)) found.push(node.parentId)
  return found
}

const same = (one: BinderNode, other: BinderNode): boolean =>
  (Object.keys(other) as (keyof BinderNode)[]).every((key) => one[key] === other[key])

/** The new tree with the old lines where nothing changed: what did not change is not drawn again. */
const reuse = (old: readonly BinderNode[], fresh: readonly BinderNode[]): readonly BinderNode[] => {
  const byId = new Map(old.map((node) => [node.id, node]))
  const nodes = fresh.map((node) => {
    const known = byId.get(node.id)
    return known && same(known, node) ? known : node
  })
  return nodes.length === old.length && nodes.every((node, index) => node === old[index]) ? old : nodes
}

const labelsOf = (list: Outputs['binder']['labels']): BinderState['labels'] =>
  Object.fromEntries(list.map(({ color, name }) => [color, name]))

/** Reads the tree, the labels' names and the trash again. */
export const loadBinder = async (): Promise<void> => {
  try {
    const [tree, labels, trash] = await Promise.all([
      engine.binder.tree(),
      engine.binder.labels(),
      engine.binder.trash(),
    ])
    const nodes = reuse(getState().nodes, tree)
    const known = new Set(getState().nodes.map((node) => node.id))
    // New parts and chapters come open, so that nothing that was just made is out of sight.
    const fresh = nodes.filter((node) => !isDocument(node) && !known.has(node.id)).map((node) => node.id)
    setState(({ expanded }) => ({
      nodes,
      loaded: true,
      liveWords: {},
      labels: labelsOf(labels),
      trash,
      ...(fresh.length > 0 ? { expanded: new Set([...expanded, ...fresh]) } : {}),
    }))
  } catch (error) {
    if (errorCode(error) !== 'ENGINE_GONE') notifyError(error)
  }
}

onProject({
  onOpen: loadBinder,
  onResume: loadBinder,
  onChange: (change) => {
    if (change.kind === 'binder') void loadBinder()
  },
  onClose: () => setState(EMPTY),
})

/** Live words of a scene while it is being written. */
export const setSceneWords = (sceneId: string, words: number): void => {
  const shown = getState().liveWords[sceneId] ?? nodeById(sceneId)?.words
  if (shown !== words) setState(({ liveWords }) => ({ liveWords: { ...liveWords, [sceneId]: words } }))
}

/** Words of a node as they stand now: the tree's, corrected by what is being written. */
export const wordsOf = (state: BinderState, node: BinderNode): number => {
  if (isDocument(node)) return state.liveWords[node.id] ?? node.words
  let words = node.words
  for (const [sceneId, live] of Object.entries(state.liveWords)) {
    const scene = indexOf(state.nodes).get(sceneId)
    if (scene?.kind === 'scene' && ancestors(state.nodes, sceneId).includes(node.id))
      words += live - scene.words
  }
  return words
}

/**
 * Where a new node of this kind belongs, seen from `anchor`: inside it where it may stand there, else beside it or
 * beside the nearest thing around it where it may.
 */
export const placeFor = (
  nodes: readonly BinderNode[],
  kind: BinderNode['kind'],
  anchorId: string | null,
): Place => {
  const byId = indexOf(nodes)
  const anchor = anchorId === null ? undefined : byId.get(anchorId)
  if (!anchor) return { parentId: null }
  if (MAY_HOLD[anchor.kind].includes(kind)) return { parentId: anchor.id }
  for (let at: BinderNode | undefined = anchor; at; at = byId.get(at.parentId ?? '')) {
    const holder = at.parentId === null ? 'book' : (byId.get(at.parentId)?.kind ?? 'book')
    if (MAY_HOLD[holder].includes(kind)) return { parentId: at.parentId, afterId: at.id }
  }
  return { parentId: null }
}

/** Nodes that are not below another one of the list: what a move or removal really takes. */
export const topmost = (nodes: readonly BinderNode[], ids: ReadonlySet<string>): string[] =>
  nodes
    .filter((node) => ids.has(node.id) && !ancestors(nodes, node.id).some((above) => ids.has(above)))
    .map((node) => node.id)

export const startRenaming = (id: string | null): void => setState({ renaming: id })

/** The set keeps its identity while it says the same: every line of the tree watches it. */
export const selectNodes = (ids: ReadonlySet<string>): void => {
  const { selected } = getState()
  if (ids.size !== selected.size || [...ids].some((id) => !selected.has(id))) setState({ selected: ids })
}
export const setExpanded = (ids: ReadonlySet<string>): void => setState({ expanded: ids })

/** Opens what is above a node, so that it can be seen. */
export const revealNode = (id: string): void => {
  const above = ancestors(getState().nodes, id)
  const { expanded } = getState()
  if (above.some((one) => !expanded.has(one))) setState({ expanded: new Set([...expanded, ...above]) })
}

/** What an act on this line works on: all that is selected when it is among them, else it alone. */
export const selectionWith = (id: string): ReadonlySet<string> => {
  const { selected } = getState()
  return selected.has(id) ? selected : new Set([id])
}
