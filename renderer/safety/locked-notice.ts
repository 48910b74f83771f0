// A project that another Arcwright has open: says who, and offers to read it meanwhile.
import { notify } from '../app/notices-store.ts'
import { errorDetail } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import { holderWords } from './holder-words.ts'

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
