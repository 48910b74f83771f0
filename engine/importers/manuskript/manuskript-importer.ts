// Reads Manuskript projects (the folder or the zip that is its .msk file): outline folders with a text file each.
import { strFromU8 } from 'fflate'
import { EngineError } from '../../domain/errors.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import type { NodeFacts } from '../../domain/project.ts'
import { detectLanguage } from '../../text/language.ts'
import type { FolderImporter } from '../imported-book.ts'
import { RemarkList } from '../imported-book.ts'
import { readMarkdown } from '../markdown/read-markdown.ts'
import { statusOf } from '../node-words.ts'
import { blocksOfItems, sectionsOfTree, type TreeItem } from '../project-tree.ts'

interface Header {
  readonly fields: Readonly<Record<string, string>>
  readonly body: string
}

/** Lines of `name: value`, deeper ones continuing the last, up to two empty lines. */
const readHeader = (text: string): Header => {
  const fields: Record<string, string> = {}
  const lines = text.replace(/\r\n?/gu, '\n').split('\n')
  let last = ''
  let at = 0
  for (; at < lines.length; at += 1) {
    const [, name, value] = /^([\w ]{1,40}?):\s*(.*)$/u.exec(lines[at]) ?? []
    if (name !== undefined && value !== undefined) fields[(last = name.trim().toLowerCase())] = value.trim()
    else if (last !== '' && /^\s+\S/u.test(lines[at])) fields[last] += `\n${lines[at].trim()}`
    else break
  }
  return { fields, body: lines.slice(at).join('\n').trim() }
}

const isText = (path: string): boolean => /^outline\/.*\.md$/u.test(path)

export const manuskriptImporter: FolderImporter = {
  id: 'manuskript',
  version: '1',
  title: 'Manuskript',
  projectExtensions: ['msk'],
  fits: (paths) => paths.includes('MANUSKRIPT') && paths.some(isText),
  read: async (folder, { signal, progress }) => {
    signal.throwIfAborted()
    const takeTurn = createTurnTaker(signal)
    const remarks = new RemarkList()
    const source = (path: string): string => {
      const bytes = folder.read(path)
      return bytes ? strFromU8(bytes) : ''
    }
    const statuses = source('status.txt')
      .split('\n')
      .map((line) => line.trim())
    let sample = ''
    let done = 0
    const factsOf = (fields: Header['fields']): { facts?: Partial<NodeFacts> } => {
      const synopsis = (fields['summaryfull'] || fields['summarysentence'] || '').slice(0, 10_000)
      // Stored by number; older files by name.
      const given = fields['status'] ?? ''
      const status = statusOf(statuses[Number(given)] ?? (given || 'none'))
      const facts = {
        ...(synopsis === '' ? {} : { synopsis }),
        ...(status === 'none' ? {} : { status }),
      }
      return Object.keys(facts).length > 0 ? { facts } : {}
    }
    const level = async (prefix: string): Promise<TreeItem[]> => {
      const items: TreeItem[] = []
      const seen = new Set<string>()
      for (const path of folder.paths) {
        if (!path.startsWith(prefix)) continue
        const name = path.slice(prefix.length)
        const slash = name.indexOf('/')
        if (slash !== -1) {
          const below = name.slice(0, slash)
          if (seen.has(below)) continue
          seen.add(below)
          const { fields } = readHeader(source(`${prefix}${below}/folder.txt`))
          items.push({
            title: fields['title'] ?? below.replace(/^\d+-/u, ''),
            isFolder: true,
            blocks: [],
            ...factsOf(fields),
            children: await level(`${prefix}${below}/`),
          })
        } else if (isText(path)) {
          progress('read', (done += 1), folder.paths.length)
          const { fields, body } = readHeader(source(path))
          sample += body.slice(0, 2000)
          const text =
            body === ''
              ? { items: [] }
              : await readMarkdown(new TextEncoder().encode(body), path, {
                  remarks,
                  picture: () => undefined,
                  takeTurn,
                  progress: () => undefined,
                })
          items.push({
            title: fields['title'] ?? name.replace(/^\d+-|\.md$/gu, ''),
            isFolder: false,
            blocks: blocksOfItems(text.items),
            ...factsOf(fields),
            children: [],
          })
        }
      }
      return items
    }
    const items = await level('outline/')
    if (items.length === 0)
      throw new EngineError('EMPTY_FILE', 'This Manuskript project has no texts. Nothing was imported.', {
        name: folder.name,
      })
    const { fields } = readHeader(source('infos.txt'))
    return {
      title: (fields['title'] || folder.name).slice(0, 300),
      author: (fields['author'] ?? '').slice(0, 300),
      language: detectLanguage(sample),
      encoding: 'utf-8',
      sections: sectionsOfTree(items),
      pictures: [],
      remarks: remarks.list(),
    }
  },
}
