// The room of a life: a calendar of moods, what was lived day by day, what narrows it, and what of it becomes material.
import { ArrowLeft, ChevronLeft, ChevronRight, Import, Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, IconButton, Segmented } from '../ui/index.ts'
import { periodName, today, type Period } from './calendar.ts'
import { DayGrid } from './DayGrid.tsx'
import { EntryDialog } from './EntryDialog.tsx'
import { EntryStream } from './EntryStream.tsx'
import { LifeFilters } from './LifeFilters.tsx'
import { LifeImportDialog } from './LifeImportDialog.tsx'
import { openLifeImport } from './life-import-store.ts'
import { editEntry, leaveLife, showDay, showPeriod, stepPeriod, useLife } from './life-store.ts'
import { MaterialPanel } from './MaterialPanel.tsx'
import '../media/media.css'
import '../media/clip.css'
import '../transfer/transfer.css'
import './life.css'

const PERIODS = ['year', 'season', 'month', 'week', 'day'] as const satisfies readonly Period[]

const Head = (): ReactElement => {
  const t = useText()
  const all = useLife((state) => state.all)
  return (
    <header className="life-head">
      <IconButton label={t('life:leave')} onPress={leaveLife} data-testid="life-leave">
        <ArrowLeft aria-hidden />
      </IconButton>
      <h2>{t('life:title')}</h2>
      {all > 0 && (
        <span className="quiet">{t('life:entries', { count: all, formatted: formatNumber(all) })}</span>
      )}
      <span className="spacer" />
      <Button writes onPress={() => editEntry('new')} data-testid="life-new">
        <Plus aria-hidden /> {t('life:write')}
      </Button>
      <Button writes onPress={openLifeImport} data-testid="life-import-open">
        <Import aria-hidden /> {t('life:import')}
      </Button>
    </header>
  )
}

const Periods = ({ period, day }: { readonly period: Period; readonly day: string }): ReactElement => {
  const t = useText()
  return (
    <div className="life-periods">
      <Segmented
        label={t('life:periodOf')}
        value={period}
        choices={PERIODS.map((id) => ({ id, label: t(`life:period_${id}`) }))}
        onChange={showPeriod}
      />
      <IconButton label={t('life:before')} onPress={() => stepPeriod(-1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <strong aria-live="polite" data-testid="life-period">
        {periodName(period, day)}
      </strong>
      <IconButton label={t('life:after')} onPress={() => stepPeriod(1)}>
        <ChevronRight aria-hidden />
      </IconButton>
      <Button look="quiet" onPress={() => showDay(today())}>
        {t('life:today')}
      </Button>
    </div>
  )
}

export const LifeRoom = (): ReactElement => {
  const t = useText()
  const period = useLife((state) => state.period)
  const day = useLife((state) => state.day) ?? today()
  const isEmpty = useLife((state) => state.all === 0 && state.days.length === 0)
  return (
    <section className="life-room" aria-label={t('life:title')} data-testid="life-room">
      <Head />
      <LifeFilters />
      <div className="life-middle">
        {!isEmpty && (
          <>
            <Periods period={period} day={day} />
            <DayGrid period={period} day={day} />
          </>
        )}
        <EntryStream />
      </div>
      <MaterialPanel />
      <EntryDialog />
      <LifeImportDialog />
    </section>
  )
}
