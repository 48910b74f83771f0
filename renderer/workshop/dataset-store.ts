// What the run in the form would learn from, asked of the engine anew a moment after anything that matters has changed.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { chooseSource } from '../app/choose-file.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, errorDetail } from '../engine-client/engine-error.ts'
import { flushEdits } from '../manuscript/manuscript-api.ts'
import { changeDataset, workshopStore, type NewRun, type WorkshopState } from './workshop-store.ts'

type PreviewEvent = Outputs['training']['previewDataset'] extends AsyncIterable<infer Event> ? Event : never
export type DatasetPreview = Extract<PreviewEvent, { kind: 'preview' }>['preview']

export interface DatasetState {
  /** The last one that was found; of what is in the form unless `isStale`. */
  readonly preview: DatasetPreview | null
  readonly isStale: boolean
  /** Files read, of how many. */
  readonly stage: { readonly done: number; readonly total: number } | null
  readonly failure: { readonly code: string; readonly name: string } | null
}

const EMPTY: DatasetState = { preview: null, isStale: true, stage: null, failure: null }

export const datasetStore = createStore<DatasetState>()(() => EMPTY)

export const useDataset = <T>(selector: (state: DatasetState) => T): T => useStore(datasetStore, selector)

const PAUSE_MS = 350

let asking: AbortController | null = null
let timer: ReturnType<typeof setTimeout> | undefined

const ask = async (): Promise<void> => {
  asking?.abort()
  const own = new AbortController()
  asking = own
  const { modelId, preset, settings, dataset } = workshopStore.getState().form
  if (modelId === '') return
  try {
    await flushEdits()
    const input = { modelId, preset, settings, dataset }
    for await (const event of await engine.training.previewDataset(input, { signal: own.signal })) {
      if (own.signal.aborted) return
      if (event.kind === 'progress') datasetStore.setState({ stage: event })
      else datasetStore.setState({ preview: event.preview, isStale: false, stage: null, failure: null })
    }
  } catch (error) {
    if (own.signal.aborted || errorCode(error) === 'ENGINE_GONE') return
    const { name } = errorDetail(error)
    datasetStore.setState({
      failure: { code: errorCode(error), name: typeof name === 'string' ? name : '' },
      stage: null,
    })
  }
}

const isAsked = ({ isOpen, runId, isComparing }: WorkshopState): boolean =>
  isOpen && runId === null && !isComparing

const changed = (a: NewRun, b: NewRun): boolean =>
  a.modelId !== b.modelId || a.preset !== b.preset || a.settings !== b.settings || a.dataset !== b.dataset

workshopStore.subscribe((state, before) => {
  if (!isAsked(state)) {
    clearTimeout(timer)
    asking?.abort()
    if (!state.isOpen && before.isOpen) datasetStore.setState(EMPTY)
    return
  }
  if (isAsked(before) && !changed(state.form, before.form)) return
  datasetStore.setState({ isStale: true })
  clearTimeout(timer)
  timer = setTimeout(() => void ask(), PAUSE_MS)
})

/** Asks for files, or for a folder, and adds them to what is learnt from. */
export const addSource = async (kind: 'files' | 'folder'): Promise<void> => {
  const extensions = (await engine.manuscript.importFormats())
    .filter(({ isFolder }) => !isFolder)
    .flatMap((format) => format.extensions)
  const chosen = await chooseSource(kind, extensions)
  const { paths } = workshopStore.getState().form.dataset
  if (chosen.length > 0) changeDataset({ paths: [...new Set([...paths, ...chosen])] })
}

export const removeSource = (path: string): void =>
  changeDataset({ paths: workshopStore.getState().form.dataset.paths.filter((each) => each !== path) })
