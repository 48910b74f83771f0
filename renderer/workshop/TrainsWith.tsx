// What a new run will compute with on this machine, and the way to the settings where that is chosen.
import { useEffect, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { loadBackends, useBackends } from '../settings/backends-store.ts'
import { openSettings } from '../settings/settings-store.ts'
import { Button } from '../ui/index.ts'

export const TrainsWith = (): ReactElement | null => {
  const t = useText()
  const listing = useBackends((state) => state.listing)
  useEffect(() => void loadBackends(), [])
  const backend = listing?.backends.find(({ id }) => id === listing.training)
  if (!listing || !backend) return null
  // Until the ways were timed, what is named is only what is there for certain.
  const isKnown = listing.measuredAt !== null || listing.wanted !== 'auto'
  return (
    <p className="workshop-model quiet" data-testid="trains-with">
      {isKnown
        ? t('workshop:trainsWith', { label: backend.label, device: backend.device.toUpperCase() })
        : t('workshop:trainsWithQuickest')}{' '}
      <Button look="quiet" className="link" onPress={openSettings} data-testid="trains-with-change">
        {t('workshop:changeBackend')}
      </Button>
    </p>
  )
}
