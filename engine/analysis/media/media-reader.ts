// What a media reader is: one way to understand the content of one kind of file. Readers know nothing of each other.
import type { MediaFacts, MediaKind } from '../../domain/media.ts'

/** A file as readers see it: its name is a hint at most, its type was found by content. */
export interface MediaFile {
  readonly name: string
  readonly mime: string
  readonly sizeBytes: number
  /** All of it in memory. */
  bytes(): Promise<Uint8Array>
  /** In order, in chunks of any size. */
  chunks(): AsyncIterable<Uint8Array>
}

export interface MediaReading {
  readonly facts: MediaFacts
  /** WebP, at most THUMBNAIL_PX wide and high; null when there is nothing to show. */
  readonly thumbnail: Uint8Array | null
}

export interface MediaReader {
  readonly id: string
  readonly version: string
  readonly kinds: readonly MediaKind[]
  /** Larger files are kept but not decoded. */
  readonly maxBytes: number
  /** The process is ended when reading takes longer: hostile files must not hold it. */
  readonly limitMs: number
  /** Damage is told in `facts.problem`; throws only on what it did not foresee. */
  read(file: MediaFile): Promise<MediaReading>
}
