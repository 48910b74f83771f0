// Acts on the binder: each is one undo step of the engine's, told to the window's undo stack.
import type { Inputs } from '../../engine/contract/index.ts'
import { flushAll } from '../app/app-store.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { runCommand } from '../commands/run-command.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import {
  binderStore,
  loadBinder,
  nodeById,
  nodeLabel,
  placeFor,
  topmost,
  type BinderNode,
  type LabelColor,
  type Place,
} from './binder-store.ts'
import { stepPlace } from './drop-place.ts'

const { getState, setState } = binderStore

const KIND_TITLES = {
  part: 'binder:defaultPart',
  chapter: 'binder:defaultChapter',
  scene: 'binder:defaultScene',
  folder: 'binder:defaultFolder',
  note: 'binder:defaultNote',
} as const

const defaultTitle = (kind: BinderNode['kind']): string =>
  t(KIND_TITLES[kind], { number: getState().nodes.filter((node) => node.kind === kind).length + 1 })

/** Text is on disk before the act, the undo stack knows of it after it. Null: refused, and the writer was told. */
const act = async <Result>(
  run: () => Promise<Result>,
  refused = t('binder:cannotMove'),
): Promise<Result | null> => {
  try {
    await flushAll()
    const result = await run()
    recordEngineAct()
    await loadBinder()
    return result
  } catch (error) {
    if (errorCode(error) === 'BAD_INPUT') notify({ tone: 'info', message: refused })
    else notifyError(error)
    return null
  }
}

/** For acts without a result of their own. */
const done = async (run: Promise<unknown>): Promise<true> => {
  await run
  return true
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

/** Names may be taken away from documents, which are then known by their first words. */
export const renameNode = async (id: string, title: string): Promise<void> => {
  setState({ renaming: null })
  const node = nodeById(id)
  const trimmed = title.trim()
  if (!node || trimmed === node.title || (trimmed === '' && node.opening === '')) return
  setState(({ nodes }) => ({
    nodes: nodes.map((other) => (other.id === id ? { ...other, title: trimmed } : other)),
  }))
  await act(() => engine.binder.rename({ id, title: trimmed }))
}

export type NodeFacts = Omit<Inputs['binder']['describe'], 'ids'>

/** Status, label, point of view, synopsis; nothing happens where all of them are so already. */
export const describeNodes = async (ids: ReadonlySet<string>, facts: NodeFacts): Promise<void> => {
  const isSo = (node: BinderNode): boolean =>
    (Object.keys(facts) as (keyof NodeFacts)[]).every(
      (key) => facts[key] === undefined || node[key] === facts[key],
    )
  const nodes = getState().nodes.filter((node) => ids.has(node.id))
  if (nodes.length > 0 && !nodes.every(isSo))
    await act(() => engine.binder.describe({ ids: nodes.map(({ id }) => id), ...facts }))
}

export const nameLabel = async (color: LabelColor, name: string): Promise<void> => {
  if (name.trim() !== (getState().labels[color] ?? ''))
    await act(() => engine.binder.nameLabel({ color, name }))
}

export const moveNodes = async (ids: ReadonlySet<string>, place: Place): Promise<void> => {
  const moving = topmost(getState().nodes, ids)
  if (moving.length > 0) await act(() => engine.binder.move({ ids: moving, ...place }))
}

/** One step up or down, together; at the edge of a chapter into the next one. */
export const nudgeNodes = async (ids: ReadonlySet<string>, way: -1 | 1): Promise<void> => {
  const { nodes } = getState()
  const moving = topmost(nodes, ids)
  const place = stepPlace(nodes, moving, way)
  if (!place) return
  await moveNodes(new Set(moving), place)
  if (place.parentId !== null)
    setState(({ expanded }) => ({ expanded: new Set([...expanded, place.parentId ?? '']) }))
}

export const removeNodes = async (ids: ReadonlySet<string>): Promise<void> => {
  const { nodes } = getState()
  const removing = topmost(nodes, ids)
  if (removing.length === 0) return
  const first = nodeById(removing[0] ?? null)
  const title = first ? nodeLabel(first) : ''
  if (!(await act(() => done(engine.binder.remove({ ids: removing }))))) return
  setState({ selected: new Set() })
  notify({
    tone: 'info',
    message: t('binder:removed', { count: removing.length, title }),
    action: { label: t('app:undo'), run: () => void runCommand('app.undo') },
  })
}

/** @param offset characters into the block's text. */
export const splitScene = async (
  sceneId: string,
  blockId: string,
  offset: number,
): Promise<BinderNode | null> => act(() => engine.binder.splitScene({ sceneId, blockId, offset, title: '' }))

export const mergeNodes = async (ids: ReadonlySet<string>): Promise<void> => {
  const joined = await act(() => engine.binder.merge({ ids: [...ids] }), t('binder:cannotMerge'))
  if (joined) setState({ selected: new Set([joined.id]) })
}

export const duplicateNodes = async (ids: ReadonlySet<string>): Promise<void> => {
  const made = await act(() =>
    engine.binder.duplicate({ ids: topmost(getState().nodes, ids), suffix: t('binder:copySuffix') }),
  )
  if (made) setState({ selected: new Set(made.ids) })
}

export const convertNodes = async (ids: ReadonlySet<string>, kind: 'scene' | 'note'): Promise<void> => {
  const asked = getState().nodes.filter((node) => ids.has(node.id) && node.kind !== kind)
  if (asked.length > 0) await act(() => done(engine.binder.convert({ ids: asked.map(({ id }) => id), kind })))
}

export const restoreNodes = async (ids: readonly string[]): Promise<void> => {
  if (await act(() => done(engine.binder.restore({ ids: [...ids] })))) setState({ selected: new Set(ids) })
}

/** Deletes from the trash for good; without ids all of it. */
export const discardNodes = async (ids?: readonly string[]): Promise<void> => {
  const discarded = await act(() => done(engine.binder.discard(ids ? { ids: [...ids] } : {})))
  if (discarded)
    notify({
      tone: 'info',
      message: t('binder:discarded'),
      action: { label: t('app:undo'), run: () => void runCommand('app.undo') },
    })
}
