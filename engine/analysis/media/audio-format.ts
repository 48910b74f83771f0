// Which decoder reads a sound, by the type that media-type.ts finds.
import type { decodeChunked } from 'audio-decode'

export type AudioFormat = Parameters<typeof decodeChunked>[1]

const FORMATS: Readonly<Record<string, AudioFormat>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg; codecs=opus': 'opus',
  'audio/ogg': 'oga',
  'application/ogg': 'oga',
  'audio/x-m4a': 'm4a',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/aiff': 'aiff',
  'audio/amr': 'amr',
  'audio/x-ms-asf': 'wma',
}

/** Null where nothing here decodes it. */
export const audioFormatOf = (mime: string): AudioFormat | null => FORMATS[mime] ?? null
