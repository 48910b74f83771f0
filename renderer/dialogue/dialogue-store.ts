// The dialogue room's state and acts. Dialogues are the engine's truth: every act goes there and comes back.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { t } from '../locales/index.ts'
import { pickFiles } from '../media/pick-files.ts'
import { fileName, saveBlob } from '../transfer/save-blob.ts'

export type Graph = Outputs['dialogue']['get']
export type GraphNode = Graph['nodes'][number]
export type NodeKind = GraphNode['kind']
export type Edit = Inputs['dialogue']['edit']['edits'][number]
export type Issue = Outputs['dialogue']['validate'][number]
export type PlayStep = Outputs['dialogue']['play']
export type Format = Outputs['dialogue']['exportFormats'][number]
export type Growth = Outputs['growth']['rewrite']

interface DialogueState {
  readonly isOpen: boolean
  readonly list: Outputs['dialogue']['list']
  readonly speakers: Outputs['dialogue']['speakers']
  readonly formats: readonly Format[]
  /** Null until one is chosen or made. */
  readonly graph: Graph | null
  readonly selected: string | null
  readonly issues: readonly Issue[]
  /** What grows beside the dialogue until it is taken in; null: nothing. */
  readonly growth: Growth | null
  /** What has been heard so far; null while nothing is played. */
  readonly play: readonly PlayStep[] | null
  /** Which dialog stands open over the room. */
  readonly panel: 'variables' | 'find' | 'rename' | 'grow' | null
}

const EMPTY: Omit<DialogueState, 'formats'> = {
  isOpen: false,
  list: [],
  speakers: [],
  graph: null,
  selected: null,
  issues: [],
  growth: null,
  play: null,
  panel: null,
}

export const dialogueStore = createStore<DialogueState>()(() => ({ formats: [], ...EMPTY }))
export const useDialogue = <T>(selector: (state: DialogueState) => T): T => useStore(dialogueStore, selector)

const get = dialogueStore.getState
const set = dialogueStore.setState

const check = async (dialogueId: string): Promise<void> => {
  const [issues, growth] = await Promise.all([
    engine.dialogue.validate({ dialogueId }),
    engine.growth.get({ dialogueId }),
  ])
  if (get().graph?.id === dialogueId) set({ issues, growth })
}

/** How many loads were begun and graphs shown: an answer that something newer has overtaken is not shown. */
let [loads, shows] = [0, 0]

const show = (graph: Graph): void => {
  shows += 1
  const { selected, graph: before, growth } = get()
  // Another dialogue's growth is not this one's.
  const growing = before?.id === graph.id ? growth : null
  const isKnown = [...graph.nodes, ...(growing?.nodes ?? [])].some(({ id }) => id === selected)
  set({ graph, growth: growing, selected: isKnown ? selected : graph.startId })
  void check(graph.id).catch(notifyError)
}

const load = async (): Promise<void> => {
  const mine = ++loads
  const [list, speakers] = await Promise.all([engine.dialogue.list(), engine.dialogue.speakers()])
  if (mine !== loads) return
  set({ list, speakers })
  const seen = shows
  const found = list.find(({ id }) => id === get().graph?.id) ?? list[0]
  if (!found) return set({ graph: null, selected: null, issues: [], growth: null })
  const graph = await engine.dialogue.get({ dialogueId: found.id })
  if (mine === loads && seen === shows) show(graph)
}

followProject({
  // Loaded when the room is entered: most windows never do.
  opened: () => {
    if (get().isOpen) void load().catch(notifyError)
  },
  changed: (change) => {
    if (change.kind === 'dialogues' && get().isOpen) void load().catch(notifyError)
  },
  closed: () => set(EMPTY),
})

/** @returns what the act gave, or undefined after saying why it failed. */
export const doing = async <Result>(act: () => Promise<Result>): Promise<Result | undefined> => {
  try {
    const result = await act()
    recordEngineAct()
    return result
  } catch (error) {
    notifyError(error)
    return undefined
  }
}

export const enterRoom = async (): Promise<void> => {
  set({ isOpen: true })
  try {
    if (get().formats.length === 0) set({ formats: await engine.dialogue.exportFormats() })
    await load()
  } catch (error) {
    notifyError(error)
  }
}

/** The graph as it is shown: with what grows beside it. */
export const shownGraph = (graph: Graph, growth: Growth | null): Graph =>
  growth === null ? graph : { ...graph, nodes: [...graph.nodes, ...growth.nodes] }

export const leaveRoom = (): void => set({ isOpen: false, play: null, panel: null })

export const showPanel = (panel: DialogueState['panel']): void => set({ panel })

export const select = (selected: string | null): void => set({ selected })

export const chooseDialogue = async (dialogueId: string): Promise<void> => {
  set({ play: null, selected: null })
  await engine.dialogue.get({ dialogueId }).then(show, notifyError)
}

export const createDialogue = async (): Promise<void> => {
  const title = t('dialogue:newTitle', { number: get().list.length + 1 })
  const made = await doing(() => engine.dialogue.create({ title }))
  if (made) await chooseDialogue(made.id)
}

/** To a node of any dialogue, out of whatever dialog stands open. */
export const goToNode = async (dialogueId: string, nodeId: string): Promise<void> => {
  set({ panel: null })
  if (get().graph?.id !== dialogueId) await chooseDialogue(dialogueId)
  select(nodeId)
}

/** Over all dialogues, one undo step; the change that follows brings the graph anew. */
export const replaceFound = async (wish: Inputs['dialogue']['replace']): Promise<void> => {
  const done = await doing(() => engine.dialogue.replace(wish))
  if (done) notify({ tone: 'info', message: t('dialogue:replaced', { count: done.replaced }) })
}

const edited = async (edits: Edit[]): Promise<boolean> => {
  const { graph } = get()
  if (!graph) return false
  const result = await doing(() => engine.dialogue.edit({ dialogueId: graph.id, edits }))
  if (!result) return false
  const [made] = result.made
  if (made !== undefined) set({ selected: made })
  show(result.dialogue)
  return true
}

/** All edits or none; the first new node is selected. */
export const edit = async (...edits: Edit[]): Promise<void> => {
  await edited(edits)
}

/** @returns false where it stands as it stood. */
export const moveNode = (place: {
  readonly nodeId: string
  readonly x: number
  readonly y: number
}): Promise<boolean> => edited([{ act: 'move', places: [place] }])

/** After the selected node where it leads on, else by itself. */
export const addNode = (kind: NodeKind): Promise<void> => {
  const { graph, selected } = get()
  const source = graph?.nodes.find(({ id }) => id === selected)
  const speaker = source?.kind === 'line' ? { speaker: source.speaker } : {}
  const fields =
    kind === 'choice' ? { options: [{ text: '' }, { text: '' }] } : kind === 'line' ? speaker : {}
  const exit = source === undefined ? undefined : openExit(source)
  const from = source && exit !== undefined ? { from: { nodeId: source.id, exit } } : {}
  return edit({ act: 'add', kind, fields, ...from })
}

/** The first way that leads nowhere, else the plain way on. */
export const openExit = (node: GraphNode): string | undefined => {
  if (node.kind === 'choice') return node.options.find(({ next }) => next === null)?.id
  if (node.kind === 'random') return node.branches.find(({ next }) => next === null)?.id
  if (node.kind === 'condition') return node.then === null ? 'then' : 'next'
  return node.kind === 'end' ? undefined : 'next'
}

/** Of the dialogue itself; nothing where something that grows is selected. */
export const selectedNode = (): GraphNode | undefined =>
  get().graph?.nodes.find(({ id }) => id === get().selected)

export const removeSelected = (): Promise<void> => {
  const node = selectedNode()
  return node ? edit({ act: 'remove', nodeIds: [node.id], heal: true }) : Promise.resolve()
}

export const duplicateSelected = (): Promise<void> => {
  const node = selectedNode()
  return node ? edit({ act: 'duplicate', nodeIds: [node.id] }) : Promise.resolve()
}

export const layout = async (): Promise<void> => {
  const { graph } = get()
  const placed = graph && (await doing(() => engine.dialogue.layout({ dialogueId: graph.id })))
  if (placed) show(placed)
}

export const renameDialogue = (title: string): Promise<void> => edit({ act: 'title', title })

/** One undo step, which brings it back. */
export const removeDialogue = async (): Promise<void> => {
  const { graph } = get()
  if (!graph) return
  await doing(() => engine.dialogue.remove({ dialogueId: graph.id }))
  set({ play: null })
}

/** Where a way leads from now on; null: nowhere yet. */
export const connect = (nodeId: string, exit: string, target: string | null): Promise<void> =>
  edit({ act: 'connect', nodeId, exit, target })

// --- Playing ---

export const playOn = async (optionId?: string): Promise<void> => {
  const { graph, play } = get()
  if (!graph) return
  const last = play?.at(-1)
  try {
    const step = await engine.dialogue.play({
      dialogueId: graph.id,
      state: last?.state ?? null,
      ...(optionId === undefined ? {} : { optionId }),
    })
    const nodeId = step.kind === 'line' ? step.line.nodeId : step.kind === 'choice' ? step.nodeId : null
    set({ play: [...(play ?? []), step], ...(nodeId === null ? {} : { selected: nodeId }) })
  } catch (error) {
    notifyError(error)
  }
}

export const startPlay = async (): Promise<void> => {
  set({ play: [] })
  await playOn()
}

export const stopPlay = (): void => set({ play: null })

// --- Out and in ---

export const exportAs = async (format: Format): Promise<void> => {
  const { graph } = get()
  if (!graph) return
  try {
    const { downloadId } = await engine.dialogue.export({ dialogueId: graph.id, format: format.id })
    if (downloadId === null) return
    const file = await engine.dialogue.download({ downloadId })
    const isPacked = file.name.endsWith('.zip')
    saveBlob(file, fileName(graph.title, isPacked ? 'zip' : format.extension))
  } catch (error) {
    notifyError(error)
  }
}

export const importDialogue = async (): Promise<void> => {
  const [file] = await pickFiles({ accept: '.yarn,.ink,.twee,.tw,.twee3,.json' })
  const done = file && (await doing(() => engine.dialogue.import({ source: { file } })))
  if (!done) return
  await chooseDialogue(done.dialogue.id)
  const left = done.remarks.reduce((sum, { count }) => sum + count, 0)
  if (left > 0)
    notify({
      tone: 'warning',
      message: t('dialogue:leftOut', { count: left }),
      detail: done.remarks.map(({ code, count, sample }) => `${code} × ${count}  ${sample}`).join('\n'),
    })
}

/** What translators sent back, one undo step. */
export const importTranslations = async (): Promise<void> => {
  const [file] = await pickFiles({ accept: '.csv,.tsv,.xlf,.xliff' })
  const done = file && (await doing(() => engine.dialogue.importTranslations({ source: { file } })))
  if (!done) return
  const { language, translated, stale, unknown } = done
  const remarks = [
    ...(stale.length === 0 ? [] : [`${t('dialogue:stale', { count: stale.length })}: ${stale.join(', ')}`]),
    ...(unknown.length === 0
      ? []
      : [`${t('dialogue:unknownIds', { count: unknown.length })}: ${unknown.join(', ')}`]),
  ]
  notify({
    tone: remarks.length === 0 ? 'success' : 'warning',
    message: t('dialogue:translated', { count: translated, language }),
    ...(remarks.length === 0 ? {} : { detail: remarks.join('\n') }),
  })
}
