// What a version is called where it is listed: its name, or why it was taken.
import { actLabel } from '../app/act-label.ts'
import { currentLocale, t } from '../locales/index.ts'
import type { Draft, Snapshot } from './history-store.ts'

export const timeOf = (epochMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs)

export const snapshotName = ({ name, kind, act }: Snapshot): string => {
  switch (kind) {
    case 'hand':
      return name
    case 'before':
      return name || t('history:before', { act: actLabel(act) })
    case 'schedule':
      return name || t('history:scheduled')
    case 'draft':
      return t('history:leftDraft', { name })
  }
}

/** @param version 'now', or the id of a snapshot or a draft. */
export const versionName = (
  version: string,
  { snapshots, drafts }: { readonly snapshots: readonly Snapshot[]; readonly drafts: readonly Draft[] },
): string => {
  if (version === 'now') return t('history:now')
  const draft = drafts.find(({ id }) => id === version)
  if (draft) return t('history:draftNamed', { name: draft.name })
  const snapshot = snapshots.find(({ id }) => id === version)
  return snapshot ? `${snapshotName(snapshot)} · ${timeOf(snapshot.takenAt)}` : ''
}
