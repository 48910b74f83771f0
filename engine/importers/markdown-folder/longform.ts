// The order that Obsidian's Longform keeps in an index note: scenes by name, deeper ones in lists of their own.
import { resolvePath } from '../resolve-path.ts'

export interface OrderedFile {
  readonly path: string
  readonly children: readonly OrderedFile[]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const MAX_DEPTH = 12

/** Undefined when the front matter is not that of an index. @param path of the index. */
export const longformOrder = (
  path: string,
  data: Readonly<Record<string, unknown>>,
): { readonly title: string; readonly scenes: readonly OrderedFile[] } | undefined => {
  const { longform } = data
  if (!isRecord(longform) || !Array.isArray(longform['scenes'])) return undefined
  const folder = typeof longform['sceneFolder'] === 'string' ? longform['sceneFolder'] : '/'
  const base = resolvePath(path, `./${folder}/`)
  const read = (list: readonly unknown[], depth: number): OrderedFile[] => {
    const found: { path: string; children: OrderedFile[] }[] = []
    for (const entry of list) {
      if (typeof entry === 'string')
        found.push({ path: [...(base === '' ? [] : [base]), `${entry}.md`].join('/'), children: [] })
      else if (Array.isArray(entry) && depth < MAX_DEPTH)
        (found.at(-1)?.children ?? found).push(...read(entry as readonly unknown[], depth + 1))
    }
    return found
  }
  const title = typeof longform['title'] === 'string' ? longform['title'] : ''
  return { title, scenes: read(longform['scenes'] as readonly unknown[], 0) }
}
