// A disk that can be filled up: a small file system in memory where this user may mount one; null elsewhere.
import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

export interface SmallDisk {
  readonly folder: string
  /** Takes what is left but this many bytes. */
  fill(leaveBytes: number): void
  /** Gives it back. */
  free(): void
  dispose(): void
}

const CHUNK = Buffer.alloc(64 * 1024)

export const makeSmallDisk = (folder: string, megabytes: number): SmallDisk | null => {
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  const ballast = path.join(folder, 'ballast')
  const free = (): void => rmSync(ballast, { force: true })
  return {
    folder,
    free,
    fill(leaveBytes) {
      const spare = path.join(folder, 'spare')
      const reserve = openSync(spare, 'w')
      for (let left = leaveBytes; left > 0; left -= CHUNK.length)
        writeSync(reserve, CHUNK, 0, Math.min(left, CHUNK.length))
      closeSync(reserve)
      const handle = openSync(ballast, 'w')
      try {
        for (;;) writeSync(handle, CHUNK)
      } catch {
        // Full, as wanted.
      } finally {
        closeSync(handle)
      }
      rmSync(spare)
    },
    dispose() {
      free()
      try {
        execFileSync('umount', [folder], { stdio: 'ignore' })
      } catch {
        execFileSync('umount', ['-l', folder], { stdio: 'ignore' })
      }
    },
  }
}
