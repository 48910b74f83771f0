// What was lived in the days that are looked at, day by day, the latest first; or what to do where nothing is.
import { BookHeart, SearchX } from 'lucide-react'
import type { ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { MediaThumbnail } from '../media/MediaPreview.tsx'
import { useMedia } from '../media/media-store.ts'
import { Button, Empty } from '../ui/index.ts'
import { dayName, type DaySpan } from './calendar.ts'
import { EntryCard } from './EntryCard.tsx'
import { openLifeImport } from './life-import-store.ts'
import { editEntry, NO_SIEVE, sift, useLife } from './life-store.ts'

/** Photographs of these days that no entry holds. */
const usePhotographs = ({ from, to }: DaySpan, attached: ReadonlySet<string>) => {
  const items = useMedia((state) => state.items)
  return items.filter(({ id, takenAt }) => {
    if (takenAt === null || attached.has(id)) return false
    const at = new Date(takenAt)
    const day = new Date(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())).toISOString().slice(0, 10)
    return day >= from && day <= to
  })
}

export const EntryStream = ({ span }: { readonly span: DaySpan }): ReactElement | null => {
  const t = useText()
  const entries = useLife((state) => state.entries)
  const total = useLife((state) => state.total)
  const all = useLife((state) => state.all)
  const isSifted = useLife((state) => Object.values(state.sieve).some((value) => value !== ''))
  const photographs = usePhotographs(span, new Set((entries ?? []).flatMap(({ mediaIds }) => mediaIds)))
  if (entries === null) return null
  if (all === 0 && photographs.length === 0)
    return (
      <Empty icon={<BookHeart aria-hidden />} title={t('life:emptyTitle')}>
        <span>{t('life:emptyHint')}</span>
        <Button look="primary" writes onPress={openLifeImport} data-testid="life-first">
          {t('life:import')}
        </Button>
        <Button writes onPress={() => editEntry('new')}>
          {t('life:write')}
        </Button>
      </Empty>
    )
  if (entries.length === 0 && (photographs.length === 0 || isSifted))
    return (
      <Empty icon={<SearchX aria-hidden />} title={t('life:nothingHere')}>
        <span>{t(isSifted ? 'life:nothingSifted' : 'life:nothingThen')}</span>
        {isSifted && <Button onPress={() => sift(NO_SIEVE)}>{t('life:clear')}</Button>}
      </Empty>
    )
  const days = [...Map.groupBy(entries, ({ local }) => local.slice(0, 10))]
  return (
    <div className="life-stream" data-testid="life-stream">
      {total > entries.length && (
        <p className="quiet">
          {t('life:tooMany', { shown: formatNumber(entries.length), total: formatNumber(total) })}
        </p>
      )}
      {!isSifted && photographs.length > 0 && (
        <section>
          <h3>{t('life:photographs', { count: photographs.length })}</h3>
          <div className="life-pictures">
            {photographs.slice(0, 40).map((item) => (
              <MediaThumbnail key={item.id} item={item} />
            ))}
          </div>
        </section>
      )}
      {days.map(([day, found]) => (
        <section key={day}>
          <h3>{dayName(day)}</h3>
          <ul>
            {found.map((entry) => (
              <EntryCard key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
