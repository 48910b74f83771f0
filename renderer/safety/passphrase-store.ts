// Passphrases in the window: asked for when an encrypted project is opened, set and taken away for the open one. They are
// handed to the engine and kept nowhere else but in the link that opens the project again after the engine died.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { appStore, closeProject, openProject } from '../app/app-store.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { onPassphraseWish } from './refused-notices.ts'

interface PassphraseState {
  /** The file that waits for its passphrase; null while nobody asks. */
  readonly path: string | null
  readonly readOnly: boolean
  readonly wrong: boolean
  readonly busy: boolean
  /** What it is wanted for, where that is not opening the file. Null: it was given up. */
  readonly apply: ((passphrase: string | null) => Promise<void>) | null
}

const CLOSED: PassphraseState = { path: null, readOnly: false, wrong: false, busy: false, apply: null }
const passphraseStore = createStore<PassphraseState>()(() => CLOSED)

export const usePassphrase = <T>(selector: (state: PassphraseState) => T): T =>
  useStore(passphraseStore, selector)

export const closePassphrase = (): void => {
  const { apply } = passphraseStore.getState()
  passphraseStore.setState(CLOSED)
  void apply?.(null)
}

export interface Unlocked<Result> {
  readonly result: Result
  /** Undefined where none was needed. */
  readonly passphrase: string | undefined
}

/**
 * Does something with a file that may be encrypted: asks for its passphrase where one is needed, again where it was the
 * wrong one. Null when the writer gave up; throws what else goes wrong.
 */
export const withPassphrase = async <Result>(
  path: string,
  run: (passphrase: string | undefined) => Promise<Result>,
): Promise<Unlocked<Result> | null> => {
  try {
    return { result: await run(undefined), passphrase: undefined }
  } catch (error) {
    if (errorCode(error) !== 'PASSPHRASE_NEEDED') throw error
  }
  const answer = Promise.withResolvers<Unlocked<Result> | null>()
  const close = (): void => passphraseStore.setState(CLOSED)
  const apply = async (passphrase: string | null): Promise<void> => {
    if (passphrase === null) return answer.resolve(null)
    passphraseStore.setState({ busy: true, wrong: false })
    try {
      answer.resolve({ result: await run(passphrase), passphrase })
      close()
    } catch (error) {
      if (errorCode(error) === 'PASSPHRASE_WRONG') passphraseStore.setState({ busy: false, wrong: true })
      else {
        close()
        answer.reject(error)
      }
    }
  }
  passphraseStore.setState({ ...CLOSED, path, apply })
  return answer.promise
}

export const unlock = async (passphrase: string): Promise<void> => {
  const { path, readOnly, busy, apply } = passphraseStore.getState()
  if (path === null || busy) return
  if (apply) return apply(passphrase)
  passphraseStore.setState({ busy: true, wrong: false })
  const opened = await openProject(path, readOnly, passphrase)
  if (opened) closePassphrase()
  else passphraseStore.setState({ busy: false })
}

onPassphraseWish((path, readOnly, wrong) => passphraseStore.setState({ ...CLOSED, path, readOnly, wrong }))

/** Of the open project: closed, written anew, opened again. An empty `next` takes the passphrase away. */
export const changePassphrase = async (current: string, next: string): Promise<boolean> => {
  const { project } = appStore.getState()
  if (!project || passphraseStore.getState().busy) return false
  passphraseStore.setState({ busy: true })
  await closeProject()
  let kept = current
  try {
    const { olderBackups } = await engine.safety.setPassphrase({ path: project.path, current, next })
    kept = next
    notify({ tone: 'success', message: t(next === '' ? 'safety:decrypted' : 'safety:encrypted') })
    if (olderBackups > 0 && next !== '') notify({ tone: 'warning', message: t('safety:olderBackups') })
  } catch (error) {
    notifyError(error)
  } finally {
    passphraseStore.setState({ busy: false })
  }
  await openProject(project.path, false, kept)
  return kept === next
}
