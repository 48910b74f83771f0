// Recovery of a damaged file, step by step: which file, which backups there are of it, what was saved.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { appStore, closeProject, openProject } from '../app/app-store.ts'
import { chooseNewPlace, chooseProject, fileNameFor } from '../app/choose-file.ts'
import { notifyError, offerRemedy } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { t } from '../locales/index.ts'
import { withPassphrase } from './passphrase-store.ts'
import { onRecoverWish } from './refused-notices.ts'

export type RecoveryReport = Outputs['safety']['recover']

interface RecoveryState {
  /** The damaged file; null while the dialog is closed. */
  readonly path: string | null
  readonly backups: Outputs['backup']['list']
  readonly report: RecoveryReport | null
  /** Of an encrypted file, for opening what came out of it. */
  readonly passphrase: string | undefined
  readonly busy: boolean
}

const CLOSED: RecoveryState = { path: null, backups: [], report: null, passphrase: undefined, busy: false }
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
    const done = await withPassphrase(path, (passphrase) =>
      engine.safety.recover({ path, to, ...(passphrase === undefined ? {} : { passphrase }) }),
    )
    if (done) recoveryStore.setState({ report: done.result, passphrase: done.passphrase })
  } catch (error) {
    notifyError(error)
  } finally {
    recoveryStore.setState({ busy: false })
  }
}

export const openRecovered = async (): Promise<void> => {
  const { report, passphrase } = recoveryStore.getState()
  closeRecovery()
  if (report) await openProject(report.path, false, passphrase)
}

/** A copy of the backup under a new name. */
export const restoreInstead = async (backup: string): Promise<void> => {
  const { path } = recoveryStore.getState()
  const to = path === null ? null : await placeFor(path)
  if (to === null) return
  try {
    const done = await withPassphrase(backup, (passphrase) =>
      engine.backup.restore({ backup, to, ...(passphrase === undefined ? {} : { passphrase }) }),
    )
    if (!done) return
    closeRecovery()
    await openProject(done.result.path, false, done.passphrase)
  } catch (error) {
    notifyError(error)
  }
}

/** What cannot be read shows while the book is being read: the file is closed, whatever of it could not be saved, and looked into. */
const recoverOpenOne = async (path: string): Promise<void> => {
  await closeProject()
  try {
    await engine.project.close()
    await openRecovery(path)
  } catch (error) {
    notifyError(error)
  }
}

offerRemedy('PROJECT_DAMAGED', () => {
  const { project } = appStore.getState()
  return project ? { label: t('safety:recover'), run: () => void recoverOpenOne(project.path) } : undefined
})
onRecoverWish((path) => void openRecovery(path))
