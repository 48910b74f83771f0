// The project's runs in a list: which is in view, which are ticked to be looked at side by side.
import { Columns2, GraduationCap, Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { currentLocale, useText } from '../locales/index.ts'
import { formatDuration } from '../media/media-facts.ts'
import { Button, Checkbox } from '../ui/index.ts'
import { reasonWords } from './run-words.ts'
import {
  compareRun,
  isActive,
  showComparison,
  showLearningPage,
  showRun,
  useWorkshop,
  type Run,
} from './workshop-store.ts'

const dayOf = (epochMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(epochMs)

/** Trials of one search stand together, set in. */
const rowClass = ({ trial }: Run, current: boolean): string =>
  ['run-line-row', current ? 'current' : '', trial ? 'trial' : ''].filter((name) => name !== '').join(' ')

const RunLine = ({ run, current }: { readonly run: Run; readonly current: boolean }): ReactElement => {
  const t = useText()
  const isCompared = useWorkshop((state) => state.compared.includes(run.id))
  return (
    <li className={rowClass(run, current)}>
      <Checkbox
        label={t('workshop:compareThis', { name: run.name })}
        selected={isCompared}
        onChange={(on) => compareRun(run.id, on)}
        testId="run-tick"
      />
      <Button
        look="quiet"
        className="run-line"
        aria-current={current}
        onPress={() => showRun(run.id)}
        data-testid="run-line"
      >
        <b>
          {isActive(run) && <i className="run-dot" />}
          {run.name}
        </b>
        <span>{reasonWords(run)}</span>
        {run.adapter && (
          <span>
            {t('workshop:over', {
              kind: t(`workshop:adapter-${run.adapter.kind}`),
              name: run.adapter.baseName,
            })}
          </span>
        )}
        {run.trial && (
          <span>
            {t('workshop:trialIs', {
              number: run.trial.number,
              trials: run.trial.trials,
              rung: run.trial.rung + 1,
              rungs: run.trial.rungs,
            })}
          </span>
        )}
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

export const RunList = (): ReactElement => {
  const t = useText()
  const { runs, runId, compared, isComparing, isLearning } = useWorkshop((state) => state)
  const isNew = runId === null && !isComparing && !isLearning
  return (
    <nav className="workshop-runs" aria-label={t('workshop:runs')}>
      <Button onPress={() => showRun(null)} look={isNew ? 'primary' : 'plain'} data-testid="new-run">
        <Plus aria-hidden /> {t('workshop:newRun')}
      </Button>
      <Button
        onPress={showLearningPage}
        look={isLearning ? 'primary' : 'plain'}
        aria-current={isLearning}
        data-testid="open-learning"
      >
        <GraduationCap aria-hidden /> {t('learning:title')}
      </Button>
      {runs.length > 1 && (
        <Button
          isDisabled={compared.length < 2}
          look={isComparing ? 'primary' : 'plain'}
          onPress={showComparison}
          data-testid="compare"
        >
          <Columns2 aria-hidden />
          {compared.length < 2 ? t('workshop:tickTwo') : t('workshop:compare', { count: compared.length })}
        </Button>
      )}
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
  )
}
