// Backups as the window shows them: where they go, how long they stay, which there are of the open project.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { appStore, onProject, openProject } from '../app/app-store.ts'
import { chooseNewPlace, fileNameFor } from '../app/choose-file.ts'
import { moreOfMessage, notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { t } from '../locales/index.ts'
import { withPassphrase } from './passphrase-store.ts'

export type BackupStatus = Outputs['backup']['status']
export type BackupEntry = Outputs['backup']['list'][number]

interface BackupsState {
  readonly status: BackupStatus | null
  readonly entries: readonly BackupEntry[]
  readonly busy: boolean
}

const backupsStore = createStore<BackupsState>()(() => ({ status: null, entries: [], busy: false }))

export const useBackups = <T>(selector: (state: BackupsState) => T): T => useStore(backupsStore, selector)

export const loadBackups = async (): Promise<void> => {
  try {
    const status = await engine.backup.status()
    const entries = appStore.getState().project ? await engine.backup.list({}) : []
    backupsStore.setState({ status, entries })
  } catch (error) {
    notifyError(error)
  }
}

export const configureBackups = async (patch: Inputs['backup']['configure']): Promise<void> => {
  try {
    backupsStore.setState({ status: await engine.backup.configure(patch) })
  } catch (error) {
    notifyError(error)
  }
  await loadBackups()
}

export const backUpNow = async (): Promise<void> => {
  if (backupsStore.getState().busy) return
  backupsStore.setState({ busy: true })
  try {
    await engine.backup.now()
    notify({ tone: 'success', message: t('safety:backedUp') })
  } catch (error) {
    notifyError(error)
  } finally {
    backupsStore.setState({ busy: false })
    await loadBackups()
  }
}

/** Under a new name, which is then opened. */
export const restoreBackup = async (backup: string): Promise<void> => {
  const { project, info } = appStore.getState()
  const to = await chooseNewPlace(
    fileNameFor(t('safety:restoredName', { title: project?.title ?? '' })),
    info?.documentsDir ?? '',
  )
  if (to === null) return
  try {
    const done = await withPassphrase(backup, (passphrase) =>
      engine.backup.restore({ backup, to, ...(passphrase === undefined ? {} : { passphrase }) }),
    )
    if (done) await openProject(done.result.path, false, done.passphrase)
  } catch (error) {
    notifyError(error)
  }
}

let told = 0

/** A backup that could not be made is said once; saving goes on. */
const tellProblem = async (): Promise<void> => {
  await loadBackups()
  const problem = backupsStore.getState().status?.problem
  if (!problem || problem.at === told) return
  told = problem.at
  const more = moreOfMessage(problem.message)
  notify({ tone: 'error', code: problem.code, message: t('safety:backupFailed'), ...more })
}

onProject({
  onChange: (change) => {
    if (change.kind === 'health') void tellProblem()
  },
})
