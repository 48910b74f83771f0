// Character cards inside PNG pictures: text chunks `ccv3` and `chara` (base64 of UTF-8 JSON) found, checked and written.
// Chunks as in the PNG specification (W3C, third edition, 5 and 11.3.3); what the JSON says is card-json's.
import { crc32, deflateSync, inflateSync } from 'node:zlib'
import type { CardVersion, StoredCard } from '../../domain/character-card.ts'
import { cardJson, parseBounded, readCard, versionOf } from './card-json.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Cards carry a novel's worth of text at the very most. */
const MAX_TEXT_BYTES = 16 << 20
const MAX_FILE_BYTES = 64 << 20
const TEXT_TYPES: readonly string[] = ['tEXt', 'zTXt', 'iTXt']
/** V3 goes before V2: a file with both means the first. */
const KEYWORDS = ['ccv3', 'chara'] as const

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length))

/** Throws an Error where the file is broken off or was damaged. */
const chunksOf = (bytes: Uint8Array): readonly Chunk[] => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!isPng(file)) throw new Error('This is no PNG picture')
  if (file.length > MAX_FILE_BYTES) throw new Error('This picture is too large for a character card')
  const chunks: Chunk[] = []
  for (let at = SIGNATURE.length; ;) {
    if (at + 12 > file.length) throw new Error('This picture is broken off')
    const length = file.readUInt32BE(at)
    const end = at + 8 + length
    if (end + 4 > file.length) throw new Error('This picture is broken off')
    const type = file.toString('latin1', at + 4, at + 8)
    if (!/^[A-Za-z]{4}$/u.test(type)) throw new Error('This picture is damaged')
    if (crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end))
      throw new Error(`This picture is damaged: its part ${type} does not have the sum that it says`)
    chunks.push({ type, data: file.subarray(at + 8, end) })
    if (type === 'IEND') return chunks
    at = end + 4
  }
}

const inflated = (data: Buffer): Buffer => {
  try {
    return inflateSync(data, { maxOutputLength: MAX_TEXT_BYTES })
  } catch {
    throw new Error('The text in this picture cannot be unpacked, or is too large for a character card')
  }
}

/** Keyword and text; null for one of another kind, or one that is malformed. */
const textOf = ({ type, data }: Chunk): readonly [string, () => Buffer] | null => {
  if (!TEXT_TYPES.includes(type)) return null
  const end = data.indexOf(0)
  if (end < 1 || end > 79) return null
  const keyword = data.toString('latin1', 0, end)
  if (type === 'tEXt') return [keyword, () => data.subarray(end + 1)]
  // Method 0 is the only one that there is.
  if (type === 'zTXt') return data[end + 1] === 0 ? [keyword, () => inflated(data.subarray(end + 2))] : null
  const language = data.indexOf(0, end + 3)
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1)
  if (translated < 0) return null
  const rest = data.subarray(translated + 1)
  if (data[end + 1] === 0) return [keyword, () => rest]
  return data[end + 2] === 0 ? [keyword, () => inflated(rest)] : null
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

const decoded = (text: Buffer): unknown => {
  if (text.length > MAX_TEXT_BYTES)
    throw new Error('The text in this picture is too large for a character card')
  const ascii = text.toString('latin1').replace(/\s+/gu, '')
  // Some programs write the JSON as it is.
  const isPlain = ascii.startsWith('{')
  if (!isPlain && !/^[A-Za-z0-9+/_-]+=*$/u.test(ascii))
    throw new Error('The card in this picture is not written as cards are')
  try {
    return parseBounded(utf8.decode(isPlain ? text : Buffer.from(ascii, 'base64')))
  } catch (error) {
    if (error instanceof TypeError) throw new Error('The card in this picture is not UTF-8', { cause: error })
    throw error
  }
}

/** Throws an Error that says why there is no card in it. */
export const readCardPng = (bytes: Uint8Array): StoredCard => {
  const found = chunksOf(bytes)
    .map(textOf)
    .filter((each) => each !== null)
  for (const keyword of KEYWORDS) {
    const chunk = found.find(([name]) => name.toLowerCase() === keyword)
    if (chunk) return readCard(decoded(chunk[1]()))
  }
  throw new Error('There is no character card in this picture')
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), whole.length - 4)
  return whole
}

const cardChunk = (keyword: string, stored: StoredCard, version: CardVersion): Buffer => {
  const json = Buffer.from(JSON.stringify(cardJson(stored, version)), 'utf8').toString('base64')
  return chunk('tEXt', Buffer.from(`${keyword}\0${json}`, 'latin1'))
}

/** A quiet plain picture for a character without one. */
const plainPicture = (): Buffer => {
  const [width, height] = [400, 600]
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  // Eight bits a colour, a palette.
  header.set([8, 3, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from([0xe9, 0xe3, 0xd6])),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * The picture with the card in it, in the place of one that was there; V3 is written beside V2 for programs that know only
 * that. Every other part of the picture stays as it is.
 * @param picture a PNG; left out: a plain one. Throws an Error where it is none.
 */
export const writeCardPng = (stored: StoredCard, picture: Uint8Array = plainPicture()): Uint8Array => {
  const kept = chunksOf(picture).filter((each) => {
    const text = textOf(each)
    return text === null || !KEYWORDS.some((keyword) => keyword === text[0].toLowerCase())
  })
  const cards = [
    cardChunk('chara', stored, 2),
    ...(versionOf(stored.source) === 3 ? [cardChunk('ccv3', stored, 3)] : []),
  ]
  return Buffer.concat([
    SIGNATURE,
    ...kept.slice(0, -1).map(({ type, data }) => chunk(type, data)),
    ...cards,
    chunk('IEND', Buffer.alloc(0)),
  ])
}
