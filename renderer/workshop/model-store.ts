// A run's trained model as a thing to take along or to make smaller: what it is, and the work that is under way on it.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'
import { host } from '../engine-client/host.ts'
import { t } from '../locales/index.ts'
import { formatSize } from '../media/media-facts.ts'
import { fileName, saveBlob } from '../transfer/save-blob.ts'

export type TrainedModel = Outputs['model']['list'][number]
export type ModelFormat = Outputs['model']['formats'][number]

export interface ModelState {
  readonly runId: string | null
  readonly model: TrainedModel | null
  readonly formats: readonly ModelFormat[]
  /** Choices of each format's options. */
  readonly options: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Share of every matrix that pruning takes, in percent. */
  readonly prunePercent: number
  readonly busy: { readonly what: 'export' | 'shrink'; readonly done: number; readonly total: number } | null
  /** What shrinking has just made of it. */
  readonly shrunk: TrainedModel | null
}

const EMPTY: ModelState = {
  runId: null,
  model: null,
  formats: [],
  options: {},
  prunePercent: 30,
  busy: null,
  shrunk: null,
}

export const modelStore = createStore<ModelState>()(() => EMPTY)

export const useModel = <T>(selector: (state: ModelState) => T): T => useStore(modelStore, selector)

let working: AbortController | null = null

export const openModel = (runId: string): void => {
  if (modelStore.getState().runId !== runId) {
    working?.abort()
    modelStore.setState({ ...EMPTY, runId })
  }
  Promise.all([engine.model.info({ source: { runId } }), engine.model.formats()]).then(([model, formats]) => {
    if (modelStore.getState().runId === runId) modelStore.setState({ model, formats })
  }, notifyError)
}

export const stopModelWork = (): void => working?.abort()

const work = async (
  what: 'export' | 'shrink',
  run: (signal: AbortSignal, report: (done: number, total: number) => void) => Promise<void>,
): Promise<void> => {
  working?.abort()
  const own = new AbortController()
  working = own
  modelStore.setState({ busy: { what, done: 0, total: 0 }, shrunk: null })
  try {
    await run(own.signal, (done, total) => modelStore.setState({ busy: { what, done, total } }))
  } catch (error) {
    if (!own.signal.aborted && !isAborted(error)) notifyError(error)
  } finally {
    if (working === own) {
      working = null
      modelStore.setState({ busy: null })
    }
  }
}

/** Null: the writer thought better of it. Undefined: this host downloads. */
const askPlace = async (format: ModelFormat, name: string): Promise<string | null | undefined> =>
  host.hasNativeDialogs
    ? host.saveFile({
        title: t('workshop:exportAs', { format: format.title }),
        defaultPath: name,
        filters: [{ name: format.title, extensions: [format.extension] }],
      })
    : undefined

export const chooseOption = (formatId: string, key: string, choice: string): void =>
  modelStore.setState(({ options }) => ({
    options: { ...options, [formatId]: { ...options[formatId], [key]: choice } },
  }))

export const exportModel = async (format: ModelFormat): Promise<void> => {
  const { model, options } = modelStore.getState()
  if (!model) return
  const { source, name } = model
  const file = fileName(name, format.extension)
  const path = await askPlace(format, file)
  if (path === null) return
  await work('export', async (signal, report) => {
    const input = {
      source,
      format: format.id,
      options: { ...options[format.id] },
      ...(path === undefined ? {} : { path }),
    }
    for await (const event of await engine.model.export(input, { signal })) {
      if (event.kind === 'progress') {
        report(event.done, event.total)
        continue
      }
      if (event.downloadId !== null)
        saveBlob(await engine.model.download({ downloadId: event.downloadId }), file)
      const where = event.path ?? file
      notify({
        tone: 'success',
        message: t('workshop:exported', { file: where, size: formatSize(event.sizeBytes) }),
      })
    }
  })
}

/** The result is a run of its own, which the list shows and the co-writer can choose. */
export const shrinkModel = (plan: { readonly eightBit: boolean; readonly prune: number }): void => {
  const { model } = modelStore.getState()
  if (!model) return
  void work('shrink', async (signal, report) => {
    for await (const event of await engine.model.shrink({ source: model.source, ...plan }, { signal })) {
      if (event.kind === 'progress') report(event.done, event.total)
      else modelStore.setState({ shrunk: event.model })
    }
  })
}
