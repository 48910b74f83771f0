// Whether a recording is of the writer's own voice, and how many of those are still wanted before one is heard against the others.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Switch } from '../ui/index.ts'
import { updateItem, useMedia, type MediaItem } from './media-store.ts'
import { understandAll } from './understanding-store.ts'

/** The engine's: of fewer nobody can say how a voice usually sounds. */
const LEAST_RECORDINGS = 5

export const OwnVoice = ({ item }: { readonly item: MediaItem }): ReactElement => {
  const t = useText()
  const own = useMedia(({ items }) => items.filter(({ isOwnVoice }) => isOwnVoice).length)
  const mark = async (isOwnVoice: boolean): Promise<void> => {
    if (await updateItem(item.id, { isOwnVoice })) await understandAll()
  }
  return (
    <div className="media-own-voice" data-testid="media-own-voice">
      <Switch writes selected={item.isOwnVoice} onChange={(isOwnVoice) => void mark(isOwnVoice)}>
        {t('media:ownVoice')}
      </Switch>
      {item.isOwnVoice && own < LEAST_RECORDINGS && (
        <p className="quiet">{t('media:ownVoiceHint', { have: own, least: LEAST_RECORDINGS })}</p>
      )}
    </div>
  )
}
