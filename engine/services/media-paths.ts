// Which files a list of paths means: files as they are, folders with everything visible in them.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

const MAX_FILES = 20_000
const MAX_DEPTH = 32

/** Left by systems in every folder; never meant by the writer. */
const LITTER = new Set(['thumbs.db', 'desktop.ini', 'icon\r'])

const isVisible = (name: string): boolean => !name.startsWith('.') && !LITTER.has(name.toLowerCase())

/** Links inside folders are not followed, so that no circle can be walked. */
const walk = async (folder: string, depth: number, found: string[]): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  entries.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  for (const entry of entries) {
    if (found.length >= MAX_FILES) return
    if (!isVisible(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isFile()) found.push(path)
    else if (entry.isDirectory() && depth < MAX_DEPTH) await walk(path, depth + 1, found)
  }
}

/** In the order given, folders in the order of their names. What is not there stays in, to fail with its reason. */
export const filesOf = async (paths: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = []
  for (const path of paths) {
    const info = await stat(path).catch(() => null)
    if (info?.isDirectory()) await walk(path, 0, found)
    else found.push(path)
  }
  return [...new Set(found)].slice(0, MAX_FILES)
}
