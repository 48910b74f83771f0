// The readers that look into media files; the first that takes a file's kind reads it. New readers join here.
import type { MediaKind } from '../../domain/media.ts'
import { audioReader } from './audio-reader.ts'
import { imageReader } from './image-reader.ts'
import type { MediaReader } from './media-reader.ts'

const MEDIA_READERS: readonly MediaReader[] = [imageReader, audioReader]

/** Undefined when nothing can look into this kind yet: such files are kept as they are. */
export const readerFor = (kind: MediaKind): MediaReader | undefined =>
  MEDIA_READERS.find((reader) => reader.kinds.includes(kind))
