// Whether other machines share the work, where, and who listens there.
import { useState, type ReactElement } from 'react'
import { formatNumber, useText, type Text } from '../locales/index.ts'
import { Button, TextField } from '../ui/index.ts'
import { shareWork, useService, type WorkState } from './service-store.ts'

const said = ({ address, load }: WorkState, t: Text): string => {
  if (address === null) return t('service:local')
  if (load === null) return t('app:pair', { name: address, value: t('service:noAnswer') })
  if (load.workers === 0) return t('app:pair', { name: address, value: t('service:noWorkers') })
  const { workers, underWay, waiting } = load
  const facts = [
    t('service:workersNow', { count: workers, formatted: formatNumber(workers) }),
    t('service:writing', { formatted: formatNumber(underWay) }),
    t('service:waiting', { formatted: formatNumber(waiting) }),
  ]
  return `${address}: ${facts.join(' · ')}`
}

export const Machines = (): ReactElement => {
  const t = useText()
  const work = useService((state) => state.work)
  const busy = useService((state) => state.busy)
  const [url, setUrl] = useState('')
  const share = async (): Promise<void> => {
    if (url.trim() !== '' && (await shareWork(url.trim()))) setUrl('')
  }
  return (
    <section className="service-part" aria-labelledby="service-machines">
      <h3 id="service-machines">{t('service:machines')}</h3>
      <p className="hint">{t('service:machinesLead')}</p>
      {work && <p role="status">{said(work, t)}</p>}
      {work?.address == null ? (
        <div className="service-say">
          <TextField
            label={t('service:redis')}
            value={url}
            onChange={setUrl}
            hint={t('service:redisHint')}
            onSubmit={() => void share()}
            testId="redis-url"
          />
          <Button isDisabled={busy || url.trim() === ''} onPress={() => void share()}>
            {t('service:share')}
          </Button>
        </div>
      ) : (
        <Button isDisabled={busy} onPress={() => void shareWork(null)}>
          {t('service:keepLocal')}
        </Button>
      )}
    </section>
  )
}
