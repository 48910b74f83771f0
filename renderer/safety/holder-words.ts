// Who has a project open, in the writer's words.
import { currentLocale, t } from '../locales/index.ts'

export interface Holder {
  readonly pid: number
  readonly host: string
  readonly since: number
}

const time = (at: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'short', dateStyle: 'short' }).format(at)

/** Null, or a holder without a process: one that left no note. */
export const holderWords = (holder: Holder | null): string =>
  holder === null || holder.pid === 0
    ? t('safety:holderUnknown')
    : t('safety:holder', { host: holder.host, pid: String(holder.pid), time: time(holder.since) })
