// Blob addresses of media files: fetched once, shared by everyone who shows them, given back when nobody does.
import { useEffect, useState } from 'react'
import { engine } from '../engine-client/engine.ts'

/** The file itself, its small picture, or that of a moment of a clip, in milliseconds. */
export type MediaVariant = 'original' | 'thumbnail' | `frame-${number}`

/** Its bytes' address, and what they are. */
export interface MediaAddress {
  readonly url: string
  readonly mime: string
}

interface Entry {
  readonly address: Promise<MediaAddress>
  users: number
  timer: ReturnType<typeof setTimeout> | undefined
}

/** An address outlives its last user a little: scrolling back must not fetch again. */
const KEEP_MS = 20_000
const entries = new Map<string, Entry>()
const keyOf = (mediaId: string, variant: MediaVariant): string => `${variant}/${mediaId}`

const drop = (key: string): void => {
  const entry = entries.get(key)
  if (!entry) return
  clearTimeout(entry.timer)
  entries.delete(key)
  void entry.address.then(
    ({ url }) => URL.revokeObjectURL(url),
    () => undefined,
  )
}

const fetchFile = (mediaId: string, variant: MediaVariant): Promise<File> =>
  variant === 'original' || variant === 'thumbnail'
    ? engine.media.file({ mediaId, variant })
    : engine.media.frame({ mediaId, atMs: Number(variant.slice('frame-'.length)) })

/** The blob address of a file's bytes. Every call is paired with one `releaseMediaUrl`. */
export const acquireMedia = (mediaId: string, variant: MediaVariant): Promise<MediaAddress> => {
  const key = keyOf(mediaId, variant)
  const known = entries.get(key)
  if (known) {
    clearTimeout(known.timer)
    known.users += 1
    return known.address
  }
  const address = fetchFile(mediaId, variant).then((file) => ({
    url: URL.createObjectURL(file),
    mime: file.type,
  }))
  entries.set(key, { address, users: 1, timer: undefined })
  // A failure is not kept: the next one who asks tries again.
  address.catch(() => entries.delete(key))
  return address
}

export const releaseMediaUrl = (mediaId: string, variant: MediaVariant): void => {
  const key = keyOf(mediaId, variant)
  const entry = entries.get(key)
  if (!entry) return
  entry.users -= 1
  if (entry.users <= 0) entry.timer = setTimeout(() => drop(key), KEEP_MS)
}

/** When a project closes: its addresses must not live on. */
export const releaseAllMediaUrls = (): void => {
  for (const key of [...entries.keys()]) drop(key)
}

/** `url` is null until it is there; `failed` when it cannot be had. Null as id asks for nothing. */
export const useMediaUrl = (
  mediaId: string | null,
  variant: MediaVariant,
): { readonly url: string | null; readonly failed: boolean } => {
  const [state, setState] = useState<{ key: string; url: string | null; failed: boolean } | null>(null)
  const key = mediaId === null ? '' : keyOf(mediaId, variant)
  useEffect(() => {
    if (mediaId === null) return
    let wanted = true
    acquireMedia(mediaId, variant).then(
      ({ url }) => {
        if (wanted) setState({ key, url, failed: false })
      },
      () => {
        if (wanted) setState({ key, url: null, failed: true })
      },
    )
    return () => {
      wanted = false
      releaseMediaUrl(mediaId, variant)
    }
  }, [mediaId, variant, key])
  return state?.key === key ? state : { url: null, failed: false }
}
