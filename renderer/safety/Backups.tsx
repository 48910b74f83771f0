// Backups: whether, where, how long they stay; one now; those there are, each to be opened as a new project.
import { useEffect, type ReactElement } from 'react'
import { useApp } from '../app/app-store.ts'
import { chooseSource } from '../app/choose-file.ts'
import { currentLocale, formatNumber, sayEngine, useText } from '../locales/index.ts'
import { Button, Select, Switch } from '../ui/index.ts'
import { backUpNow, configureBackups, loadBackups, restoreBackup, useBackups } from './backups-store.ts'

const MINUTES = ['5', '10', '30', '60'] as const
const SHOWN = 8
const KILOBYTE = 1024

const time = (at: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'short', dateStyle: 'medium' }).format(at)

const chooseFolder = async (): Promise<void> => {
  const [folder] = await chooseSource('folder', [])
  if (folder !== undefined) await configureBackups({ folder })
}

export const Backups = (): ReactElement | null => {
  const t = useText()
  const status = useBackups((state) => state.status)
  const entries = useBackups((state) => state.entries)
  const busy = useBackups((state) => state.busy)
  const project = useApp((state) => state.project)
  useEffect(() => void loadBackups(), [project?.id])
  if (!status) return null
  const { settings, folder, problem } = status
  const minutes = MINUTES.find((each) => Number(each) === settings.everyMinutes) ?? '10'
  return (
    <section className="safety-part" aria-labelledby="backups-title" data-testid="backups">
      <h3 id="backups-title">{t('safety:backups')}</h3>
      <p>{t('safety:backupsLead')}</p>
      <Switch selected={settings.enabled} onChange={(enabled) => void configureBackups({ enabled })}>
        <span>
          {t('safety:backupsOn')}
          <small>
            {t('safety:backupsKept', {
              last: settings.keepLast,
              days: settings.keepDaily,
              weeks: settings.keepWeekly,
            })}
          </small>
        </span>
      </Switch>
      <Switch selected={settings.onClose} onChange={(onClose) => void configureBackups({ onClose })}>
        <span>{t('safety:backupsOnClose')}</span>
      </Switch>
      <Select
        label={t('safety:backupsEvery')}
        value={minutes}
        choices={MINUTES.map((id) => ({ id, label: t('safety:backupsMinutes', { count: Number(id) }) }))}
        onChange={(every) => void configureBackups({ everyMinutes: Number(every) })}
      />
      <p className="hint">{t('safety:backupsFolder', { folder })}</p>
      {problem && (
        <p className="problem" role="alert">
          {t('safety:backupFailed')} <small>{sayEngine(problem.message)}</small>
        </p>
      )}
      <div className="safety-acts">
        <Button onPress={() => void chooseFolder()}>{t('safety:backupsChoose')}</Button>
        {settings.folder !== '' && (
          <Button onPress={() => void configureBackups({ folder: '' })}>{t('safety:backupsUsual')}</Button>
        )}
        {project && (
          <Button look="primary" onPress={() => void backUpNow()} isDisabled={busy}>
            {t(busy ? 'safety:backingUp' : 'safety:backUpNow')}
          </Button>
        )}
      </div>
      {project && entries.length === 0 && <p className="hint">{t('safety:backupsNone')}</p>}
      {entries.length > 0 && (
        <ul className="backup-list">
          {entries.slice(0, SHOWN).map(({ path, at, sizeBytes }) => (
            <li key={path}>
              <span>{time(at)}</span>
              <small>
                {t('safety:kilobytes', { formatted: formatNumber(Math.ceil(sizeBytes / KILOBYTE)) })}
              </small>
              <Button
                className="small"
                aria-label={t('safety:restoreOf', { time: time(at) })}
                onPress={() => void restoreBackup(path)}
              >
                {t('safety:restore')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
