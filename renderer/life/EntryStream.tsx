// What was lived in the days that are looked at, day by day, the latest first; or what to do where nothing is.
import { BookHeart, SearchX } from 'lucide-react'
import type { ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, Empty, GrowingList } from '../ui/index.ts'
import { dayName } from './calendar.ts'
import { EntryCard, MediumCard } from './EntryCard.tsx'
import { openLifeImport } from './life-import-store.ts'
import { editEntry, NO_SIEVE, sift, useLife } from './life-store.ts'

export const EntryStream = (): ReactElement | null => {
  const t = useText()
  const entries = useLife((state) => state.entries)
  const total = useLife((state) => state.total)
  const isSifted = useLife((state) => Object.values(state.sieve).some((value) => value !== ''))
  const loose = useLife((state) => state.loose)
  const isEmpty = useLife((state) => state.all === 0 && state.days.length === 0)
  if (entries === null) return null
  if (isEmpty && !isSifted)
    return (
      <Empty icon={<BookHeart aria-hidden />} title={t('life:emptyTitle')}>
        <span>{t('life:emptyHint')}</span>
        <div className="empty-acts">
          <Button look="primary" writes onPress={openLifeImport} data-testid="life-first">
            {t('life:import')}
          </Button>
          <Button writes onPress={() => editEntry('new')}>
            {t('life:write')}
          </Button>
        </div>
      </Empty>
    )
  if (entries.length === 0 && loose.length === 0)
    return (
      <Empty icon={<SearchX aria-hidden />} title={t('life:nothingHere')}>
        <span>{t(isSifted ? 'life:nothingSifted' : 'life:nothingThen')}</span>
        {isSifted && <Button onPress={() => sift(NO_SIEVE)}>{t('life:clear')}</Button>}
      </Empty>
    )
  const moments = [...entries, ...loose].toSorted((a, b) => (a.local < b.local ? 1 : -1))
  const days = [...Map.groupBy(moments, ({ local }) => local.slice(0, 10))]
  return (
    <div className="life-stream" data-testid="life-stream">
      {total > entries.length && (
        <p className="quiet">
          {t('life:tooMany', { shown: formatNumber(entries.length), total: formatNumber(total) })}
        </p>
      )}
      <GrowingList items={days} keyOf={([day]) => day} className="life-dated" label={t('life:title')}>
        {([day, found]) => (
          <li>
            <h3>{dayName(day)}</h3>
            <ul>
              {found.map((moment) =>
                'mediaId' in moment ? (
                  <MediumCard key={moment.mediaId} medium={moment} />
                ) : (
                  <EntryCard key={moment.id} entry={moment} />
                ),
              )}
            </ul>
          </li>
        )}
      </GrowingList>
    </div>
  )
}
