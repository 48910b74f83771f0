// Gives a backup back as a project of its own: copied, read from end to end, then named. The backup stays as it is.
import { copyFileSync, rmSync, statSync } from 'node:fs'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { verifyInThread } from './copy-project.ts'
import { publishFile } from './create-project.ts'
import { keyFor, passphraseWrong } from './passphrase.ts'
import { isWrittenWith } from './recovery/page-file.ts'
import { explain } from './file-errors.ts'

/** PROJECT_EXISTS, FILE_NOT_FOUND, PROJECT_DAMAGED, PASSPHRASE_NEEDED, PASSPHRASE_WRONG; the system's errors. */
export const restoreCopy = async (backup: string, to: string, passphrase?: string): Promise<void> => {
  if (statSync(backup, { throwIfNoEntry: false })?.isFile() !== true)
    throw new EngineError('FILE_NOT_FOUND', 'This backup is not there (any more).', { path: backup })
  if (statSync(to, { throwIfNoEntry: false }))
    throw new EngineError('PROJECT_EXISTS', 'A file with this name exists already. It was not touched.', {
      path: to,
    })
  const temporary = `${to}.partial-${newId()}`
  try {
    const key = await keyFor(backup, passphrase)
    copyFileSync(backup, temporary)
    const verdict = await verifyInThread({ path: temporary, key })
    if (!verdict.whole && key !== null && !isWrittenWith(temporary, key)) throw passphraseWrong()
    if (!verdict.whole)
      throw new EngineError(
        'PROJECT_DAMAGED',
        'This backup is damaged itself, so nothing was restored. Try an older one, or recover what can be read of it.',
        { problem: verdict.problems[0] ?? '' },
      )
    publishFile(temporary, to)
  } catch (error) {
    throw explain(error, to)
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(temporary + end, { force: true })
  }
}
