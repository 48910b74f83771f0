// Who has a project open. The lock itself is the operating system's, on the project file (database.ts), so that it
// cannot outlive its process; this small file beside it only tells the second opener whom to ask.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import * as z from 'zod'
import { EngineError } from '../domain/errors.ts'

const holder = z.object({ pid: z.number().int(), host: z.string(), since: z.number() })
export type Holder = z.infer<typeof holder>

const noteOf = (path: string): string => `${path}.lock`

const readHolder = (path: string): Holder => {
  try {
    return holder.parse(JSON.parse(readFileSync(noteOf(path), 'utf8')))
  } catch {
    // Held, but the note is not written yet or was removed by hand: the lock is what counts.
    return { pid: 0, host: '', since: 0 }
  }
}

/** Whose note lies beside the file; null where there is none that can be read. */
export const holderOf = (path: string): Holder | null => {
  const found = readHolder(path)
  return found.pid === 0 ? null : found
}

/** Call only while holding the file: overwrites what a crashed holder left. */
export const noteHolder = (path: string, since: number): void => {
  try {
    writeFileSync(
      noteOf(path),
      JSON.stringify({ pid: process.pid, host: hostname(), since } satisfies Holder),
    )
  } catch {
    // A full disk may not keep the writer from the text: the lock counts, the note is a courtesy.
  }
}

/** Whether there is a process of this number on this machine. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Whose note lies beside the file, if it is another computer's: it may have the file open by way of a shared or
 * synchronised folder, where locks do not always reach. Call before `noteHolder`.
 */
export const otherHolder = (path: string): Holder | null => {
  const found = holderOf(path)
  return found && found.host !== hostname() ? found : null
}

/** Call before the lock is given back, never after: the next holder's note must not be taken. */
export const forgetHolder = (path: string): void => {
  rmSync(noteOf(path), { force: true })
}

const whoseWords = ({ pid, host, since }: Holder): string => {
  if (pid === 0) return 'another program'
  const at = `since ${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  if (host !== hostname()) return `Arcwright on the computer “${host}”, ${at}`
  return isAlive(pid)
    ? `another Arcwright on this computer (process ${pid}, ${at})`
    : `a program that left no note (the note beside it is of process ${pid}, which has ended)`
}

/** PROJECT_LOCKED { pid, host, since, here, alive }; pid 0 and host '' where the holder left no readable note. */
export const lockedError = (path: string, cause: unknown): EngineError => {
  const found = readHolder(path)
  const here = found.pid !== 0 && found.host === hostname()
  return new EngineError(
    'PROJECT_LOCKED',
    `This project is already open in ${whoseWords(found)}. Close it there, or open it here to read only.`,
    { ...found, here, alive: here && isAlive(found.pid) },
    { cause },
  )
}
