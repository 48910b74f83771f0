// The window's shared state: which project is open and what work is in progress; and the acts on them.
// Leaves the text to the manuscript, the tree to the binder; both ask here to be told of project changes.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { appUndo } from '../commands/app-undo.ts'
import { askAgain } from '../engine-client/ask-again.ts'
import { connection } from '../engine-client/connection.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { follow } from '../engine-client/follow.ts'
import { currentLocale, t } from '../locales/index.ts'
import { askPassphrase, notifyDamaged, notifyLocked } from '../safety/refused-notices.ts'
import { moreOfError, notify, notifyError } from './notices-store.ts'
import { settingsStore, takeSettings, untilSettings } from './settings-store.ts'

type EventOf<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
export type ProjectInfo = Outputs['project']['info']
export type ProjectChange = EventOf<Outputs['project']['watch']>
export type Job = EventOf<Outputs['studio']['watchJobs']>[number]
export type RecentProject = Outputs['studio']['recentProjects'][number]

export interface AppState {
  /** `starting` until settings are read and a first start has opened the sample. */
  readonly phase: 'starting' | 'start-screen' | 'opening' | 'project'
  readonly project: ProjectInfo | null
  readonly info: Outputs['studio']['info'] | null
  readonly jobs: readonly Job[]
  readonly recent: readonly RecentProject[]
}

export const appStore = createStore<AppState>()(() => ({
  phase: 'starting',
  project: null,
  info: null,
  jobs: [],
  recent: [],
}))

export const useApp = <T>(selector: (state: AppState) => T): T => useStore(appStore, selector)

/** Where the open project is remembered across a reload of this window (not of the program). */
const REOPEN_KEY = 'arcwright.project'

// --- Listeners: features that hold project data register once, at import. ---

export interface ProjectListener {
  /** A project was opened. */
  readonly onOpen?: (project: ProjectInfo) => void | Promise<void>
  readonly onChange?: (change: ProjectChange) => void
  /** The engine came back, or the change stream did: load again what may have been missed. */
  readonly onResume?: () => void | Promise<void>
  /** Save everything that is pending; awaited before the project closes. */
  readonly onFlush?: () => Promise<void>
  readonly onClose?: () => void
}

const listeners = new Set<ProjectListener>()

export const onProject = (listener: ProjectListener): void => {
  listeners.add(listener)
}

// --- Projects ---

let stopWatching: (() => void) | null = null

const refreshInfo = async (): Promise<void> => {
  try {
    appStore.setState({ project: await engine.project.info() })
  } catch (error) {
    if (errorCode(error) !== 'ENGINE_GONE' && errorCode(error) !== 'NO_PROJECT') notifyError(error)
  }
}

const onChange = (change: ProjectChange): void => {
  if (change.kind === 'info' || change.kind === 'binder') void refreshInfo()
  for (const listener of listeners) listener.onChange?.(change)
}

/** What an engine that died has not loaded is loaded when the next one is there. */
const loadedOrLater = async (loading: void | Promise<void>): Promise<void> => {
  try {
    await loading
  } catch (error) {
    if (errorCode(error) !== 'ENGINE_GONE') throw error
  }
}

const entered = async (project: ProjectInfo): Promise<void> => {
  sessionStorage.setItem(REOPEN_KEY, project.path)
  appUndo.clear()
  appStore.setState({ project, phase: 'project' })
  const life = connection.getLife()
  for (const listener of listeners) await loadedOrLater(listener.onOpen?.(project))
  let isFirst = true
  stopWatching = follow(
    (signal) => engine.project.watch(undefined, { signal }),
    onChange,
    () => {
      if (!isFirst || connection.getLife() !== life)
        for (const listener of listeners) void listener.onResume?.()
      isFirst = false
    },
  )
}

/** Saves what is pending and lets every feature forget the project. The engine may or may not be told. */
const leave = async (): Promise<void> => {
  for (const listener of listeners) await listener.onFlush?.()
  stopWatching?.()
  stopWatching = null
  for (const listener of listeners) listener.onClose?.()
  sessionStorage.removeItem(REOPEN_KEY)
}

const stay = (before: AppState): void => {
  appStore.setState({ phase: before.project ? 'project' : 'start-screen' })
  if (!before.project) void loadRecent()
}

/** @param open null: it could not be opened, and the writer has been told. */
const enterNow = async (open: () => Promise<ProjectInfo | null>): Promise<boolean> => {
  await untilSettings()
  const before = appStore.getState()
  try {
    for (const listener of listeners) await listener.onFlush?.()
    if (!before.project) appStore.setState({ phase: 'opening' })
    const project = await open()
    if (!project) {
      stay(before)
      return false
    }
    if (before.project) await leave()
    await entered(project)
    return true
  } catch (error) {
    stay(before)
    notifyError(error)
    return false
  }
}

let entering: Promise<boolean> | null = null

/** One after another: a project from outside may come while another is being opened. */
const enter = (open: () => Promise<ProjectInfo | null>): Promise<boolean> => {
  entering = (entering ?? Promise.resolve(false)).then(() => enterNow(open))
  return entering
}

/** @param readOnly also while another Arcwright writes it. */
export const openProject = (path: string, readOnly = false, passphrase?: string): Promise<boolean> =>
  enter(async () => {
    try {
      return await askAgain(() =>
        engine.project.open({ path, readOnly, ...(passphrase === undefined ? {} : { passphrase }) }),
      )
    } catch (error) {
      const code = errorCode(error)
      if (code === 'PASSPHRASE_NEEDED' || code === 'PASSPHRASE_WRONG') {
        askPassphrase(path, readOnly, code === 'PASSPHRASE_WRONG')
        return null
      }
      if (code === 'PROJECT_DAMAGED' || (code === 'NOT_A_PROJECT' && path.endsWith('.arcwright'))) {
        notifyDamaged(error, path)
        return null
      }
      if (code !== 'PROJECT_LOCKED') throw error
      notifyLocked(error, () => void openProject(path, true))
      return null
    }
  })

export const isReadOnly = (): boolean => (appStore.getState().project?.readOnly ?? null) !== null

export const createProject = (input: Inputs['project']['create']): Promise<boolean> =>
  enter(() => engine.project.create(input))

export const openSample = (): Promise<boolean> =>
  enter(() =>
    askAgain(() => engine.project.openSample({ language: currentLocale() === 'zh-CN' ? 'zh' : 'en' })),
  )

export const closeProject = async (): Promise<void> => {
  try {
    await leave()
    await engine.project.close()
  } catch (error) {
    notifyError(error)
  }
  appUndo.clear()
  appStore.setState({ project: null, phase: 'start-screen' })
  await loadRecent()
}

/** @returns false when it could not be done; the writer has been told. */
export const updateProject = async (patch: Inputs['project']['update']): Promise<boolean> => {
  try {
    appStore.setState({ project: await engine.project.update(patch) })
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}

export const loadRecent = async (): Promise<void> => {
  try {
    appStore.setState({ recent: await engine.studio.recentProjects() })
  } catch (error) {
    notifyError(error)
  }
}

export const forgetRecent = async (path: string): Promise<void> => {
  await engine.studio.forgetRecent({ path }).catch(notifyError)
  await loadRecent()
}

/** Saves everything that is pending in this window: before the window closes, before export. */
export const flushAll = async (): Promise<void> => {
  for (const listener of listeners) await listener.onFlush?.()
}

export const stopJob = async (id: string): Promise<void> => {
  await engine.studio.stopJob({ id }).catch(notifyError)
}

/** The words of the book as the last save counted them. */
export const setBookWords = (words: number): void => {
  const { project } = appStore.getState()
  if (project && project.words !== words) appStore.setState({ project: { ...project, words } })
}

// --- Start ---

const watchConnection = (): void => {
  let before = connection.getSnapshot()
  connection.subscribe(() => {
    const now = connection.getSnapshot()
    if (now === 'gone') notify({ tone: 'info', message: t('app:engineGone') })
    if (now === 'ready' && before === 'gone') {
      const problem = connection.getReopenError()
      if (problem) notifyError(problem)
      else notify({ tone: 'success', message: t('app:engineBack') })
    }
    before = now
  })
}

/** Without settings there is nothing to show: that can only be tried again. */
const notBegun = (error: unknown): void => {
  if (settingsStore.getState().settings) {
    appStore.setState({ phase: 'start-screen' })
    notifyError(error)
  } else
    notify({
      tone: 'error',
      code: errorCode(error),
      ...moreOfError(error),
      action: { label: t('app:startAgain'), run: () => void begin() },
    })
}

const begin = async (): Promise<void> => {
  try {
    const [settings, info, recent] = await askAgain(() =>
      Promise.all([engine.studio.settings(), engine.studio.info(), engine.studio.recentProjects()]),
    )
    appStore.setState({ info, recent })
    takeSettings(settings)
    follow(
      (signal) => engine.studio.watchJobs(undefined, { signal }),
      (jobs) => appStore.setState({ jobs }),
    )
    const reopen = sessionStorage.getItem(REOPEN_KEY)
    // A project named from outside (command line, double click) is what the writer wants to see.
    if (entering) await entering
    else if (reopen !== null) await openProject(reopen)
    else if (!settings.tourDone && recent.length === 0) await openSample()
    else appStore.setState({ phase: 'start-screen' })
  } catch (error) {
    notBegun(error)
  }
}

/** Reads settings, follows jobs, and shows the project that was open, the sample on a first start, or the start screen. */
export const startApp = async (): Promise<void> => {
  watchConnection()
  await begin()
}
