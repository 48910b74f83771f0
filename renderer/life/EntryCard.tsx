// One entry of the stream: when, where, with whom, how it felt, its words and pictures; chosen by its tick.
import { MapPin, Pencil, Users } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { MediaThumbnail } from '../media/MediaPreview.tsx'
import { useMedia } from '../media/media-store.ts'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import { Button, Checkbox, IconButton } from '../ui/index.ts'
import { choose, editEntry, sift, useLife, type Entry, type Medium } from './life-store.ts'

/** Longer ones open on demand. */
const SHORT = 360

const Feeling = ({ mood }: { readonly mood: NonNullable<Entry['mood']> }): ReactElement => {
  const t = useText()
  const by = t(`life:moodBy_${mood.by}`)
  return (
    <span className="life-mood" title={by}>
      <EmotionMark emotion={mood.emotion} /> {t(`emotions:${mood.emotion}`)}
      {mood.word !== '' && <q>{mood.word}</q>}
      <span className="visually-hidden">{by}</span>
    </span>
  )
}

/** Of a place that was found: the town, by which the record can be narrowed. */
const smallest = (place: string): string => place.split(/[,，]/u)[0] ?? place

/** A photo, a sound or a clip that belongs to no entry: a moment of its own. */
export const MediumCard = ({ medium }: { readonly medium: Medium }): ReactElement => {
  const t = useText()
  const { mediaId, local, name, caption, mood, kind, place } = medium
  const isChosen = useLife((state) => state.selected.has(mediaId))
  return (
    <li className="life-entry" data-testid="life-medium" data-chosen={isChosen ? 'yes' : undefined}>
      <Checkbox
        label={t('life:chooseEntry', { name: caption || name })}
        selected={isChosen}
        onChange={(next) => choose([mediaId], next)}
        testId="life-choose"
      />
      <div className="life-entry-body">
        <header>
          {local.length > 10 && <time dateTime={local}>{local.slice(11, 16)}</time>}
          {mood && (
            <span className="life-mood">
              <EmotionMark emotion={mood.emotion} /> {t(`emotions:${mood.emotion}`)}
            </span>
          )}
          {place !== '' && (
            <Button look="quiet" className="life-fact" onPress={() => sift({ place: smallest(place) })}>
              <MapPin aria-label={t('life:place')} /> {place}
            </Button>
          )}
          <span className="quiet">{t(`media:${kind}`)}</span>
        </header>
        <div className="life-medium">
          <Pictures ids={[mediaId]} />
          <p>{caption || name}</p>
        </div>
      </div>
    </li>
  )
}

const Pictures = ({ ids }: { readonly ids: readonly string[] }): ReactElement | null => {
  const items = useMedia((state) => state.items)
  const shown = items.filter(({ id }) => ids.includes(id))
  if (shown.length === 0) return null
  return (
    <div className="life-pictures">
      {shown.slice(0, 6).map((item) => (
        <MediaThumbnail key={item.id} item={item} />
      ))}
      {shown.length > 6 && <span className="quiet">+{shown.length - 6}</span>}
    </div>
  )
}

export const EntryCard = ({ entry }: { readonly entry: Entry }): ReactElement => {
  const t = useText()
  const isChosen = useLife((state) => state.selected.has(entry.id))
  const [isLong, setLong] = useState(false)
  const { id, local, title, text, place, people, tags, mood, mediaIds, details } = entry
  const name = title || text.slice(0, 60) || local
  const short = text.length > SHORT && !isLong ? `${text.slice(0, SHORT).trimEnd()}…` : text
  return (
    <li className="life-entry" data-testid="life-entry" data-chosen={isChosen ? 'yes' : undefined}>
      <Checkbox
        label={t('life:chooseEntry', { name })}
        selected={isChosen}
        onChange={(next) => choose([id], next)}
        testId="life-choose"
      />
      <div className="life-entry-body">
        <header>
          {local.length > 10 && <time dateTime={local}>{local.slice(11, 16)}</time>}
          {mood && <Feeling mood={mood} />}
          {place && (
            <Button look="quiet" className="life-fact" onPress={() => sift({ place: place.name })}>
              <MapPin aria-label={t('life:place')} /> {place.name}
            </Button>
          )}
          {people.length > 0 && (
            <span className="life-fact">
              <Users aria-label={t('life:people')} /> {people.join(t('emotions:separator'))}
            </span>
          )}
          <span className="spacer" />
          <IconButton writes label={t('life:edit', { name })} onPress={() => editEntry(entry)}>
            <Pencil aria-hidden />
          </IconButton>
        </header>
        {title !== '' && <h4>{title}</h4>}
        {short !== '' && <p>{short}</p>}
        {text.length > SHORT && (
          <Button look="quiet" onPress={() => setLong(!isLong)}>
            {t(isLong ? 'life:less' : 'life:more')}
          </Button>
        )}
        <Pictures ids={mediaIds} />
        {(tags.length > 0 || Object.keys(details).length > 0) && (
          <p className="life-tags">
            {tags.map((tag) => (
              <Button key={tag} look="quiet" className="life-tag" onPress={() => sift({ tag })}>
                #{tag}
              </Button>
            ))}
            {Object.entries(details).map(([key, value]) => (
              <span key={key} className="quiet">
                {value}
              </span>
            ))}
          </p>
        )}
      </div>
    </li>
  )
}
