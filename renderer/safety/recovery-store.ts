// Recovery of a damaged file, step by step: which file, which backups there are of it, what was saved.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { appStore, openProject } from '../app/app-store.ts'
import { chooseNewPlace, chooseProject, fileNameFor } from '../app/choose-file.ts'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { t } from '../locales/index.ts'
import { onRecoverWish } from './refused-notices.ts'

export type RecoveryReport = Outputs['safety']['recover']

interface RecoveryState {
  /** The damaged file; null while the dialog is closed. */
  readonly path: string | null
  readonly backups: Outputs['backup']['list']
  readonly report: RecoveryReport | null
  readonly busy: boolean
}

const CLOSED: RecoveryState = { path: null, backups: [], report: null, busy: false }
const recoveryStore = createStore<RecoveryState>()(() => CLOSED)

export const useRecovery = <T>(selector: (state: RecoveryState) => T): T => useStore(recoveryStore, selector)

export const closeRecovery = (): void => recoveryStore.setState(CLOSED)

export const openRecovery = async (path: string): Promise<void> => {
  recoveryStore.setState({ ...CLOSED, path })
  try {
    recoveryStore.setState({ backups: await engine.backup.list({ path }) })
  } catch (error) {
    notifyError(error)
  }
}

/** For a file that does open, but in which something cannot be read. */
export const chooseDamaged = async (): Promise<void> => {
  const path = await chooseProject()
  if (path !== null) await openRecovery(path)
}

const nameOf = (path: string): string => (path.split(/[\\/]/).at(-1) ?? '').replace(/\.arcwright$/i, '')

const placeFor = (path: string): Promise<string | null> =>
  chooseNewPlace(
    fileNameFor(t('safety:recoveredName', { title: nameOf(path) })),
    appStore.getState().info?.documentsDir ?? '',
  )

/** Asks for a new file, then saves into it what can be read. */
export const recoverNow = async (): Promise<void> => {
  const { path, busy } = recoveryStore.getState()
  if (path === null || busy) return
  const to = await placeFor(path)
  if (to === null) return
  recoveryStore.setState({ busy: true })
  try {
    recoveryStore.setState({ report: await engine.safety.recover({ path, to }) })
  } catch (error) {
    notifyError(error)
  } finally {
    recoveryStore.setState({ busy: false })
  }
}

export const openRecovered = async (): Promise<void> => {
  const { report } = recoveryStore.getState()
  closeRecovery()
  if (report) await openProject(report.path)
}

/** A copy of the backup under a new name. */
export const restoreInstead = async (backup: string): Promise<void> => {
  const { path } = recoveryStore.getState()
  const to = path === null ? null : await placeFor(path)
  if (to === null) return
  try {
    const restored = await engine.backup.restore({ backup, to })
    closeRecovery()
    await openProject(restored.path)
  } catch (error) {
    notifyError(error)
  }
}

onRecoverWish((path) => void openRecovery(path))
