// A clip with its scenes: the player with its subtitles, a strip of what each scene shows, and how it felt; a scene is a place to go.
import { useEffect, useRef, useState, type ReactElement } from 'react'
import { engine } from '../engine-client/engine.ts'
import { currentLocale, useText } from '../locales/index.ts'
import { ClipScenes } from './ClipScenes.tsx'
import { takeMoment, useMedia, type MediaItem } from './media-store.ts'
import { useMediaUrl } from './media-url.ts'
import { useUnderstanding, type ShownFinding } from './understanding-store.ts'

const MS = 1000

/** The address of what is said, as the player wants it; null where nothing is known to be said. */
const useTrack = (mediaId: string, transcript: ShownFinding | undefined): string | null => {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!transcript) return
    let made: string | null = null
    let wanted = true
    // Without subtitles the clip plays all the same.
    void engine.media.subtitles({ mediaId, format: 'vtt', content: 'said' }).then(
      (file) => {
        if (!wanted) return
        made = URL.createObjectURL(file)
        setUrl(made)
      },
      () => undefined,
    )
    return () => {
      wanted = false
      if (made !== null) URL.revokeObjectURL(made)
      setUrl(null)
    }
  }, [mediaId, transcript])
  return url
}

export const ClipView = ({ item }: { readonly item: MediaItem }): ReactElement => {
  const t = useText()
  const player = useRef<HTMLVideoElement>(null)
  const [atMs, setAtMs] = useState(0)
  const { url, failed } = useMediaUrl(item.id, 'original')
  const understanding = useUnderstanding(item.id)
  const track = useTrack(
    item.id,
    understanding?.findings.find(({ finding }) => finding.aspect === 'transcript'),
  )
  const shots = understanding?.findings.find(({ finding }) => finding.aspect === 'shots')?.finding
  const seek = (ms: number): void => {
    setAtMs(ms)
    if (player.current) player.current.currentTime = ms / MS
  }
  const isWanted = useMedia((state) => state.wanted?.mediaId === item.id)
  useEffect(() => {
    if (isWanted && url) takeMoment(item.id, seek)
  })
  return (
    <div className="clip">
      {failed && <p className="media-problem">{t('media:cannotShow')}</p>}
      {!failed && !url && <div className="media-preview waiting" />}
      {url && (
        <video
          ref={player}
          className="media-preview"
          src={url}
          controls
          aria-label={item.caption || item.name}
          data-testid="clip-player"
          onTimeUpdate={(event) => setAtMs(event.currentTarget.currentTime * MS)}
        >
          {track !== null && (
            <track
              default
              kind="captions"
              src={track}
              srcLang={currentLocale()}
              label={t('media:subtitles')}
            />
          )}
        </video>
      )}
      {shots?.aspect === 'shots' && <ClipScenes item={item} finding={shots} atMs={atMs} onSeek={seek} />}
    </div>
  )
}
