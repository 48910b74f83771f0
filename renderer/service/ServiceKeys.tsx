// Who may call: the keys there are, a new one shown once, and taking one away.
import { useState, type ReactElement } from 'react'
import { notify } from '../app/notices-store.ts'
import { currentLocale, formatNumber, useText } from '../locales/index.ts'
import { Button, Select, Switch, TextField } from '../ui/index.ts'
import { forgetSecret, makeKey, revokeKey, useService, type ServiceKey } from './service-store.ts'

const SCOPES = [
  'write',
  'analyze',
  'npc',
  'read',
  'metrics',
] as const satisfies readonly ServiceKey['scopes'][number][]
const EXPIRIES = ['0', '7', '30', '365'] as const
const DAY_MS = 86_400_000

/** Null: no limit; undefined: no number. */
const limitFrom = (text: string): number | null | undefined => {
  if (text.trim() === '') return null
  return /^\d{1,9}$/u.test(text.trim()) && Number(text) >= 1 ? Number(text) : undefined
}

const day = (at: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium' }).format(at)

const Secret = (): ReactElement | null => {
  const t = useText()
  const secret = useService((state) => state.secret)
  if (!secret) return null
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret.text)
    notify({ tone: 'success', message: t('service:keyCopied') })
  }
  return (
    <div className="service-secret" role="status">
      <strong>{t('service:secret', { name: secret.name })}</strong>
      <code data-testid="service-secret">{secret.text}</code>
      <p className="hint">{t('service:secretHint')}</p>
      <div className="service-acts">
        <Button look="primary" onPress={() => void copy()}>
          {t('service:copyKey')}
        </Button>
        <Button onPress={forgetSecret}>{t('service:secretDone')}</Button>
      </div>
    </div>
  )
}

const KeyForm = ({ onDone }: { readonly onDone: () => void }): ReactElement => {
  const t = useText()
  const busy = useService((state) => state.busy)
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly ServiceKey['scopes'][number][]>(['write', 'analyze', 'npc'])
  const [expiry, setExpiry] = useState<(typeof EXPIRIES)[number]>('0')
  const [rate, setRate] = useState('')
  const [quota, setQuota] = useState('')
  const limits = { requestsAMinute: limitFrom(rate), tokensADay: limitFrom(quota) }
  const isReady =
    name.trim() !== '' && scopes.length > 0 && Object.values(limits).every((limit) => limit !== undefined)
  const make = async (): Promise<void> => {
    if (!isReady) return
    const days = Number(expiry)
    const isMade = await makeKey({
      name: name.trim(),
      scopes: [...scopes],
      expiresAt: days === 0 ? null : Date.now() + days * DAY_MS,
      requestsAMinute: limits.requestsAMinute ?? null,
      tokensADay: limits.tokensADay ?? null,
    })
    if (isMade) onDone()
  }
  const wrong = (limit: number | null | undefined) =>
    limit === undefined ? { error: t('service:numberWrong') } : {}
  return (
    <div className="service-form">
      <TextField
        label={t('service:keyName')}
        value={name}
        onChange={setName}
        placeholder={t('service:keyNamePlaceholder')}
        onSubmit={() => void make()}
        autoFocus
        testId="key-name"
      />
      <div className="field" role="group" aria-label={t('service:scopes')}>
        <span className="label">{t('service:scopes')}</span>
        <div className="service-scopes">
          {SCOPES.map((scope) => (
            <Switch
              key={scope}
              selected={scopes.includes(scope)}
              onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((each) => each !== scope))}
            >
              <span>{t(`service:scope_${scope}`)}</span>
            </Switch>
          ))}
        </div>
      </div>
      <div className="service-row">
        <Select
          label={t('service:expiry')}
          value={expiry}
          choices={EXPIRIES.map((id) => ({
            id,
            label: id === '0' ? t('service:expiryNever') : t('service:expiryDays', { count: Number(id) }),
          }))}
          onChange={setExpiry}
        />
        <TextField
          label={t('service:rate')}
          value={rate}
          onChange={setRate}
          placeholder={t('service:noLimit')}
          {...wrong(limits.requestsAMinute)}
        />
        <TextField
          label={t('service:quota')}
          value={quota}
          onChange={setQuota}
          placeholder={t('service:noLimit')}
          {...wrong(limits.tokensADay)}
        />
      </div>
      <div className="service-acts">
        <Button
          look="primary"
          isDisabled={!isReady || busy}
          onPress={() => void make()}
          data-testid="make-key"
        >
          {t('service:make')}
        </Button>
      </div>
    </div>
  )
}

const KeyRow = ({ id, name, scopes, expiresAt, requestsAMinute, tokensADay }: ServiceKey): ReactElement => {
  const t = useText()
  const [now] = useState(Date.now)
  const facts = [
    scopes.map((scope) => t(`service:scope_${scope}`)).join(t('emotions:separator')),
    ...(expiresAt === null
      ? []
      : [expiresAt <= now ? t('service:expired') : t('service:until', { date: day(expiresAt) })]),
    ...(requestsAMinute === null
      ? []
      : [t('service:perMinute', { formatted: formatNumber(requestsAMinute) })]),
    ...(tokensADay === null ? [] : [t('service:perDay', { formatted: formatNumber(tokensADay) })]),
  ]
  return (
    <li>
      <span>
        {name}
        <small>{facts.join(' · ')}</small>
      </span>
      <Button
        className="small"
        look="danger"
        aria-label={t('service:revokeOf', { name })}
        onPress={() => void revokeKey(id)}
      >
        {t('service:revoke')}
      </Button>
    </li>
  )
}

export const ServiceKeys = (): ReactElement => {
  const t = useText()
  const keys = useService((state) => state.keys)
  const [isMaking, setIsMaking] = useState(false)
  return (
    <section className="service-part" aria-labelledby="service-keys">
      <h3 id="service-keys">{t('service:keys')}</h3>
      <p className="hint">{t(keys.length === 0 ? 'service:noKeys' : 'service:keysLead')}</p>
      <Secret />
      {keys.length > 0 && (
        <ul className="service-list" data-testid="service-keys">
          {keys.map((key) => (
            <KeyRow key={key.id} {...key} />
          ))}
        </ul>
      )}
      <Button aria-expanded={isMaking} onPress={() => setIsMaking(!isMaking)} data-testid="new-key">
        {t('service:newKey')}
      </Button>
      {isMaking && <KeyForm onDone={() => setIsMaking(false)} />}
    </section>
  )
}
