// A packed archive of a life as a folder of which only what is asked for is unpacked: pictures of years need not fit into memory.
import { unzipSync } from 'fflate'
import { EngineError } from '../../domain/errors.ts'
import type { BookFolder } from '../imported-book.ts'
import { inNaturalOrder } from '../zip-folder.ts'

const MAX_ENTRIES = 50_000
const MAX_ENTRY_BYTES = 512 * 1024 * 1024
const MAX_TOTAL_BYTES = 16 * 1024 * 1024 * 1024

const tooLarge = (name: string): EngineError =>
  new EngineError('FILE_TOO_LARGE', 'This archive unpacks to more than a life. Nothing was imported.', {
    name,
  })

const isVisible = (path: string): boolean =>
  !path.endsWith('/') &&
  !path.split('/').some((part) => part === '..' || part.startsWith('.') || part === '__MACOSX')

/** No entry unpacks to more than it declares, and every size is known before anything is unpacked. FILE_UNREADABLE, FILE_TOO_LARGE. */
export const openLifeZip = (bytes: Uint8Array, name: string): BookFolder => {
  const real = new Map<string, string>()
  let entries = 0
  let total = 0
  const unpack = (wanted: (path: string, size: number) => boolean): Readonly<Record<string, Uint8Array>> => {
    try {
      return unzipSync(bytes, { filter: (entry) => wanted(entry.name, entry.originalSize) })
    } catch (error) {
      if (error instanceof EngineError) throw error
      throw new EngineError(
        'FILE_UNREADABLE',
        'This archive is damaged and cannot be opened. Nothing was imported.',
        { name },
        { cause: error },
      )
    }
  }
  unpack((path, size) => {
    entries += 1
    total += size
    if (entries > MAX_ENTRIES || size > MAX_ENTRY_BYTES || total > MAX_TOTAL_BYTES) throw tooLarge(name)
    const plain = path.replaceAll('\\', '/')
    if (isVisible(plain)) real.set(plain, path)
    return false
  })
  const [first = ''] = real.keys()
  const top = first.slice(0, first.indexOf('/') + 1)
  const isWrapped = top !== '' && [...real.keys()].every((path) => path.startsWith(top))
  const cut = isWrapped ? top.length : 0
  const known = new Map([...real].map(([plain, path]) => [plain.slice(cut), path]))
  return {
    name: isWrapped ? top.slice(0, -1) : name.replace(/\.zip$/iu, ''),
    paths: [...known.keys()].sort(inNaturalOrder),
    read: (path) => {
      const packed = known.get(path)
      return packed === undefined ? undefined : unpack((each) => each === packed)[packed]
    },
  }
}
