// An import from file to book: reading, the writer's corrections, committing; each stage can be stopped.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { appStore } from '../app/app-store.ts'
import { chooseSource } from '../app/choose-file.ts'
import { followProject } from '../app/follow-project.ts'
import { notify } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { host } from '../engine-client/host.ts'
import { formatNumber, t } from '../locales/index.ts'
import { flushEdits, focusText, openScene } from '../manuscript/manuscript-api.ts'
import { pickFiles } from '../media/pick-files.ts'
import { timelineStore } from '../timeline/timeline-store.ts'
import { toCommit, toLines, type ImportPreview, type OutlineLine } from './outline.ts'

type ImportFormats = Outputs['manuscript']['importFormats']
type ImportSource = Parameters<typeof engine.manuscript.previewImport>[0]['source']

export interface Stage {
  readonly done: number
  readonly total: number
}

export interface ImportState {
  readonly step: 'closed' | 'choose' | 'reading' | 'preview' | 'committing'
  readonly fileName: string
  readonly stage: Stage
  /** Code of what went wrong with the last file. */
  readonly failure: string | null
  readonly preview: ImportPreview | null
  readonly lines: readonly OutlineLine[]
  readonly selected: ReadonlySet<string>
  readonly adoptTitle: boolean
  readonly formats: ImportFormats
}

const CLOSED: ImportState = {
  step: 'closed',
  fileName: '',
  stage: { done: 0, total: 0 },
  failure: null,
  preview: null,
  lines: [],
  selected: new Set(),
  adoptTitle: true,
  formats: [],
}

/** Extensions that can be read, without points; of files, or of projects that are folders. */
export const extensionsOf = (formats: ImportFormats, isFolder: boolean): readonly string[] => [
  ...new Set(formats.filter((each) => each.isFolder === isFolder).flatMap(({ extensions }) => extensions)),
]

export const importStore = createStore<ImportState>()(() => CLOSED)
export const useImport = <T>(selector: (state: ImportState) => T): T => useStore(importStore, selector)

let running: AbortController | null = null

const begin = (): AbortController => {
  running?.abort()
  running = new AbortController()
  return running
}

const discard = (): void => {
  const { preview } = importStore.getState()
  if (preview) void engine.manuscript.discardImport({ previewId: preview.previewId }).catch(() => undefined)
}

export const openImport = (): void => {
  importStore.setState({ ...CLOSED, step: 'choose' })
  engine.manuscript.importFormats().then(
    (formats) => importStore.setState({ formats }),
    () => undefined,
  )
}

/** Nothing has been changed until the commit: closing only forgets the preview. */
export const closeImport = (): void => {
  running?.abort()
  running = null
  discard()
  importStore.setState(CLOSED)
}

followProject({ opened: () => undefined, closed: closeImport })

/** Back to the choice of a file, with the reason. */
const failed = (error: unknown, own: AbortController): void => {
  if (running !== own) return
  const stopped = own.signal.aborted
  importStore.setState({
    step: 'choose',
    failure: stopped ? null : errorCode(error),
    preview: null,
    lines: [],
  })
}

/** An empty project that was given no name of its own takes the book's; a name that the writer chose stays. */
const isUnnamed = (): boolean => {
  const { project } = appStore.getState()
  return project !== null && project.words === 0 && project.title === t('app:newTitlePlaceholder')
}

const read = async (source: ImportSource, name: string): Promise<void> => {
  discard()
  const own = begin()
  importStore.setState({
    step: 'reading',
    fileName: name,
    failure: null,
    preview: null,
    selected: new Set(),
    stage: { done: 0, total: 0 },
  })
  try {
    for await (const event of await engine.manuscript.previewImport({ source }, { signal: own.signal })) {
      if (running !== own) return
      if (event.kind === 'progress') importStore.setState({ stage: { done: event.done, total: event.total } })
      else
        importStore.setState({
          step: 'preview',
          preview: event.preview,
          lines: toLines(event.preview.outline),
          adoptTitle: isUnnamed(),
        })
    }
    if (running === own && own.signal.aborted) importStore.setState({ step: 'choose' })
  } catch (error) {
    failed(error, own)
  }
}

/** @param file read from disk where the shell knows its path, else its bytes travel. */
export const readFile = (file: File): Promise<void> => {
  const path = host.pathForFile(file)
  return read(path === null ? { file } : { path }, file.name)
}

/** The folder of a project, or the file that stands for it. */
export const chooseImportFolder = async (): Promise<void> => {
  const extensions = extensionsOf(importStore.getState().formats, true)
  const [path] = await chooseSource('folder', extensions, t('transfer:importTitle'))
  if (path !== undefined) await read({ path }, path.replace(/^.*[\\/](?=[^\\/])/u, ''))
}

export const chooseImportFile = async (): Promise<void> => {
  const { formats } = importStore.getState()
  const accept = [true, false].flatMap((isFolder) =>
    extensionsOf(formats, isFolder).map((extension) => `.${extension}`),
  )
  const [file] = await pickFiles({ accept: accept.join(',') })
  if (file) await readFile(file)
}

/** While reading or committing: back to the step before. */
export const stopImport = (): void => running?.abort()

export const changeLines = (change: (lines: readonly OutlineLine[]) => readonly OutlineLine[]): void =>
  importStore.setState(({ lines, selected }) => {
    const next = change(lines)
    const keys = new Set(next.map(({ key }) => key))
    return { lines: next, selected: new Set([...selected].filter((key) => keys.has(key))) }
  })

const BINDER_WAIT_MS = 5000

/** The new scenes reach the window a moment after the commit, with the change of the binder. */
const untilInBook = (sceneId: string): Promise<void> =>
  new Promise((resolve) => {
    const there = (): boolean => timelineStore.getState().axis.byId.has(sceneId)
    if (there()) return resolve()
    const finish = (): void => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const stop = timelineStore.subscribe(() => {
      if (there()) finish()
    })
    const timer = setTimeout(finish, BINDER_WAIT_MS)
  })

export const commitImport = async (): Promise<void> => {
  const { preview, lines, adoptTitle } = importStore.getState()
  if (!preview || lines.length === 0) return
  const own = begin()
  importStore.setState({ step: 'committing', stage: { done: 0, total: 0 } })
  try {
    await flushEdits()
    const input = { previewId: preview.previewId, outline: toCommit(lines), adoptTitle }
    for await (const event of await engine.manuscript.commitImport(input, { signal: own.signal })) {
      if (event.kind === 'progress') importStore.setState({ stage: { done: event.done, total: event.total } })
      else {
        running = null
        importStore.setState(CLOSED)
        recordEngineAct()
        const counts = { words: formatNumber(event.words), scenes: formatNumber(event.scenes) }
        notify({ tone: 'success', message: t('transfer:imported', counts) })
        await untilInBook(event.firstSceneId)
        await openScene(event.firstSceneId)
        // The dialog's own controls have gone, and with them whoever had the keyboard.
        focusText(event.firstSceneId)
        return
      }
    }
    if (own.signal.aborted) importStore.setState({ step: 'preview' })
  } catch (error) {
    if (running !== own) return
    if (own.signal.aborted) importStore.setState({ step: 'preview' })
    else importStore.setState({ step: 'preview', failure: errorCode(error) })
  }
}
