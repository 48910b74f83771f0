// Which decoder reads a sound, by the type that media-type.ts finds, and how much of a file it gets at once.
import type { decodeChunked } from 'audio-decode'
import { joinBytes } from '../../text/join-bytes.ts'

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

/** The header of a FLAC frame is at most so long (RFC 9639, 9.1). */
const FRAME_HEADER_BYTES = 16

/** How many of these bytes may go to the decoder: it takes a frame whose header comes in two pieces for a part of the one before, and loses it. */
const wholeHeaders = (bytes: Uint8Array): number => {
  for (let at = Math.max(0, bytes.length - FRAME_HEADER_BYTES); at < bytes.length; at++)
    if (bytes[at] === 0xff && (at + 1 === bytes.length || (bytes[at + 1] & 0xfe) === 0xf8)) return at
  return bytes.length
}

/** The same bytes, in pieces whose sound fits into memory. */
export async function* audioPieces(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  format: AudioFormat,
): AsyncGenerator<Uint8Array> {
  const size = DENSE.has(format) ? DENSE_PIECE_BYTES : PIECE_BYTES
  let held: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks)
    for (let from = 0; from < chunk.length; from += size) {
      const part = chunk.subarray(from, from + size)
      const piece = held.length > 0 ? joinBytes([held, part]) : part
      const end = format === 'flac' ? wholeHeaders(piece) : piece.length
      held = piece.subarray(end)
      if (end > 0) yield piece.subarray(0, end)
    }
  if (held.length > 0) yield held
}
