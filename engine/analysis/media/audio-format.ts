// Which decoder reads a sound, by the type that media-type.ts finds, and how much of a file it gets at once.
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

const PIECE_BYTES = 64 * 1024
/** In these a few bytes may be seconds of sound, so that a small file could fill the memory in one go. */
const DENSE: ReadonlySet<AudioFormat> = new Set<AudioFormat>(['flac', 'opus', 'oga'])
const DENSE_PIECE_BYTES = 4 * 1024

/** The same bytes, in pieces whose sound fits into memory. */
export async function* audioPieces(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  format: AudioFormat,
): AsyncGenerator<Uint8Array> {
  const size = DENSE.has(format) ? DENSE_PIECE_BYTES : PIECE_BYTES
  for await (const chunk of chunks)
    for (let from = 0; from < chunk.length; from += size) yield chunk.subarray(from, from + size)
}
