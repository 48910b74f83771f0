// What readers of archives share: text and JSON out of a file of unknown hand, ids that stay, words out of lists.
import { EngineError } from '../../domain/errors.ts'
import { decodeText } from '../../text/encoding.ts'
import type { BookFolder } from '../imported-book.ts'

/** A diary of a hundred years is smaller; what is read as text is held in memory more than once. */
const MAX_TEXT_BYTES = 96 * 1024 * 1024

const unreadable = (name: string, cause?: unknown): EngineError =>
  new EngineError(
    'FILE_UNREADABLE',
    'This archive is damaged and cannot be read. Nothing was imported.',
    { name },
    { cause },
  )

/** FILE_UNREADABLE, FILE_TOO_LARGE, NOT_TEXT, EMPTY_FILE. */
export const textFile = (archive: BookFolder, path: string): string => {
  const bytes = archive.read(path)
  if (!bytes) throw unreadable(path)
  if (bytes.length > MAX_TEXT_BYTES)
    throw new EngineError(
      'FILE_TOO_LARGE',
      'This file holds more text than a diary could. Nothing was imported.',
      {
        name: path,
        sizeBytes: bytes.length,
        maxBytes: MAX_TEXT_BYTES,
      },
    )
  return decodeText(bytes, path)
    .text.replace(/^\uFEFF/u, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
}

/** The first signs of a file, for telling formats apart; '' where it is no text. */
export const headOf = (archive: BookFolder, path: string, characters = 4000): string => {
  try {
    const bytes = archive.read(path)
    if (!bytes || bytes.length === 0) return ''
    return decodeText(bytes.subarray(0, characters * 4), path).text.slice(0, characters)
  } catch {
    return ''
  }
}

export const jsonFile = (archive: BookFolder, path: string): unknown => {
  try {
    return JSON.parse(textFile(archive, path))
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw unreadable(path, error)
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : ''

export const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value.replace(',', '.')) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : []

/** `Anna, Tom | 小明、阿强` → four names. */
export const wordsOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,;|，；、\n]/u)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
]

/** Ids for entries that have none: the same name again gets a number behind it. */
export class StayingIds {
  readonly #seen = new Map<string, number>()

  of(name: string): string {
    const count = (this.#seen.get(name) ?? 0) + 1
    this.#seen.set(name, count)
    return count === 1 ? name : `${name} #${count}`
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: ' ',
}

export const withoutEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|#39|nbsp);/gu, (_, name: string) => ENTITIES[name] ?? '')

/** By its whole path, else the only file of that name. */
export const findFile = (
  archive: BookFolder,
  names: ReadonlyMap<string, string>,
  path: string,
): string | undefined =>
  archive.paths.includes(path) ? path : names.get(path.replace(/^.*\//u, '').toLowerCase())

export const filesByName = (archive: BookFolder): ReadonlyMap<string, string> =>
  new Map(archive.paths.map((path) => [path.replace(/^.*\//u, '').toLowerCase(), path]))
