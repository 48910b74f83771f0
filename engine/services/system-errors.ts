// Turns what the operating system and SQLite throw into the engine's own errors, with words a writer can act on.
import { EngineError } from '../domain/errors.ts'
import { READ_ONLY_MARK } from '../store/read-only-mark.ts'

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''

/** Undefined when the error is not one we foresee. */
export const fromSystemError = (error: unknown): EngineError | undefined => {
  const options = { cause: error }
  if (error instanceof Error && error.message === READ_ONLY_MARK)
    return new EngineError(
      'READ_ONLY',
      'The project is open to read only. Nothing was changed; close it where it is being written, then open it again.',
      {},
      options,
    )
  switch (codeOf(error)) {
    case 'ENOENT':
      return new EngineError('FILE_NOT_FOUND', 'The file or folder is not there (any more).', {}, options)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_READONLY':
      return new EngineError(
        'FILE_UNREADABLE',
        'The system does not allow this file to be used.',
        {},
        options,
      )
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
    case 'EIO':
    case 'SQLITE_IOERR_WRITE':
    case 'SQLITE_IOERR_FSYNC':
    case 'SQLITE_IOERR_TRUNCATE':
    case 'SQLITE_FULL':
      return new EngineError(
        'DISK_FULL',
        'The disk did not take it: it is full, or gone. Everything saved before is kept; free some space and save again.',
        {},
        options,
      )
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new EngineError(
        'PROJECT_DAMAGED',
        'The project file is damaged. It was not changed.',
        {},
        options,
      )
    default:
      return undefined
  }
}
