// One file: what it is, where and when it comes from, its caption, its pins, and what can be done with it.
import { MapPin, Pin, TextCursorInput, Trash2, X } from 'lucide-react'
import { memo, useEffect, useRef, useState, type ReactElement } from 'react'
import { currentLocale, useText } from '../locales/index.ts'
import { insertImageAtCaret } from '../manuscript/manuscript-api.ts'
import { timelineStore } from '../timeline/timeline-store.ts'
import { Button, IconButton, TextField } from '../ui/index.ts'
import { formatDuration, formatPlace, formatSize, formatTime } from './media-facts.ts'
import { Findings } from './Findings.tsx'
import { MediaPreview, MediaThumbnail } from './MediaPreview.tsx'
import {
  pinHere,
  removeItem,
  showItem,
  takeMoment,
  unpin,
  updateItem,
  useMedia,
  type MediaItem,
} from './media-store.ts'
import { OwnVoice } from './OwnVoice.tsx'
import { Subtitles } from './Subtitles.tsx'
import { useUnderstanding } from './understanding-store.ts'
import { Waveform } from './Waveform.tsx'

/** By its name where it has one: nobody thinks in degrees. They are told where the card is open, and on pointing at it. */
const Place = ({ item, open }: { readonly item: MediaItem; readonly open: boolean }): ReactElement | null => {
  const t = useText()
  const name = useUnderstanding(item.id)?.findings.find(({ finding }) => finding.aspect === 'place')?.finding
  const named = name?.aspect === 'place' ? (currentLocale() === 'zh-CN' ? name.zh : name.en) : ''
  const degrees =
    item.latitude === null || item.longitude === null ? '' : formatPlace(item.latitude, item.longitude)
  if (named === '' && degrees === '') return null
  return (
    <span title={degrees} data-testid="media-place">
      <MapPin aria-label={t('media:place')} />{' '}
      {(open ? [named, degrees] : [named || degrees]).filter((part) => part !== '').join(' · ')}
    </span>
  )
}

const Facts = ({ item, open }: { readonly item: MediaItem; readonly open: boolean }): ReactElement => {
  const t = useText()
  const facts = [
    t(`media:${item.kind}`),
    formatSize(item.sizeBytes),
    item.width !== null && item.height !== null ? `${item.width} × ${item.height}` : null,
    item.durationMs === null ? null : formatDuration(item.durationMs),
  ].filter((fact) => fact !== null)
  return (
    <span className="media-facts">
      {facts.join(' · ')}
      {item.takenAt !== null && <span>{formatTime(item.takenAt)}</span>}
      <Place item={item} open={open} />
    </span>
  )
}

/** Saved when the field is left, so that a sentence is one undo step. */
const Words = ({ item }: { readonly item: MediaItem }): ReactElement => {
  const t = useText()
  const [caption, setCaption] = useState(item.caption)
  const [alt, setAlt] = useState(item.alt)
  // Changed elsewhere, by undo or from what was understood: the fields follow, and do not write the old words back.
  const [known, setKnown] = useState(item)
  if (known.caption !== item.caption || known.alt !== item.alt) {
    setKnown(item)
    setCaption(item.caption)
    setAlt(item.alt)
  }
  const save = (): void => {
    const change = {
      ...(caption === item.caption ? {} : { caption }),
      ...(alt === item.alt ? {} : { alt }),
    }
    if (Object.keys(change).length > 0) void updateItem(item.id, change)
  }
  return (
    <div onBlur={save}>
      <TextField
        label={t('media:caption')}
        value={caption}
        onChange={setCaption}
        onSubmit={save}
        testId="media-caption"
      />
      {item.kind === 'image' && (
        <TextField
          label={t('media:alt')}
          hint={t('media:altHint')}
          value={alt}
          onChange={setAlt}
          onSubmit={save}
          testId="media-alt"
        />
      )}
    </div>
  )
}

const Pins = ({ item }: { readonly item: MediaItem }): ReactElement | null => {
  const t = useText()
  const all = useMedia((state) => state.pins)
  const pins = all.filter((pin) => pin.mediaId === item.id)
  if (pins.length === 0) return null
  return (
    <ul className="media-pins" aria-label={t('media:pins')}>
      {pins.map((pin) => {
        const title = timelineStore.getState().axis.byId.get(pin.sceneId)?.title ?? ''
        return (
          <li key={pin.id}>
            <Pin aria-hidden /> {t('media:pinnedAt', { title, percent: Math.round(pin.at * 100) })}
            <IconButton writes label={t('media:unpin', { title })} onPress={() => void unpin(pin.id)}>
              <X aria-hidden />
            </IconButton>
          </li>
        )
      })}
    </ul>
  )
}

const Card = ({ item }: { readonly item: MediaItem }): ReactElement => {
  const t = useText()
  const open = useMedia((state) => state.openId === item.id)
  const isWanted = useMedia((state) => state.wanted?.mediaId === item.id)
  const card = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!isWanted) return
    card.current?.scrollIntoView({ block: 'start' })
    // Pictures and documents have no moments: to be seen is all.
    if (item.kind !== 'audio' && item.kind !== 'video') takeMoment(item.id, () => undefined)
  }, [isWanted, item.id, item.kind])
  return (
    <li ref={card} className={open ? 'media-card open' : 'media-card'} data-testid="media-card">
      <Button
        look="quiet"
        className="media-head"
        aria-expanded={open}
        onPress={() => showItem(open ? null : item.id)}
      >
        <MediaThumbnail item={item} />
        <span className="media-name">
          <b>{item.caption || item.name}</b>
          <Facts item={item} open={open} />
        </span>
      </Button>
      {item.kind === 'audio' && <Waveform item={item} />}
      {item.problem !== null && <p className="media-problem">{t('media:notUnderstood')}</p>}
      {open && (
        <div className="media-body">
          <MediaPreview item={item} />
          <Words key={item.id} item={item} />
          <Findings item={item} />
          {(item.kind === 'audio' || item.kind === 'video') && (
            <>
              <OwnVoice item={item} />
              <Subtitles item={item} />
            </>
          )}
          <Pins item={item} />
          <div className="media-acts">
            {item.kind !== 'document' && (
              <Button
                writes
                data-testid="media-insert"
                onPress={() => insertImageAtCaret({ mediaId: item.id, alt: item.alt, caption: item.caption })}
              >
                <TextCursorInput aria-hidden /> {t('media:insert')}
              </Button>
            )}
            <Button writes onPress={() => void pinHere(item.id)} data-testid="media-pin-here">
              <Pin aria-hidden /> {t('media:pinHere')}
            </Button>
            <IconButton
              writes
              label={t('media:remove')}
              onPress={() => void removeItem(item)}
              data-testid="media-remove"
            >
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        </div>
      )}
    </li>
  )
}

/** Drawn again only when its own file changed. */
export const MediaCard = memo(Card)
