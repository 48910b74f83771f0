// The emotion timeline below the manuscript: how the book feels, and how the writer wants it to feel.
import { ChartSpline } from 'lucide-react'
import { useRef, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, Empty, Progress } from '../ui/index.ts'
import { formatShare } from './format.ts'
import { Overview } from './Overview.tsx'
import { TimelineChart } from './TimelineChart.tsx'
import { TimelineDialogs } from './TimelineDialogs.tsx'
import { TimelineHead } from './TimelineHead.tsx'
import { TimelineTable } from './TimelineTable.tsx'
import { analyzeBook, stopAnalysis } from './timeline-engine.ts'
import { useTimeline } from './timeline-store.ts'
import { useChart } from './useChart.ts'
import { useSize } from './useSize.ts'
import './timeline.css'
import './timeline-chart.css'
import './timeline-dialogs.css'

const Analysing = (): ReactElement => {
  const t = useText()
  const { done, total } = useTimeline((state) => state.progress)
  return (
    <div className="timeline-note" role="status" data-testid="timeline-analysing">
      <span>
        {total > 0
          ? t('timeline:analysingOf', { done: formatNumber(done), total: formatNumber(total) })
          : t('timeline:analysing')}
      </span>
      <Progress label={t('timeline:analysing')} done={done} total={total} />
      <Button look="quiet" onPress={stopAnalysis}>
        {t('timeline:stop')}
      </Button>
    </div>
  )
}

const Failed = (): ReactElement => {
  const t = useText()
  return (
    <div className="timeline-note" role="alert" data-testid="timeline-failed">
      <span>{t('timeline:failed')}</span>
      <Button onPress={() => void analyzeBook()}>{t('timeline:tryAgain')}</Button>
    </div>
  )
}

const Board = (): ReactElement => {
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const chart = useChart(size)
  const status = useTimeline((state) => state.status)
  // A short run over one scene is over before a note could be read.
  const long = useTimeline((state) => state.progress.total > 1 || state.progress.total === 0)
  return (
    <>
      <TimelineHead
        gap={chart.gap === null ? null : formatShare(chart.gap)}
        unsure={chart.unsurePath !== ''}
      />
      <TimelineChart frame={frame} size={size} chart={chart} />
      {status === 'analysing' && long && <Analysing />}
      {status === 'failed' && <Failed />}
      <Overview />
      <TimelineTable />
      <TimelineDialogs />
    </>
  )
}

export const TimelinePanel = (): ReactElement => {
  const t = useText()
  const blank = useTimeline((state) => state.axis.words === 0)
  return (
    <div className="timeline" data-testid="timeline">
      {blank ? (
        <Empty icon={<ChartSpline aria-hidden />} title={t('timeline:emptyTitle')}>
          <span>{t('timeline:emptyHint')}</span>
        </Empty>
      ) : (
        <Board />
      )}
    </div>
  )
}
