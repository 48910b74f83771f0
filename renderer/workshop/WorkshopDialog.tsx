// The training room: the project's runs on the left, the run in view or the form for a new one on the right.
import { Plus } from 'lucide-react'
import { useRef, type ReactElement } from 'react'
import { currentLocale, useText } from '../locales/index.ts'
import { formatDuration } from '../media/media-facts.ts'
import { useKeptFocus } from '../transfer/useKeptFocus.ts'
import { Button, Dialog } from '../ui/index.ts'
import { NewRunForm } from './NewRunForm.tsx'
import { reasonWords } from './run-words.ts'
import { RunView } from './RunView.tsx'
import { closeWorkshop, isActive, showRun, useWorkshop, type Run } from './workshop-store.ts'
import './workshop.css'

const dayOf = (epochMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(epochMs)

const RunLine = ({ run, current }: { readonly run: Run; readonly current: boolean }): ReactElement => {
  const t = useText()
  return (
    <li>
      <Button
        look="quiet"
        className={current ? 'run-line current' : 'run-line'}
        aria-current={current}
        onPress={() => showRun(run.id)}
        data-testid="run-line"
      >
        <b>
          {isActive(run) && <i className="run-dot" />}
          {run.name}
        </b>
        <span>{reasonWords(run)}</span>
        <span>
          {[
            run.bestLoss === null ? null : t('workshop:lossIs', { loss: run.bestLoss.toFixed(3) }),
            run.bitsPerByte === null ? null : t('workshop:bitsIs', { bits: run.bitsPerByte.toFixed(2) }),
            run.endedAt === null ? null : formatDuration(run.endedAt - run.startedAt),
            dayOf(run.startedAt),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </Button>
    </li>
  )
}

export const WorkshopDialog = (): ReactElement => {
  const t = useText()
  const isOpen = useWorkshop((state) => state.isOpen)
  const runs = useWorkshop((state) => state.runs)
  const runId = useWorkshop((state) => state.runId)
  const run = runs.find(({ id }) => id === runId)
  const body = useRef<HTMLDivElement>(null)
  useKeptFocus(body, `${isOpen} ${runId} ${run?.state}`)
  return (
    <Dialog
      title={t('workshop:title')}
      isOpen={isOpen}
      onClose={closeWorkshop}
      widthPx={1020}
      testId="workshop"
    >
      <div className="workshop" ref={body} tabIndex={-1}>
        <nav className="workshop-runs" aria-label={t('workshop:runs')}>
          <Button onPress={() => showRun(null)} look={run ? 'plain' : 'primary'} data-testid="new-run">
            <Plus aria-hidden /> {t('workshop:newRun')}
          </Button>
          {runs.length === 0 ? (
            <p className="quiet">{t('workshop:noRuns')}</p>
          ) : (
            <ul>
              {runs.map((each) => (
                <RunLine key={each.id} run={each} current={each.id === runId} />
              ))}
            </ul>
          )}
        </nav>
        {run ? <RunView run={run} /> : <NewRunForm />}
      </div>
    </Dialog>
  )
}
