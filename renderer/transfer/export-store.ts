// An export from format to file: options from the exporter, a place or a download, progress, the result.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { appStore, flushAll, isReadOnly } from '../app/app-store.ts'
import { followProject } from '../app/follow-project.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { host } from '../engine-client/host.ts'
import { t } from '../locales/index.ts'
import { fileName, saveBlob } from './save-blob.ts'

export type ExportFormat = Outputs['manuscript']['exportFormats'][number]
export type OptionValue = string | boolean

export interface ExportResult {
  /** Null for a download. */
  readonly path: string | null
  readonly name: string
  readonly sizeBytes: number
  readonly words: number
}

interface ExportState {
  readonly isOpen: boolean
  readonly formats: readonly ExportFormat[]
  readonly formatId: string
  /** What the writer chose, for all formats alike; kept in the project. */
  readonly options: Readonly<Record<string, OptionValue>>
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly result: ExportResult | null
  readonly failure: string | null
  /** Parts, chapters and loose scenes that stay at home. */
  readonly leaveOut: ReadonlySet<string>
  readonly losses: Outputs['manuscript']['exportLosses']
  /** The beginning of the book as it would be. */
  readonly sample: Outputs['manuscript']['exportSample'] | null
  /** The whole book as one HTML page, while it is looked at. */
  readonly preview: string | null
}

const CLOSED: ExportState = {
  isOpen: false,
  formats: [],
  formatId: '',
  options: {},
  progress: null,
  result: null,
  failure: null,
  leaveOut: new Set(),
  losses: [],
  sample: null,
  preview: null,
}

export const exportStore = createStore<ExportState>()(() => CLOSED)
export const useExport = <T>(selector: (state: ExportState) => T): T => useStore(exportStore, selector)

let running: AbortController | null = null

/** A moment without a further change, so that typing a dedication is one question and not forty. */
const PAUSE_MS = 300
let pause: ReturnType<typeof setTimeout> | undefined

export const openExport = (): void => {
  exportStore.setState({ isOpen: true, result: null, failure: null })
  Promise.all([engine.manuscript.exportFormats(), engine.manuscript.exportSettings()]).then(
    ([formats, { format, options, leaveOut }]) => {
      const known = formats.some(({ id }) => id === format)
      exportStore.setState({
        formats,
        formatId: known ? format : (formats[0]?.id ?? ''),
        options,
        leaveOut: new Set(leaveOut),
      })
      askOutcome()
    },
    notifyError,
  )
}

export const closeExport = (): void => {
  running?.abort()
  keepSettings()
  exportStore.setState({ isOpen: false, progress: null })
}

followProject({
  opened: () => undefined,
  closed: () => {
    running?.abort()
    clearTimeout(pause)
    pause = undefined
    exportStore.setState(CLOSED)
  },
})

/** Answers may overtake one another: only the last question counts. */
let asked = 0

/** What would be lost, and how it would look. */
const askOutcome = (): void => {
  const { formatId, options, leaveOut } = exportStore.getState()
  const own = ++asked
  const input = { format: formatId, options, leaveOut: [...leaveOut] }
  const isLast = (): boolean => own === asked && exportStore.getState().isOpen
  engine.manuscript
    .exportLosses(input)
    .then((losses) => isLast() && exportStore.setState({ losses }), notifyError)
  engine.manuscript
    .exportSample(input)
    .then((sample) => isLast() && exportStore.setState({ sample }), notifyError)
}

/** In the project, unless it can only be read: then they last as long as it is open. */
const keepSettings = (): void => {
  if (pause === undefined) return
  clearTimeout(pause)
  pause = undefined
  const { formatId, options, leaveOut } = exportStore.getState()
  if (isReadOnly()) return
  engine.manuscript
    .updateExportSettings({ format: formatId, options, leaveOut: [...leaveOut] })
    .catch(notifyError)
}

const changed = (): void => {
  clearTimeout(pause)
  pause = setTimeout(() => {
    keepSettings()
    askOutcome()
  }, PAUSE_MS)
}

export const chooseFormat = (formatId: string): void => {
  exportStore.setState({ formatId, result: null, failure: null })
  changed()
}

export const setOption = (key: string, value: OptionValue): void => {
  exportStore.setState(({ options }) => ({ options: { ...options, [key]: value }, result: null }))
  changed()
}

export const toggleLeftOut = (nodeId: string): void => {
  exportStore.setState(({ leaveOut }) => {
    const next = new Set(leaveOut)
    if (!next.delete(nodeId)) next.add(nodeId)
    return { leaveOut: next, result: null }
  })
  changed()
}

export const closePreview = (): void => exportStore.setState({ preview: null })

type ExportInput = Parameters<typeof engine.manuscript.export>[0]
type Done = Extract<
  Outputs['manuscript']['export'] extends AsyncIterable<infer Event> ? Event : never,
  { kind: 'done' }
>

/** One export at a time: a new one stops the last. Progress and failure are shown; `done` gets what came of it. */
const follow = async (input: ExportInput, done: (event: Done) => Promise<void>): Promise<void> => {
  running?.abort()
  const own = new AbortController()
  running = own
  exportStore.setState({ progress: { done: 0, total: 0 }, failure: null })
  try {
    await flushAll()
    for await (const event of await engine.manuscript.export(input, { signal: own.signal })) {
      if (event.kind === 'progress')
        exportStore.setState({ progress: { done: event.done, total: event.total } })
      else await done(event)
    }
  } catch (error) {
    if (running === own && !own.signal.aborted) exportStore.setState({ failure: errorCode(error) })
  } finally {
    if (running === own) {
      running = null
      exportStore.setState({ progress: null })
    }
  }
}

/** Every book can be looked at and printed as the HTML it would be. */
export const showPreview = (): Promise<void> => {
  const { options, leaveOut } = exportStore.getState()
  return follow({ format: 'html', options, leaveOut: [...leaveOut] }, async ({ downloadId }) => {
    if (downloadId === null) return
    const file = await engine.manuscript.download({ downloadId })
    exportStore.setState({ preview: await file.text() })
  })
}

export const stopExport = (): void => running?.abort()

/** Null: the writer thought better of it. Undefined: this host downloads. */
const askPlace = async (format: ExportFormat, name: string): Promise<string | null | undefined> =>
  host.hasNativeDialogs
    ? host.saveFile({
        title: t('transfer:exportTitle'),
        defaultPath: name,
        // A folder has no ending; with `.zip` it comes packed.
        filters: format.isFolder ? [] : [{ name: format.title, extensions: [format.extension] }],
      })
    : undefined

export const runExport = async (): Promise<void> => {
  const { formats, formatId, options, leaveOut } = exportStore.getState()
  const format = formats.find(({ id }) => id === formatId)
  if (!format) return
  const named = fileName(appStore.getState().project?.title ?? '', format.extension)
  const name = format.isFolder ? named.replace(/\.zip$/u, '') : named
  const path = await askPlace(format, name)
  if (path === null) return
  exportStore.setState({ result: null })
  const input = {
    format: format.id,
    options,
    leaveOut: [...leaveOut],
    ...(path === undefined ? {} : { path }),
  }
  await follow(input, async ({ path: written, sizeBytes, words, downloadId }) => {
    // With pictures beside it a book comes as an archive under its own name.
    const file = downloadId === null ? null : await engine.manuscript.download({ downloadId })
    if (file) saveBlob(file, file.name || name)
    exportStore.setState({ result: { path: written, name: file?.name || name, sizeBytes, words } })
  })
}
