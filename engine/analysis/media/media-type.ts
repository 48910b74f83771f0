// Finds what a file is by its content; the name only tells one kind of plain text from another.
import { extname } from 'node:path'
import { fileTypeFromBlob } from 'file-type'
import type { MediaKind } from '../../domain/media.ts'

export interface MediaType {
  readonly kind: MediaKind
  readonly mime: string
}

/** Documents with a signature of their own that are worth keeping beside a story. */
const DOCUMENTS = new Set([
  'application/pdf',
  'application/rtf',
  'application/epub+zip',
  'application/x-cfb',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
])

const TEXT_BY_EXTENSION: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.srt': 'application/x-subrip',
  '.vtt': 'text/vtt',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
}

const HEAD_BYTES = 64 * 1024

/** Text in any encoding: UTF-16 with its mark, or bytes without NUL and almost without control characters. */
const looksLikeText = (head: Uint8Array): boolean => {
  if (head.length >= 2 && ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)))
    return true
  let odd = 0
  for (const byte of head) {
    if (byte === 0) return false
    // Tab, line feed, form feed, carriage return and escape are at home in text.
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) odd++
  }
  return odd * 200 <= head.length
}

/** Random bytes often hold no NUL in a short stretch: what is not UTF-8 must be plausible in a legacy encoding. */
const isPlausible = (head: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    const text = new TextDecoder('gb18030').decode(head)
    let broken = 0
    for (const character of text) if (character === '\ufffd') broken++
    return broken * 100 <= text.length
  }
}

/** Null when it is nothing a story could use: programs, archives, unknown binary data. */
export const mediaTypeOf = async (content: Blob, name: string): Promise<MediaType | null> => {
  const found = await fileTypeFromBlob(content)
  const mime = found?.mime
  if (mime !== undefined && mime !== 'application/xml') {
    const kind = /^(image|audio|video)\//.exec(mime)?.[1]
    if (kind === 'image' || kind === 'audio' || kind === 'video') return { kind, mime }
    if (mime === 'application/ogg') return { kind: 'audio', mime }
    return DOCUMENTS.has(mime) || mime.startsWith('text/') ? { kind: 'document', mime } : null
  }
  const head = new Uint8Array(await content.slice(0, HEAD_BYTES).arrayBuffer())
  if (!looksLikeText(head) || !isPlausible(head)) return null
  return { kind: 'document', mime: TEXT_BY_EXTENSION[extname(name).toLowerCase()] ?? 'text/plain' }
}
