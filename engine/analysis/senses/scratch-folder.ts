// A folder of one's own for files that programs of the system must find on the disk; gone when its user is, also after a crash.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'arcwright-senses-'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const remove = (path: string): void => {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Somebody else's, or still held by a program that is ending: the next one who comes tries again.
  }
}

/** What processes left behind that were ended in the middle of a file. */
const sweep = (): void => {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`, 'u').exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) remove(join(tmpdir(), name))
  }
}

let isSwept = false

/** Only this user may look into it. */
export const scratchFolder = (): { readonly path: string; dispose(): void } => {
  if (!isSwept) sweep()
  isSwept = true
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  return { path, dispose: () => remove(path) }
}
