// Takes out of a picture's bytes what says where, when and with what it was taken, without touching what is seen: the
// segments of JPEG, the chunks of PNG and WebP. Which way is up stays.
import { joinBytes } from '../../text/join-bytes.ts'

const ascii = (text: string): readonly number[] => Array.from(text, (sign) => sign.charCodeAt(0))
const has = (bytes: Uint8Array, at: number, text: string): boolean =>
  ascii(text).every((code, index) => bytes[at + index] === code)

const ORIENTATION = 0x0112

/** The way up in an EXIF block, 1 … 8; 1 where nothing is said. TIFF 6.0: byte order, then a list of twelve-byte fields. */
const orientationOf = (segment: Uint8Array): number => {
  const tiff = new DataView(segment.buffer, segment.byteOffset + 10, Math.max(0, segment.length - 10))
  try {
    const little = tiff.getUint16(0) === 0x4949
    const list = tiff.getUint32(4, little)
    const fields = tiff.getUint16(list, little)
    for (let index = 0; index < fields; index++) {
      const field = list + 2 + index * 12
      if (tiff.getUint16(field, little) !== ORIENTATION) continue
      const value = tiff.getUint16(field + 8, little)
      return value >= 1 && value <= 8 ? value : 1
    }
  } catch {
    // A damaged block says nothing.
  }
  return 1
}

/** An EXIF segment that knows one thing only. */
const orientationSegment = (orientation: number): Uint8Array =>
  Uint8Array.from([
    ...[0xff, 0xe1, 0, 34],
    ...ascii('Exif\0\0MM'),
    ...[0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  ])

const COLOUR_PROFILE = 0xe2
const START_OF_SCAN = 0xda

const stripJpeg = (bytes: Uint8Array): Uint8Array<ArrayBuffer> | null => {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]
    if (marker === START_OF_SCAN) return joinBytes([...parts, bytes.subarray(at)])
    const length = 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
    const segment = bytes.subarray(at, at + length)
    // APP1 … APP15 are programs' and cameras' words, FE is a comment; the colour profile is needed to show it right.
    const isWords = (marker >= 0xe1 && marker <= 0xef) || marker === 0xfe
    if (!isWords || (marker === COLOUR_PROFILE && has(segment, 4, 'ICC_PROFILE')) || has(segment, 4, 'Adobe'))
      parts.push(segment)
    else if (marker === 0xe1 && has(segment, 4, 'Exif')) {
      const orientation = orientationOf(segment)
      if (orientation !== 1) parts.push(orientationSegment(orientation))
    }
    at += length
  }
  return null
}

const PNG_WORDS = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])

const stripPng = (bytes: Uint8Array): Uint8Array<ArrayBuffer> | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = 12 + view.getUint32(at)
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (at + length > bytes.length) return null
    if (!PNG_WORDS.has(name)) parts.push(bytes.subarray(at, at + length))
    at += length
    if (name === 'IEND') return joinBytes(parts)
  }
  return null
}

const WEBP_HAS_EXIF = 0x08
const WEBP_HAS_XMP = 0x04

const stripWebp = (bytes: Uint8Array): Uint8Array<ArrayBuffer> | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = []
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true)
    const whole = 8 + size + (size % 2)
    if (at + 8 + size > bytes.length) return null
    const chunk = bytes.slice(at, at + whole)
    if (has(chunk, 0, 'VP8X')) chunk[8] &= ~(WEBP_HAS_EXIF | WEBP_HAS_XMP)
    if (!has(chunk, 0, 'EXIF') && !has(chunk, 0, 'XMP ')) parts.push(chunk)
    at += whole
  }
  const body = joinBytes(parts)
  const head = bytes.slice(0, 12)
  new DataView(head.buffer).setUint32(4, body.length + 4, true)
  return joinBytes([head, body])
}

/** The same picture without its data; null for what is no JPEG, PNG or WebP, or is damaged: nothing can be promised of it. */
export const stripMetadata = (bytes: Uint8Array): Uint8Array<ArrayBuffer> | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return stripJpeg(bytes)
  if (has(bytes, 1, 'PNG')) return stripPng(bytes)
  if (has(bytes, 0, 'RIFF') && has(bytes, 8, 'WEBP')) return stripWebp(bytes)
  return null
}
