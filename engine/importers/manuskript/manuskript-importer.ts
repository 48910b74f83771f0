// Reads Manuskript projects (the folder or the zip that is its .msk file): outline folders with a text file each.
import { strFromU8 } from 'fflate'
import { EngineError } from '../../domain/errors.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import type { Block, Inline } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import type { NodeFacts } from '../../domain/project.ts'
import { detectLanguage } from '../../text/language.ts'
import type { FolderImporter, ImportedNote } from '../imported-book.ts'
import { RemarkList } from '../imported-book.ts'
import { readMarkdown } from '../markdown/read-markdown.ts'
import { labelsOf, statusOf, type ForeignLabel } from '../node-words.ts'
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

const linesOf = (text: string): Inline[] =>
  text
    .split('\n')
    .flatMap((line, at): Inline[] => [
      ...(at === 0 ? [] : [{ type: 'hardBreak' } as const]),
      ...(line === '' ? [] : [{ type: 'text', text: line } as const]),
    ])

/** What the writer noted of a text stands below it as a note to self. */
const noteOf = ({ notes = '' }: Header['fields']): Block[] =>
  notes === '' ? [] : [{ type: 'note', attrs: { id: newId() }, content: linesOf(notes) }]

/** Facts of a sheet that are no words of the writer's. */
const BARE = ['name', 'id', 'importance', 'color', 'pov']

const sheetOf = (fields: Header['fields']): Block[] =>
  Object.entries(fields).flatMap(([name, value]): Block[] =>
    BARE.includes(name) || value === ''
      ? []
      : [{ type: 'paragraph', attrs: { id: newId() }, content: linesOf(`${name}: ${value}`) }],
  )

/** One a line, `name: #rrggbb`; texts name them by their number, from 1. */
const readLabels = (text: string): ForeignLabel[] =>
  namesIn(text).map((line, at) => {
    const [, name = line, color = ''] = /^(.*?):?\s*#([0-9a-f]{6})$/iu.exec(line) ?? []
    return {
      id: String(at + 1),
      name,
      rgb: (color.match(/../gu) ?? []).map((part) => Number.parseInt(part, 16) / 255),
    }
  })

/** The lines of a list of states or labels. The first row of what Manuskript shows is none, and is not always written. */
const namesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const isText = (path: string): boolean => /^outline\/.*\.md$/u.test(path)

export const manuskriptImporter: FolderImporter = {
  id: 'manuskript',
  version: '3',
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
    const statuses = namesIn(source('status.txt'))
    const labels = labelsOf(readLabels(source('labels.txt')))
    const people = folder.paths
      .filter((path) => /^characters\/[^/]+\.txt$/u.test(path))
      .map((path) => readHeader(source(path)).fields)
    const beside: ImportedNote[] = people.map((fields) => ({
      kind: 'note',
      title: (fields['name'] ?? '').slice(0, 300),
      depth: 1,
      blocks: sheetOf(fields),
    }))
    let sample = ''
    let done = 0
    const factsOf = (fields: Header['fields']): { facts?: Partial<NodeFacts> } => {
      const synopsis = (fields['summaryfull'] || fields['summarysentence'] || '').slice(0, 10_000)
      // Stored by number; older files by name.
      const given = fields['status'] ?? ''
      const status = statusOf(statuses[Number(given) - 1] ?? (given || 'none'))
      const label = labels.colors.get(fields['label'] ?? '') ?? ''
      const pov = people.find(({ id }) => id !== undefined && id === fields['pov'])?.['name'] ?? ''
      const facts = {
        ...(pov === '' ? {} : { pov: pov.slice(0, 200) }),
        ...(synopsis === '' ? {} : { synopsis }),
        ...(label === '' ? {} : { label }),
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
            blocks: noteOf(fields),
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
            blocks: [...blocksOfItems(text.items), ...noteOf(fields)],
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
      beside:
        beside.length > 0 ? [{ kind: 'folder', title: 'characters', depth: 0, blocks: [] }, ...beside] : [],
      pictures: [],
      labels: labels.names,
      remarks: remarks.list(),
    }
  },
}
