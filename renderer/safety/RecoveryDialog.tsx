// A damaged file: what can be done, and after that what was saved and what is lost.
import type { ReactElement } from 'react'
import { currentLocale, formatNumber, useText, type Text, type TextKey } from '../locales/index.ts'
import { Button, Dialog, Progress } from '../ui/index.ts'
import {
  closeRecovery,
  openRecovered,
  recoverNow,
  restoreInstead,
  useRecovery,
  type RecoveryReport,
} from './recovery-store.ts'

const time = (at: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'short', dateStyle: 'medium' }).format(at)

const STATES = {
  whole: 'safety:itemWhole',
  partly: 'safety:itemPartly',
  lost: 'safety:itemLost',
} as const satisfies Readonly<Record<RecoveryReport['items'][number]['state'], TextKey>>

type Item = RecoveryReport['items'][number]

/** How it came out and, of what the scene itself had lost, where it came from. */
const stateText = (t: Text, { state, from }: Item): string => {
  if (from === null) return t(STATES[state])
  if (from.source === 'index') return t('safety:itemFromIndex', { state: t(STATES[state]) })
  return from.at === null
    ? t('safety:itemFromVersion', { state: t(STATES[state]) })
    : t('safety:itemFromVersionOf', { state: t(STATES[state]), time: time(from.at) })
}

const Report = ({ report }: { readonly report: RecoveryReport }): ReactElement => {
  const t = useText()
  const count = (state: keyof typeof STATES): number =>
    report.items.filter((item) => item.state === state).length
  const worstFirst = [...report.items].sort(
    (a, b) => Object.keys(STATES).indexOf(b.state) - Object.keys(STATES).indexOf(a.state),
  )
  return (
    <>
      <p role="status">
        {t('safety:recovered', {
          whole: formatNumber(count('whole')),
          partly: formatNumber(count('partly')),
          lost: formatNumber(count('lost')),
        })}
      </p>
      <ul className="salvage" tabIndex={0} aria-label={t('safety:recoveredList')}>
        {worstFirst.map((item, index) => (
          <li key={index} data-state={item.state}>
            <span>{item.title || t('safety:untitled')}</span>
            <small>{stateText(t, item)}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

export const RecoveryDialog = (): ReactElement | null => {
  const t = useText()
  const { path, backups, report, busy } = useRecovery((state) => state)
  if (path === null) return null
  const [newest] = backups
  return (
    <Dialog
      title={t('safety:recoveryTitle')}
      isOpen
      onClose={closeRecovery}
      testId="recovery-dialog"
      step={`${path} ${busy} ${report !== null}`}
      widthPx={520}
      foot={
        report ? (
          <Button look="primary" onPress={() => void openRecovered()}>
            {t('safety:openRecovered')}
          </Button>
        ) : (
          <>
            {busy && <Progress label={t('safety:recovering')} done={0} total={0} />}
            <Button look="primary" onPress={() => void recoverNow()} isDisabled={busy}>
              {t(busy ? 'safety:recovering' : 'safety:recoverNow')}
            </Button>
          </>
        )
      }
    >
      <div className="safety-part">
        {report ? (
          <Report report={report} />
        ) : (
          <>
            <p>{t('safety:recoveryLead', { path })}</p>
            {newest ? (
              <p className="recovery-backup">
                <span>{t('safety:recoveryBackup', { time: time(newest.at) })}</span>
                <Button onPress={() => void restoreInstead(newest.path)}>{t('safety:restore')}</Button>
              </p>
            ) : (
              <p className="hint">{t('safety:recoveryNoBackup')}</p>
            )}
            <p>{t('safety:recoverySalvage')}</p>
          </>
        )}
      </div>
    </Dialog>
  )
}
