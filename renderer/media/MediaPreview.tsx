// How a file looks: thumbnail, clip, sound outline or a plain sign for what cannot be shown.
import { FileText, Film, ImageOff, Image as ImageIcon, Music } from 'lucide-react'
import { useEffect, useRef, useState, type ReactElement, type RefObject } from 'react'
import { useText } from '../locales/index.ts'
import { watchNear } from '../ui/index.ts'
import { ClipView } from './ClipView.tsx'
import type { MediaItem } from './media-store.ts'
import { useMediaUrl } from './media-url.ts'

const SIGNS = { image: ImageIcon, audio: Music, video: Film, document: FileText } as const

/** True from when it first comes near the part that is seen. */
const useCameNear = (ref: RefObject<Element | null>): boolean => {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const element = ref.current
    return near || !element ? undefined : watchNear(element, (isNear) => isNear && setNear(true))
  }, [near, ref])
  return near
}

export const MediaThumbnail = ({ item }: { readonly item: MediaItem }): ReactElement => {
  const ref = useRef<HTMLSpanElement>(null)
  const near = useCameNear(ref)
  const { url, failed } = useMediaUrl(item.hasThumbnail && near ? item.id : null, 'thumbnail')
  const Sign = failed ? ImageOff : SIGNS[item.kind]
  return (
    <span className="media-thumbnail" ref={ref}>
      {url ? (
        <img src={url} alt={item.alt || item.caption} loading="lazy" decoding="async" />
      ) : (
        <Sign aria-hidden />
      )}
    </span>
  )
}

/** The large preview of an open card. */
export const MediaPreview = ({ item }: { readonly item: MediaItem }): ReactElement | null => {
  const t = useText()
  const { url, failed } = useMediaUrl(item.kind === 'image' ? item.id : null, 'original')
  if (item.kind === 'video') return <ClipView item={item} />
  if (item.kind !== 'image') return null
  if (failed) return <p className="media-problem">{t('media:cannotShow')}</p>
  if (!url) return <div className="media-preview waiting" />
  return (
    <img className="media-preview" src={url} alt={item.alt || item.caption || item.name} decoding="async" />
  )
}
