// What generated words of the manuscript come from, beside them: the photo, the second of the recording, the line of the diary;
// and what in them nothing supports.
import { TriangleAlert } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { MediaThumbnail } from '../media/MediaPreview.tsx'
import { useMedia } from '../media/media-store.ts'
import { clockTime } from './clock-time.ts'
import { sentenceAround, useSourceCard, type ShownSource } from './source-store.ts'

/** The line of an entry in which most of the words stand. */
const lineOf = (text: string, words: readonly string[]): string => {
  const places = words
    .map((word) => text.toLowerCase().indexOf(word.toLowerCase()))
    .filter((place) => place >= 0)
  const lines = places.map((place) => sentenceAround(text, place))
  const holds = (line: string): number =>
    words.filter((word) => line.toLowerCase().includes(word.toLowerCase())).length
  return lines.toSorted((a, b) => holds(b) - holds(a))[0] ?? ''
}

const Source = ({ shown: { source, entry, mediaId } }: { readonly shown: ShownSource }): ReactElement => {
  const t = useText()
  const item = useMedia((state) => state.items.find(({ id }) => id === mediaId))
  const { title, words, atMs } = source
  const line = entry ? lineOf(entry.text, words) : ''
  return (
    <li>
      {item && <MediaThumbnail item={item} />}
      <span>
        <b>{atMs === null ? title : t('cowriter:sourceAt', { title, time: clockTime(atMs) })}</b>
        {line === '' ? <span>{words.join(t('emotions:separator'))}</span> : <q>{line}</q>}
      </span>
    </li>
  )
}

const MARGIN = 8

export const SourceCard = (): ReactElement | null => {
  const t = useText()
  const shown = useSourceCard((state) => state.shown)
  const card = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: 0, top: 0 })
  useLayoutEffect(() => {
    if (!shown || !card.current) return
    const { width, height } = card.current.getBoundingClientRect()
    const below = shown.bottom + MARGIN
    const fits = below + height < innerHeight - MARGIN
    setPlace({
      left: Math.max(MARGIN, Math.min(shown.left, innerWidth - width - MARGIN)),
      top: fits ? below : Math.max(MARGIN, shown.top - height - MARGIN),
    })
  }, [shown])
  return (
    <div role="status" className="source-place">
      {shown && (
        <div ref={card} className="source-card" style={place} data-testid="source-card">
          {shown.sources.length > 0 && (
            <>
              <h3>{t('cowriter:comesFrom')}</h3>
              <ul>
                {shown.sources.map((each) => (
                  <Source key={each.source.id} shown={each} />
                ))}
              </ul>
            </>
          )}
          {shown.sentence.unsupported.length > 0 && (
            <p className="source-unsupported">
              <TriangleAlert aria-hidden />{' '}
              {t('cowriter:unsupported', { what: shown.sentence.unsupported.join(t('emotions:separator')) })}
            </p>
          )}
        </div>
      )}
    </div>
  )
}
