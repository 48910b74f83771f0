// Opens a zip from an unknown hand: sizes are checked before anything is unpacked, names cannot lead out of it.
import { unzipSync } from 'fflate'
import { EngineError } from '../domain/errors.ts'

const MAX_ENTRIES = 20_000
const MAX_ENTRY_BYTES = 128 * 1024 * 1024
const MAX_TOTAL_BYTES = 512 * 1024 * 1024

const tooLarge = (name: string): EngineError =>
  new EngineError(
    'FILE_TOO_LARGE',
    'This file unpacks to more than a book could hold. Nothing was imported.',
    { name },
  )

/**
 * Entries by path. A size that lies cannot get past the limits: no entry unpacks to more than it declares.
 * Errors: FILE_UNREADABLE, FILE_TOO_LARGE.
 */
export const unpackZip = (bytes: Uint8Array, name: string): ReadonlyMap<string, Uint8Array> => {
  let entries = 0
  let total = 0
  try {
    const files = unzipSync(bytes, {
      filter: ({ name: path, originalSize }) => {
        entries += 1
        total += originalSize
        if (entries > MAX_ENTRIES || originalSize > MAX_ENTRY_BYTES || total > MAX_TOTAL_BYTES)
          throw tooLarge(name)
        return !path.endsWith('/') && !path.split(/[\\/]/u).includes('..')
      },
    })
    return new Map(Object.entries(files))
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw new EngineError(
      'FILE_UNREADABLE',
      'This file is damaged and cannot be opened. Nothing was imported.',
      { name },
      { cause: error },
    )
  }
}
