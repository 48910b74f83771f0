// What SQLite and the system answer to a project file they cannot use, in the engine's words.
import { EngineError } from '../domain/errors.ts'
import { lockedError } from './lock.ts'
import { passphraseWrong, type FileKey } from './passphrase.ts'

export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const notAProject = (cause?: unknown): EngineError =>
  new EngineError(
    'NOT_A_PROJECT',
    'This file is not an Arcwright project. It was not changed.',
    {},
    { cause },
  )

export const damaged = (cause?: unknown): EngineError =>
  new EngineError(
    'PROJECT_DAMAGED',
    'The project file is damaged and was not changed; open a backup, or a copy kept beside it.',
    {},
    { cause },
  )

/** SQLite's answers to a file it cannot use, in the engine's words. */
export const explain = (error: unknown, path: string, key: FileKey | null = null): unknown => {
  const code = errorCode(error)
  if (code.startsWith('SQLITE_BUSY')) return lockedError(path, error)
  if (code === 'SQLITE_NOTADB') return key === null ? notAProject(error) : passphraseWrong(error)
  if (code.startsWith('SQLITE_CORRUPT')) return damaged(error)
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return new EngineError(
      'FILE_UNREADABLE',
      'The system does not allow this file to be used.',
      { path },
      { cause: error },
    )
  }
  return error
}
