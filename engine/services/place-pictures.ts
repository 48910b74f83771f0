// Pictures that came with a book: stored by content, and the blocks that name them pointed at their media items.
import type { Block } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import type { MediaItem } from '../domain/media.ts'
import type { ImportedBook } from '../importers/imported-book.ts'
import type { ProjectStore } from '../store/project-store.ts'
import type { EngineParts } from './engine-parts.ts'
import { takeIn } from './media-intake.ts'

export interface PlacedPictures {
  /** By the key that the book's blocks use. */
  readonly items: ReadonlyMap<string, MediaItem>
  /** Rows that are not in the project yet; the contents are. */
  readonly fresh: readonly MediaItem[]
}

/** A picture that cannot be read is left out; a full disk is not the picture's fault. */
export const takePictures = async (
  engine: Pick<EngineParts, 'media' | 'now'>,
  store: Pick<ProjectStore, 'blobs' | 'media'>,
  book: ImportedBook,
  signal: AbortSignal,
): Promise<PlacedPictures> => {
  const items = new Map<string, MediaItem>()
  const fresh = new Map<string, MediaItem>()
  for (const { key, name, bytes } of book.pictures) {
    signal.throwIfAborted()
    try {
      const { item, isNew } = await takeIn(engine, store, new File([new Uint8Array(bytes)], name), signal)
      const placed = fresh.get(item.hash) ?? item
      items.set(key, placed)
      if (isNew) fresh.set(item.hash, placed)
    } catch (error) {
      if (!(error instanceof EngineError) || error.code === 'DISK_FULL') throw error
    }
  }
  return { items, fresh: [...fresh.values()] }
}

/** A picture without a place leaves its words behind. */
export const pointAtPictures = (blocks: readonly Block[], items: PlacedPictures['items']): Block[] =>
  blocks.flatMap((block): Block[] => {
    if (block.type !== 'image') return [block]
    const item = items.get(block.attrs.mediaId)
    if (item) return [{ ...block, attrs: { ...block.attrs, mediaId: item.id } }]
    const text = block.attrs.caption || block.attrs.alt
    return text === ''
      ? []
      : [{ type: 'paragraph', attrs: { id: block.attrs.id }, content: [{ type: 'text', text }] }]
  })
