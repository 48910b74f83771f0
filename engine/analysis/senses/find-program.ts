// Finds programs that the writer's system has, on the search path only; what they are asked is their callers' concern.
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

const ENDINGS = process.platform === 'win32' ? ['.exe'] : ['']

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

const found = new Map<string, string>()

/** The absolute path of the first of these names that is there; null where none is. Folders named relatively do not count. */
export const findProgram = (
  names: readonly string[],
  searchPath: string = process.env['PATH'] ?? '',
): string | null => {
  const key = `${names.join(' ')}\n${searchPath}`
  const known = found.get(key)
  if (known !== undefined && isProgram(known)) return known
  for (const folder of searchPath.split(delimiter).filter((each) => isAbsolute(each)))
    for (const name of names)
      for (const ending of ENDINGS) {
        const path = join(folder, `${name}${ending}`)
        if (!isProgram(path)) continue
        found.set(key, path)
        return path
      }
  return null
}
