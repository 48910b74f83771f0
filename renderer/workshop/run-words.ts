// The state of a run and why it ended, in the writer's words.
import { t } from '../locales/index.ts'
import type { Run } from './workshop-store.ts'

const REASONS = {
  finished: 'endedFinished',
  'early-stop': 'endedEarly',
  stopped: 'endedStopped',
  time: 'endedTime',
  interrupted: 'endedInterrupted',
  shrunk: 'endedShrunk',
  rung: 'endedRung',
  outdone: 'endedOutdone',
} as const

const isReason = (reason: string): reason is keyof typeof REASONS => reason in REASONS

export const reasonWords = (run: Run): string => {
  switch (run.state) {
    case 'queued':
      return t('workshop:queued')
    case 'running':
      return t('workshop:running')
    case 'failed':
      return t('workshop:failed', { reason: run.reason })
    case 'stopped':
    case 'finished':
      return isReason(run.reason) ? t(`workshop:${REASONS[run.reason]}`) : run.reason
  }
}
