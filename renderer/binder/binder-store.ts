// The binder's tree and the acts on it. Each act is one undo step of the engine's; the text of scenes is not here.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { flushAll, onProject } from '../app/app-store.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { runCommand } from '../commands/run-command.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'

export type BinderNode = Outputs['binder']['tree'][number]
type Place = Pick<Inputs['binder']['move'], 'parentId' | 'afterId'>

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
}

const EMPTY: BinderState = {
  nodes: [],
  loaded: false,
  expanded: new Set(),
  selected: new Set(),
  renaming: null,
  liveWords: {},
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
} as const

/** What a node is called where it must be called something. */
export const nodeLabel = ({ kind, title }: Pick<BinderNode, 'kind' | 'title'>): string =>
  title === '' ? t(UNTITLED[kind]) : title

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

const ancestors = (nodes: readonly BinderNode[], id: string): string[] => {
  const byId = indexOf(nodes)
  const found: string[] = []
  for (let node = byId.get(id); node?.parentId; node = byId.get(node.parentId)) found.push(node.parentId)
  return found
}

const same = (one: BinderNode | undefined, other: BinderNode): boolean =>
  one !== undefined &&
  one.id === other.id &&
  one.parentId === other.parentId &&
  one.title === other.title &&
  one.position === other.position &&
  one.words === other.words

/** The new tree with the old lines where nothing changed: what did not change is not drawn again. */
const reuse = (old: readonly BinderNode[], fresh: readonly BinderNode[]): readonly BinderNode[] => {
  const byId = new Map(old.map((node) => [node.id, node]))
  const nodes = fresh.map((node) => {
    const known = byId.get(node.id)
    return known && same(known, node) ? known : node
  })
  return nodes.length === old.length && nodes.every((node, index) => node === old[index]) ? old : nodes
}

const load = async (): Promise<void> => {
  try {
    const nodes = reuse(getState().nodes, await engine.binder.tree())
    if (nodes === getState().nodes) {
      setState({ loaded: true, liveWords: {} })
      return
    }
    const known = new Set(getState().nodes.map((node) => node.id))
    // New parts and chapters come open, so that nothing that was just made is out of sight.
    const fresh = nodes.filter((node) => node.kind !== 'scene' && !known.has(node.id)).map((node) => node.id)
    setState(({ expanded }) => ({
      nodes,
      loaded: true,
      liveWords: {},
      expanded: new Set([...expanded, ...fresh]),
    }))
  } catch (error) {
    if (errorCode(error) !== 'ENGINE_GONE') notifyError(error)
  }
}

onProject({
  onOpen: load,
  onResume: load,
  onChange: (change) => {
    if (change.kind === 'binder') void load()
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
  if (node.kind === 'scene') return state.liveWords[node.id] ?? node.words
  let words = node.words
  for (const [sceneId, live] of Object.entries(state.liveWords)) {
    const scene = indexOf(state.nodes).get(sceneId)
    if (scene && ancestors(state.nodes, sceneId).includes(node.id)) words += live - scene.words
  }
  return words
}

const KIND_TITLES = {
  part: 'binder:defaultPart',
  chapter: 'binder:defaultChapter',
  scene: 'binder:defaultScene',
} as const

const defaultTitle = (kind: BinderNode['kind']): string =>
  t(KIND_TITLES[kind], { number: getState().nodes.filter((node) => node.kind === kind).length + 1 })

/** Where a new node of this kind belongs, seen from `anchor`: inside it, beside it, or beside what holds it. */
export const placeFor = (
  nodes: readonly BinderNode[],
  kind: BinderNode['kind'],
  anchorId: string | null,
): Place => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const rank = { part: 0, chapter: 1, scene: 2 } as const
  let anchor = anchorId === null ? undefined : byId.get(anchorId)
  if (!anchor) return { parentId: null }
  if (rank[anchor.kind] < rank[kind]) return { parentId: anchor.id }
  while (rank[anchor.kind] > rank[kind] && anchor.parentId !== null) {
    const parent = byId.get(anchor.parentId)
    if (!parent || rank[parent.kind] < rank[kind]) break
    anchor = parent
  }
  return { parentId: anchor.parentId, afterId: anchor.id }
}

/** Runs a recorded act: text is on disk before it, the undo stack knows of it after it. */
const act = async <Result>(run: () => Promise<Result>): Promise<Result | null> => {
  try {
    await flushAll()
    const result = await run()
    recordEngineAct()
    await load()
    return result
  } catch (error) {
    if (errorCode(error) === 'BAD_INPUT') notify({ tone: 'info', message: t('binder:cannotMove') })
    else notifyError(error)
    return null
  }
}

/** Makes a node beside or inside `anchorId` and, unless told otherwise, lets the writer name it at once. */
export const createNode = async (
  kind: BinderNode['kind'],
  anchorId: string | null,
  named = true,
): Promise<BinderNode | null> => {
  const place = placeFor(getState().nodes, kind, anchorId)
  const node = await act(() => engine.binder.create({ kind, title: defaultTitle(kind), ...place }))
  if (node) {
    setState(({ expanded }) => ({
      selected: new Set([node.id]),
      renaming: named ? node.id : null,
      expanded: place.parentId === null ? expanded : new Set([...expanded, place.parentId]),
    }))
  }
  return node
}

export const startRenaming = (id: string | null): void => setState({ renaming: id })

export const renameNode = async (id: string, title: string): Promise<void> => {
  setState({ renaming: null })
  const trimmed = title.trim()
  if (trimmed === '' || trimmed === nodeById(id)?.title) return
  setState(({ nodes }) => ({
    nodes: nodes.map((node) => (node.id === id ? { ...node, title: trimmed } : node)),
  }))
  await act(() => engine.binder.rename({ id, title: trimmed }))
}

/** Nodes that are not below another one of the list: what a move or removal really takes. */
export const topmost = (nodes: readonly BinderNode[], ids: ReadonlySet<string>): string[] =>
  nodes
    .filter((node) => ids.has(node.id) && !ancestors(nodes, node.id).some((above) => ids.has(above)))
    .map((node) => node.id)

export const moveNodes = async (ids: ReadonlySet<string>, place: Place): Promise<void> => {
  const moving = topmost(getState().nodes, ids)
  if (moving.length > 0) await act(() => engine.binder.move({ ids: moving, ...place }))
}

/** One step up or down among its siblings. */
export const nudgeNode = async (id: string, way: -1 | 1): Promise<void> => {
  const { nodes } = getState()
  const node = nodeById(id)
  if (!node) return
  const siblings = nodes.filter((other) => other.parentId === node.parentId)
  const index = siblings.findIndex((other) => other.id === id)
  const target = index + way
  if (target < 0 || target >= siblings.length) return
  const afterId = way === 1 ? siblings[target]!.id : (siblings[target - 1]?.id ?? null)
  await moveNodes(new Set([id]), { parentId: node.parentId, afterId })
}

export const removeNodes = async (ids: ReadonlySet<string>): Promise<void> => {
  const { nodes } = getState()
  const removing = topmost(nodes, ids)
  if (removing.length === 0) return
  const first = nodeById(removing[0]!)
  const title = first ? nodeLabel(first) : ''
  const done = await act(async () => {
    await engine.binder.remove({ ids: removing })
    return true
  })
  if (!done) return
  setState({ selected: new Set() })
  notify({
    tone: 'info',
    message: t('binder:removed', { count: removing.length, title }),
    action: { label: t('app:undo'), run: () => void runCommand('app.undo') },
  })
}

export const splitScene = async (sceneId: string, blockId: string): Promise<BinderNode | null> =>
  act(() => engine.binder.splitScene({ sceneId, blockId, title: defaultTitle('scene') }))

export const selectNodes = (ids: ReadonlySet<string>): void => setState({ selected: ids })
export const setExpanded = (ids: ReadonlySet<string>): void => setState({ expanded: ids })

/** Opens what is above a node, so that it can be seen. */
export const revealNode = (id: string): void => {
  const above = ancestors(getState().nodes, id)
  const { expanded } = getState()
  if (above.some((one) => !expanded.has(one))) setState({ expanded: new Set([...expanded, ...above]) })
}
