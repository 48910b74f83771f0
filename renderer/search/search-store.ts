// Looking through the project: what is looked for and where, what was found, which places are left out of a replacement.
// The engine finds and replaces; the page goes to places.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { flushAll, onProject } from '../app/app-store.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { binderStore } from '../binder/binder-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, errorDetail } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { showMoment } from '../media/media-store.ts'
import { manuscriptStore } from '../manuscript/manuscript-store.ts'
import { openScene, revealBlock } from '../manuscript/manuscript-api.ts'

type WordHit = Outputs['search']['query']['hits'][number]
export type MediaHit = Outputs['search']['query']['media'][number]
type FindHit = Outputs['search']['find']['hits'][number]

/** A place to show: `key` tells places of one piece apart. */
export type Hit = WordHit & Pick<FindHit, 'key' | 'becomes'>

export type SearchMode = 'words' | 'replace'
/** `chosen`: what is selected in the binder. */
export type SearchScope = 'project' | 'chosen' | 'scene'

interface SearchState {
  readonly open: boolean
  readonly mode: SearchMode
  readonly text: string
  readonly replacement: string
  readonly isRegex: boolean
  readonly wholeWord: boolean
  readonly matchCase: boolean
  /** Titles and synopses are replaced too. */
  readonly withTitles: boolean
  readonly scope: SearchScope
  readonly hits: readonly Hit[]
  /** What was found in photos, recordings and clips. */
  readonly media: readonly MediaHit[]
  readonly mediaTotal: number
  readonly total: number
  readonly nodes: number
  /** There are more places than are listed. */
  readonly isCut: boolean
  readonly skipped: ReadonlySet<string>
  readonly busy: boolean
  /** Why nothing could be found, in the writer's words. */
  readonly problem: string
}

const NOTHING_FOUND = {
  hits: [],
  media: [],
  mediaTotal: 0,
  total: 0,
  nodes: 0,
  isCut: false,
  skipped: new Set<string>(),
}

const EMPTY: SearchState = {
  ...NOTHING_FOUND,
  open: false,
  mode: 'words',
  text: '',
  replacement: '',
  isRegex: false,
  wholeWord: false,
  matchCase: false,
  withTitles: false,
  scope: 'project',
  busy: false,
  problem: '',
}

export const searchStore = createStore<SearchState>()(() => EMPTY)
export const useSearch = <T>(selector: (state: SearchState) => T): T => useStore(searchStore, selector)

const { getState, setState } = searchStore

/** While one types, the engine is asked once for a pause. */
const PAUSE_MS = 140
const MAX_PLACES = 5000

const withinOf = (scope: SearchScope): { within?: string[] } => {
  const { activeSceneId } = manuscriptStore.getState()
  switch (scope) {
    case 'project':
      return {}
    case 'chosen':
      return { within: [...binderStore.getState().selected] }
    case 'scene':
      return { within: activeSceneId === null ? [] : [activeSceneId] }
  }
}

const TEXT_FIELDS = ['text', 'footnote', 'caption', 'note'] as const

const findInput = (): Inputs['search']['replace'] => {
  const { text, replacement, isRegex, wholeWord, matchCase, withTitles, scope } = getState()
  return {
    terms: { text, isRegex, wholeWord, matchCase },
    replacement,
    ...withinOf(scope),
    ...(withTitles ? {} : { fields: [...TEXT_FIELDS] }),
  }
}

const look = async (): Promise<Partial<SearchState>> => {
  const { mode, text, scope } = getState()
  if (text.trim() === '') return NOTHING_FOUND
  if (mode === 'words') {
    const { hits, total, nodes, media, mediaTotal } = await engine.search.query({
      query: text,
      ...withinOf(scope),
    })
    const keyed = hits.map((hit) => ({
      ...hit,
      key: `${hit.nodeId}/${hit.field}/${hit.blockId}/${hit.part}`,
      becomes: '',
    }))
    const isCut = hits.length < total
    return { hits: keyed, total, nodes, media, mediaTotal, isCut, skipped: new Set() }
  }
  const { hits, nodes, isCut } = await engine.search.find({ ...findInput(), limit: MAX_PLACES })
  return { ...NOTHING_FOUND, hits, total: hits.length, nodes, isCut }
}

let asked = 0
let timer: number | null = null

const problemOf = (error: unknown): string => {
  if (errorCode(error) !== 'BAD_INPUT') return ''
  const { reason } = errorDetail(error)
  if (reason === 'too-long') return t('search:tooLong')
  return t('search:badExpression', { reason: String(reason ?? '') })
}

/** Of several askings only the last one's answer is shown. */
const ask = async (): Promise<void> => {
  const mine = ++asked
  setState({ busy: true })
  try {
    // What was typed a moment ago is found too.
    await flushAll()
    const found = await look()
    if (mine === asked) setState({ ...found, busy: false, problem: '' })
  } catch (error) {
    if (mine !== asked) return
    const problem = problemOf(error)
    setState({ ...NOTHING_FOUND, busy: false, problem })
    if (problem === '') notifyError(error)
  }
}

const askSoon = (): void => {
  if (timer !== null) window.clearTimeout(timer)
  timer = window.setTimeout(() => {
    timer = null
    void ask()
  }, PAUSE_MS)
}

export const changeSearch = (
  patch: Partial<
    Pick<
      SearchState,
      'mode' | 'text' | 'replacement' | 'isRegex' | 'wholeWord' | 'matchCase' | 'withTitles' | 'scope'
    >
  >,
): void => {
  // What is shown is no preview of this any more: nothing may be replaced by it, and no earlier answer may come in.
  asked += 1
  setState({ ...patch, busy: true })
  askSoon()
}

/** @param text what is selected in the manuscript is looked for at once. */
export const openSearch = (mode: SearchMode, text = ''): void => {
  setState({ open: true, mode, ...(text === '' ? {} : { text }) })
  void ask()
}

export const closeSearch = (): void => setState({ open: false })

export const skipHit = (key: string, isSkipped: boolean): void => {
  const skipped = new Set(getState().skipped)
  if (isSkipped) skipped.add(key)
  else skipped.delete(key)
  setState({ skipped })
}

export const skipAll = (isSkipped: boolean): void =>
  setState({ skipped: isSkipped ? new Set(getState().hits.map(({ key }) => key)) : new Set() })

/** Closes the search and puts the caret at the place; a title leads to its scene. */
export const goTo = (hit: Hit): void => {
  closeSearch()
  if (hit.blockId === '') void openScene(hit.nodeId)
  else
    void revealBlock(hit.nodeId, hit.blockId, hit.field === 'text' || hit.field === 'note' ? hit : undefined)
}

/** Closes the search and shows the medium, at its second. */
export const goToMedium = ({ mediaId, atMs }: MediaHit): void => {
  closeSearch()
  showMoment(mediaId, atMs)
}

/** All places that are ticked, as one act; what was typed is saved before. */
export const replaceFound = async (): Promise<void> => {
  const { hits, skipped, isCut } = getState()
  setState({ busy: true })
  try {
    await flushAll()
    const only = hits.flatMap(({ key }) => (skipped.has(key) ? [] : [key]))
    const everything = skipped.size === 0 && isCut
    const { replaced, nodes, missed } = await engine.search.replace({
      ...findInput(),
      ...(everything ? {} : { only }),
    })
    if (replaced > 0) recordEngineAct()
    setState({ ...NOTHING_FOUND, open: false, busy: false })
    notify({
      tone: 'success',
      message: [
        t('search:replaced', { count: replaced, places: nodes }),
        ...(missed > 0 ? [t('search:missed', { count: missed })] : []),
      ].join(' '),
    })
  } catch (error) {
    setState({ busy: false })
    notifyError(error)
  }
}

onProject({ onClose: () => setState(EMPTY) })
