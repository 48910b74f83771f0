// Takes one file into a project: checked, looked into, stored by content. Which files, and who hears of it, is the
// media service's concern.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { MediaItem } from '../domain/media.ts'
import { hashContent, type BlobSource } from '../store/blob-repository.ts'
import type { ProjectStore } from '../store/project-store.ts'
import type { EngineParts } from './engine-parts.ts'

export const MAX_MEDIA_BYTES = 512 * 1024 * 1024
const CHUNK_BYTES = 1 << 20

/** A file that came with a window's call, or the absolute path of one that the engine can read. */
export type MediaSource = File | string

interface Opened {
  readonly name: string
  readonly size: number
  readonly content: Blob | string
  readonly bytes: BlobSource
}

const open = async (source: MediaSource): Promise<Opened> => {
  if (typeof source !== 'string')
    return {
      name: basename(source.name),
      size: source.size,
      content: source,
      bytes: () => source.stream(),
    }
  const info = await stat(source)
  if (!info.isFile())
    throw new EngineError('FILE_UNREADABLE', 'This is not a file that can be added. Nothing was added.', {
      path: source,
    })
  return {
    name: basename(source),
    size: info.size,
    content: source,
    bytes: () => createReadStream(source, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>,
  }
}

const check = ({ name, size }: Opened): void => {
  if (size === 0) throw new EngineError('EMPTY_FILE', 'The file is empty. Nothing was added.', { name })
  if (size > MAX_MEDIA_BYTES)
    throw new EngineError(
      'FILE_TOO_LARGE',
      'The file is too large to keep in a project. Nothing was added.',
      {
        name,
        sizeBytes: size,
        limitBytes: MAX_MEDIA_BYTES,
      },
    )
}

/** An item whose content is stored, and whether its row still has to be inserted. */
export interface TakenIn {
  readonly item: MediaItem
  readonly isNew: boolean
}

/**
 * Stores the content and describes it; the row is left to the caller, so that several files can be one undo step.
 * The same content again gives the item that is there. EMPTY_FILE, FILE_TOO_LARGE, UNSUPPORTED_FORMAT,
 * FILE_UNREADABLE, and the file system's own errors.
 */
export const takeIn = async (
  engine: Pick<EngineParts, 'media' | 'now'>,
  store: Pick<ProjectStore, 'blobs' | 'media'>,
  source: MediaSource,
  signal: AbortSignal | undefined,
  isOwnVoice = false,
): Promise<TakenIn> => {
  const opened = await open(source)
  check(opened)
  const stop = signal ? { signal } : {}
  const { hash } = await hashContent(opened.bytes, stop)
  const known = store.media.findByHash(hash)
  if (known) return { item: known, isNew: false }

  const { type, facts, thumbnail } = await engine.media.read(
    { name: opened.name, content: opened.content },
    stop,
  )
  if (!type)
    throw new EngineError(
      'UNSUPPORTED_FORMAT',
      'This kind of file cannot be used in a story. Nothing was added.',
      {
        name: opened.name,
      },
    )
  const blob = await store.blobs.put(opened.bytes, type.mime, stop)
  const item: MediaItem = {
    ...facts,
    id: newId(),
    hash: blob.hash,
    thumbnailHash: thumbnail ? store.blobs.putBytes(thumbnail, 'image/webp').hash : null,
    kind: type.kind,
    name: opened.name.slice(0, 255),
    mime: type.mime,
    sizeBytes: blob.size,
    caption: '',
    alt: '',
    isOwnVoice: isOwnVoice && (type.kind === 'audio' || type.kind === 'video'),
    addedAt: engine.now(),
  }
  return { item, isNew: true }
}
