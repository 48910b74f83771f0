// A sound as its outline, with a play button; click on the outline to go there.
import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { IconButton } from '../ui/index.ts'
import { formatDuration } from './media-facts.ts'
import { takeMoment, useMedia, type MediaItem } from './media-store.ts'
import { useMediaUrl } from './media-url.ts'

const HEIGHT = 36
const MS = 1000

export const Waveform = ({ item }: { readonly item: MediaItem }): ReactElement => {
  const t = useText()
  const audio = useRef<HTMLAudioElement>(null)
  const [wanted, setWanted] = useState(false)
  const [playing, setPlaying] = useState(false)
  const [played, setPlayed] = useState(0)
  const { url } = useMediaUrl(wanted ? item.id : null, 'original')
  const bars = item.waveform
  const isWanted = useMedia((state) => state.wanted?.mediaId === item.id)
  const [startMs, setStartMs] = useState<number | null>(null)
  useEffect(() => {
    if (!isWanted) return
    takeMoment(item.id, (atMs) => {
      // Where it is heard already it jumps; else it begins there.
      if (audio.current) audio.current.currentTime = atMs / MS
      else setStartMs(atMs)
      setPlayed(atMs / (item.durationMs ?? Infinity))
      setWanted(true)
    })
  }, [isWanted, item.id, item.durationMs])
  const toggle = (): void => {
    setWanted(true)
    const sound = audio.current
    if (!sound) return
    if (playing) sound.pause()
    else void sound.play().catch(() => undefined)
  }
  return (
    <div className="waveform">
      <IconButton label={playing ? t('media:pause') : t('media:play')} onPress={toggle}>
        {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
      </IconButton>
      <svg
        viewBox={`0 0 ${Math.max(1, bars.length)} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          const sound = audio.current
          if (sound && Number.isFinite(sound.duration))
            sound.currentTime = ((event.clientX - box.left) / box.width) * sound.duration
        }}
      >
        {bars.map((peak, index) => {
          const height = Math.max(1.5, peak * HEIGHT)
          return (
            <rect
              key={index}
              className={index / bars.length < played ? 'played' : ''}
              x={index + 0.2}
              width={0.6}
              y={(HEIGHT - height) / 2}
              height={height}
            />
          )
        })}
      </svg>
      {item.durationMs !== null && <span>{formatDuration(item.durationMs)}</span>}
      {url && (
        <audio
          ref={audio}
          src={url}
          autoPlay={startMs === null}
          onLoadedMetadata={(event) => {
            if (startMs !== null) event.currentTarget.currentTime = startMs / MS
          }}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => setPlayed(0)}
          onTimeUpdate={(event) =>
            setPlayed(event.currentTarget.currentTime / (event.currentTarget.duration || 1))
          }
        />
      )}
    </div>
  )
}
