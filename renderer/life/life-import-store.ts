// An archive on its way into the life record: chosen, looked at, its columns named, taken in; each stage can be stopped.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { chooseSource } from '../app/choose-file.ts'
import { followProject } from '../app/follow-project.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { host } from '../engine-client/host.ts'
import { t } from '../locales/index.ts'
import { pickFiles } from '../media/pick-files.ts'
import { showDay } from './life-store.ts'

type Events<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
type Source = Inputs['life']['import']['source']
export type LifePreview = Extract<Events<Outputs['life']['preview']>, { kind: 'preview' }>['preview']
export type Taken = Extract<Events<Outputs['life']['import']>, { kind: 'done' }>
export type LifeMapping = NonNullable<LifePreview['table']>['mapping']
export type DateOrder = 'auto' | 'ymd' | 'dmy' | 'mdy'

interface LifeImportState {
  readonly step: 'closed' | 'choose' | 'reading' | 'preview' | 'taking' | 'done'
  readonly name: string
  readonly stage: { readonly name: string; readonly done: number; readonly total: number }
  readonly failure: string | null
  readonly preview: LifePreview | null
  readonly dateOrder: DateOrder
  readonly taken: Taken | null
}

const CLOSED: LifeImportState = {
  step: 'closed',
  name: '',
  stage: { name: '', done: 0, total: 0 },
  failure: null,
  preview: null,
  dateOrder: 'auto',
  taken: null,
}

export const lifeImportStore = createStore<LifeImportState>()(() => CLOSED)
export const useLifeImport = <T>(selector: (state: LifeImportState) => T): T =>
  useStore(lifeImportStore, selector)

const get = lifeImportStore.getState
const set = lifeImportStore.setState

let running: AbortController | null = null
let source: Source | null = null

const begin = (): AbortController => {
  running?.abort()
  running = new AbortController()
  return running
}

export const openLifeImport = (): void => {
  set({ ...CLOSED, step: 'choose' })
}

export const closeLifeImport = (): void => {
  running?.abort()
  running = null
  source = null
  set(CLOSED)
}

followProject({ opened: () => undefined, closed: closeLifeImport })

const wish = (mapping?: LifeMapping): Inputs['life']['import'] | null => {
  if (source === null) return null
  const { dateOrder, preview } = get()
  const columns = mapping ?? preview?.table?.mapping
  return {
    source,
    ...(columns === undefined ? {} : { mapping: columns }),
    ...(dateOrder === 'auto' ? {} : { dateOrder }),
  }
}

const progress = (event: { readonly stage: string; readonly done: number; readonly total: number }): void => {
  set({ stage: { name: event.stage, done: event.done, total: event.total } })
}

const read = async (mapping?: LifeMapping): Promise<void> => {
  const own = begin()
  const before = get().preview
  set({ step: 'reading', failure: null, stage: CLOSED.stage })
  const input = wish(mapping)
  if (!input) return
  try {
    for await (const event of await engine.life.preview(input, { signal: own.signal })) {
      if (running !== own) return
      if (event.kind === 'progress') progress(event)
      else set({ step: 'preview', preview: event.preview })
    }
  } catch (error) {
    if (running !== own) return
    set({ step: before ? 'preview' : 'choose', failure: own.signal.aborted ? null : errorCode(error) })
  }
}

const readFrom = async (chosen: Source, name: string): Promise<void> => {
  source = chosen
  set({ ...CLOSED, name })
  await read()
}

/** @param file read from disk where the shell knows its path, else its bytes travel. */
export const readLifeFile = (file: File): Promise<void> => {
  const path = host.pathForFile(file)
  return readFrom(path === null ? { file } : { path }, file.name)
}

export const chooseLifeFile = async (): Promise<void> => {
  const [file] = await pickFiles({ accept: '.zip,.json,.csv,.tsv,.txt,.md,.js,.jrnl' })
  if (file) await readLifeFile(file)
}

export const chooseLifeFolder = async (): Promise<void> => {
  const [path] = await chooseSource('folder', ['zip', 'json', 'csv', 'txt', 'md'], t('life:importTitle'))
  if (path !== undefined) await readFrom({ path }, path.replace(/^.*[\\/](?=[^\\/])/u, ''))
}

/** Reads again, as the columns are named now. */
export const mapColumn = (field: keyof LifeMapping, column: string): Promise<void> => {
  const named = { ...get().preview?.table?.mapping, [field]: column }
  return read(Object.fromEntries(Object.entries(named).filter(([, name]) => name !== '')))
}

export const setDateOrder = (dateOrder: DateOrder): Promise<void> => {
  set({ dateOrder })
  return read()
}

export const stopLifeImport = (): void => running?.abort()

export const takeIn = async (): Promise<void> => {
  const input = wish()
  if (!input) return
  const own = begin()
  set({ step: 'taking', failure: null, stage: CLOSED.stage })
  try {
    for await (const event of await engine.life.import(input, { signal: own.signal })) {
      if (running !== own) return
      if (event.kind === 'progress') progress(event)
      else {
        running = null
        set({ step: 'done', taken: event })
        recordEngineAct()
        // The room opens on what has just come.
        const { to } = get().preview ?? {}
        if (to) showDay(to)
      }
    }
    if (get().step === 'taking') set({ step: 'preview' })
  } catch (error) {
    if (running === own) set({ step: 'preview', failure: own.signal.aborted ? null : errorCode(error) })
  }
}
