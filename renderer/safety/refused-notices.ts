// Projects that cannot be opened just so: one that another Arcwright has open can be read meanwhile, a damaged one recovered.
import { moreOfError, notify } from '../app/notices-store.ts'
import { errorCode, errorDetail } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { holderWords } from './holder-words.ts'

/** Set by recovery, which knows how to open a project; a notice cannot. */
let recover: (path: string) => void = () => undefined
export const onRecoverWish = (wish: (path: string) => void): void => {
  recover = wish
}

let ask: (path: string, readOnly: boolean, wrong: boolean) => void = () => undefined
export const onPassphraseWish = (wish: typeof ask): void => {
  ask = wish
}

/** @param wrong the one that was given is not the one. */
export const askPassphrase = (path: string, readOnly: boolean, wrong: boolean): void =>
  ask(path, readOnly, wrong)

/** Also for a project whose first page is gone: by its name it is one, by its bytes no longer. */
export const notifyDamaged = (error: unknown, path: string): void => {
  notify({
    tone: 'error',
    code: 'PROJECT_DAMAGED',
    ...(errorCode(error) === 'PROJECT_DAMAGED' ? moreOfError(error) : {}),
    action: { label: t('safety:recover'), run: () => recover(path) },
  })
}

/** @param read opens the same file to read. */
export const notifyLocked = (error: unknown, read: () => void): void => {
  const { pid, host, since, here, alive } = errorDetail(error)
  const holder = { pid: Number(pid ?? 0), host: String(host ?? ''), since: Number(since ?? 0) }
  const stale = here === true && alive === false
  notify({
    tone: 'error',
    code: 'PROJECT_LOCKED',
    detail: stale
      ? t('safety:holderStale', { pid: String(holder.pid) })
      : t('safety:lockedBy', { who: holderWords(holder) }),
    action: { label: t('safety:openToRead'), run: read },
  })
}
