// The passphrase of the open project: set, changed, taken away.
import { useState, type ReactElement } from 'react'
import { useApp } from '../app/app-store.ts'
import { updateSettings, useSettings } from '../app/settings-store.ts'
import { useText } from '../locales/index.ts'
import { Button, Progress, Select } from '../ui/index.ts'
import { PassphraseField } from './PassphraseField.tsx'
import { changePassphrase, usePassphrase } from './passphrase-store.ts'

const SHORTEST = 8
const IDLE_MINUTES = ['0', '5', '15', '30', '60'] as const

export const Passphrase = (): ReactElement | null => {
  const t = useText()
  const project = useApp((state) => state.project)
  const busy = usePassphrase((state) => state.busy)
  const lockAfterMinutes = useSettings((settings) => settings.lockAfterMinutes)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  if (busy && !project)
    return (
      <section className="safety-part" aria-labelledby="passphrase-title">
        <h3 id="passphrase-title">{t('safety:passphraseTitle')}</h3>
        <p role="status">{t('safety:encrypting')}</p>
        <Progress label={t('safety:encrypting')} done={0} total={0} />
      </section>
    )
  if (!project || project.readOnly) return null
  const tooShort = next !== '' && next.length < SHORTEST
  const differs = again !== '' && again !== next
  const change = async (wanted: string): Promise<void> => {
    if (!(await changePassphrase(current, wanted))) return
    for (const clear of [setCurrent, setNext, setAgain]) clear('')
  }
  return (
    <section className="safety-part" aria-labelledby="passphrase-title" data-testid="passphrase-part">
      <h3 id="passphrase-title">{t('safety:passphraseTitle')}</h3>
      <p>{t(project.encrypted ? 'safety:isEncrypted' : 'safety:isPlain')}</p>
      {project.encrypted && (
        <PassphraseField label={t('safety:passphraseNow')} value={current} onChange={setCurrent} />
      )}
      <div className="passphrase-pair">
        <PassphraseField
          label={t('safety:passphraseNew')}
          value={next}
          onChange={setNext}
          error={tooShort ? t('safety:passphraseShort', { count: SHORTEST }) : undefined}
        />
        <PassphraseField
          label={t('safety:passphraseAgain')}
          value={again}
          onChange={setAgain}
          error={differs ? t('safety:passphraseDiffers') : undefined}
        />
      </div>
      <p className="hint">{t('safety:passphraseLost')}</p>
      <div className="safety-acts">
        <Button
          look="primary"
          onPress={() => void change(next)}
          isDisabled={busy || next.length < SHORTEST || again !== next}
        >
          {t(project.encrypted ? 'safety:passphraseChange' : 'safety:passphraseSet')}
        </Button>
        {project.encrypted && (
          <Button onPress={() => void change('')} isDisabled={busy || current === ''}>
            {t('safety:passphraseRemove')}
          </Button>
        )}
      </div>
      {project.encrypted && (
        <Select
          label={t('safety:lockAfter')}
          value={IDLE_MINUTES.find((each) => Number(each) === lockAfterMinutes) ?? '15'}
          choices={IDLE_MINUTES.map((id) => ({
            id,
            label: id === '0' ? t('safety:lockNever') : t('safety:lockMinutes', { count: Number(id) }),
          }))}
          onChange={(minutes) => void updateSettings({ lockAfterMinutes: Number(minutes) })}
        />
      )}
    </section>
  )
}
