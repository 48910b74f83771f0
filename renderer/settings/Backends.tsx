// What trains and writes on this machine: the writer's choice, and what was found out about each way.
import { useEffect, type ReactElement } from 'react'
import { Button, Select } from '../ui/index.ts'
import { formatNumber, useText, type Text, type TextKey } from '../locales/index.ts'
import {
  chooseBackend,
  loadBackends,
  measureBackends,
  useBackends,
  type BackendListing,
} from './backends-store.ts'

type Entry = BackendListing['backends'][number]

const REFUSALS = {
  unsupported: 'settings:backendUnsupported',
  failed: 'settings:backendFailed',
  crashed: 'settings:backendCrashed',
  timeout: 'settings:backendTimeout',
  differs: 'settings:backendDiffers',
  'ended-engine': 'settings:backendEndedEngine',
} as const satisfies Readonly<Record<NonNullable<NonNullable<Entry['verdict']>['refusal']>, TextKey>>

const EVIDENCE = {
  daily: null,
  software: 'settings:backendSoftware',
  none: 'settings:backendUnproven',
} as const satisfies Readonly<Record<Entry['evidence'], TextKey | null>>

const finding = ({ verdict }: Entry, t: Text): string => {
  if (!verdict) return t('settings:backendUntried')
  if (verdict.refusal !== null) return t(REFUSALS[verdict.refusal])
  const ms = (value: number | null): string => formatNumber(Number((value ?? 0).toPrecision(2)))
  return t('settings:backendTimes', { train: ms(verdict.trainMs), write: ms(verdict.writeMs) })
}

const automatic = ({ backends, training, writing, wanted }: BackendListing, t: Text): string => {
  const labelOf = (id: string): string => backends.find((each) => each.id === id)?.label ?? id
  if (wanted !== 'auto') return t('settings:backendAuto', { label: '…' })
  return training === writing
    ? t('settings:backendAuto', { label: labelOf(training) })
    : t('settings:backendAutoTwo', { training: labelOf(training), writing: labelOf(writing) })
}

export const Backends = (): ReactElement | null => {
  const t = useText()
  const listing = useBackends((state) => state.listing)
  const busy = useBackends((state) => state.busy)
  useEffect(() => void loadBackends(), [])
  if (!listing) return null
  const usable = listing.backends.filter(({ verdict }) => verdict?.refusal === null)
  const isMeasured = listing.measuredAt !== null
  return (
    <section className="backends" data-testid="backends">
      <Select
        label={t('settings:engineBackend')}
        value={usable.some(({ id }) => id === listing.wanted) ? listing.wanted : 'auto'}
        choices={[
          { id: 'auto', label: automatic(listing, t) },
          ...usable.map(({ id, label, device }) => ({ id, label: `${label} · ${device.toUpperCase()}` })),
        ]}
        onChange={(id) => void chooseBackend(id)}
        hint={t(isMeasured ? 'settings:backendHint' : 'settings:backendNever')}
      />
      <details>
        <summary>{t('settings:backendDetails')}</summary>
        <ul>
          {listing.backends.map((entry) => {
            const evidence = EVIDENCE[entry.evidence]
            return (
              <li key={entry.id} data-usable={entry.verdict?.refusal === null}>
                <b>{entry.label}</b> · {entry.device.toUpperCase()}
                <span>{finding(entry, t)}</span>
                {entry.verdict?.detail && <small>{entry.verdict.detail}</small>}
                {evidence && <small>{t(evidence)}</small>}
              </li>
            )
          })}
        </ul>
      </details>
      <Button onPress={() => void measureBackends()} isDisabled={busy}>
        {t(
          busy
            ? 'settings:backendMeasuring'
            : isMeasured
              ? 'settings:backendMeasure'
              : 'settings:backendMeasureFirst',
        )}
      </Button>
    </section>
  )
}
