// Who has a project open. The lock itself is the operating system's, on the project file (database.ts), so that it
// cannot outlive its process; this small file beside it only tells the second opener whom to ask.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import * as z from 'zod'
import { EngineError } from '../domain/errors.ts'

const holder = z.object({ pid: z.number().int(), host: z.string(), since: z.number() })
type Holder = z.infer<typeof holder>

const noteOf = (path: string): string => `${path}.lock`

const readHolder = (path: string): Holder => {
  try {
    return holder.parse(JSON.parse(readFileSync(noteOf(path), 'utf8')))
  } catch {
    // Held, but the note is not written yet or was removed by hand: the lock is what counts.
    return { pid: 0, host: '', since: 0 }
  }
}

/** Call only while holding the file: overwrites what a crashed holder left. */
export const noteHolder = (path: string, since: number): void => {
  writeFileSync(noteOf(path), JSON.stringify({ pid: process.pid, host: hostname(), since } satisfies Holder))
}

/** Call before the lock is given back, never after: the next holder's note must not be taken. */
export const forgetHolder = (path: string): void => {
  rmSync(noteOf(path), { force: true })
}

/** PROJECT_LOCKED { pid, host, since }; pid 0 and host '' where the holder left no readable note. */
export const lockedError = (path: string, cause: unknown): EngineError => {
  const found = readHolder(path)
  return new EngineError(
    'PROJECT_LOCKED',
    'This project is already open in another Arcwright; close it there, then open it here again.',
    { ...found },
    { cause },
  )
}
