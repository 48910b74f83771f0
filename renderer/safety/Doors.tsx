// Every way to another machine, with its switch, and the one that shuts them all.
import { useEffect, type ReactElement } from 'react'
import { host } from '../engine-client/host.ts'
import { useText, type TextKey } from '../locales/index.ts'
import { Switch } from '../ui/index.ts'
import { loadDoors, setDoor, shutAllDoors, useDoors } from './doors-store.ts'

export const Doors = (): ReactElement | null => {
  const t = useText()
  const listing = useDoors()
  useEffect(() => void loadDoors(), [])
  if (!listing) return null
  return (
    <section className="safety-part" aria-labelledby="doors-title" data-testid="doors">
      <h3 id="doors-title">{t('doors:title')}</h3>
      <p>{t('doors:lead')}</p>
      <Switch selected={listing.allShut} onChange={(shut) => void shutAllDoors(shut)}>
        <span>
          {t('doors:shutAll')}
          <small>{t('doors:shutAllHint')}</small>
        </span>
      </Switch>
      {listing.doors.map(({ id, direction, open }) => (
        <Switch key={id} selected={open} onChange={(wanted) => void setDoor(id, wanted)}>
          <span>
            {t(`doors:${id}` as TextKey)}
            <small>
              {t(`doors:${direction}`)} · {t(`doors:${id}-hint` as TextKey)}
            </small>
          </span>
        </Switch>
      ))}
      {host.kind === 'browser' && <p className="hint">{t('doors:window')}</p>}
    </section>
  )
}
