// Reads novelWriter projects: documents with headings and tags inside, in the order of the project's list.
import { strFromU8 } from 'fflate'
import type { Block } from '../../domain/document.ts'
import { EngineError } from '../../domain/errors.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import type { BookKind, NodeFacts } from '../../domain/project.ts'
import { detectLanguage } from '../../text/language.ts'
import type { FolderImporter, ImportedNote, ImportedSection } from '../imported-book.ts'
import { RemarkList } from '../imported-book.ts'
import { readMarkdown } from '../markdown/read-markdown.ts'
import { statusOf } from '../node-words.ts'
import { blocksOfItems } from '../project-tree.ts'
import { readXml, xmlElements, type XmlElement } from '../read-xml.ts'
import { footnotesIn, novelMarkdown } from './novel-markdown.ts'

interface Item {
  readonly handle: string
  readonly type: string
  readonly novelClass: string
  readonly isNote: boolean
  readonly name: string
  readonly status: string
}

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((each) => each.name === name)

const itemOf = (element: XmlElement, statuses: ReadonlyMap<string, string>): Item => {
  const { attributes } = element
  const name = child(element, 'name')
  const handle = attributes['handle'] ?? ''
  return {
    handle: /^[0-9a-f]{1,32}$/u.test(handle) ? handle : '',
    type: attributes['type'] ?? child(element, 'type')?.text ?? '',
    novelClass: attributes['class'] ?? child(element, 'class')?.text ?? '',
    isNote: (attributes['layout'] ?? child(element, 'layout')?.text) === 'NOTE',
    name: name?.text.trim() ?? '',
    status: statuses.get(name?.attributes['status'] ?? '') ?? '',
  }
}

interface Piece {
  readonly level: number
  readonly title: string
  readonly lines: string[]
  readonly facts: { pov?: string; synopsis?: string }
}

/** Headings, tags and comments are lines of their own; what remains is Markdown. */
const piecesOf = (text: string): readonly Piece[] => {
  const pieces: Piece[] = [{ level: 0, title: '', lines: [], facts: {} }]
  for (const line of text.split('\n')) {
    const heading = /^(#{1,4})!? (.*)$/u.exec(line)
    const piece = pieces[pieces.length - 1]
    const pov = /^@pov:\s*(.+)$/iu.exec(line)?.[1]
    const synopsis = /^%~?\s*(?:synopsis|short)\s*:\s*(.+)$/iu.exec(line)?.[1]
    if (heading) pieces.push({ level: heading[1].length, title: heading[2].trim(), lines: [], facts: {} })
    else if (pov !== undefined) piece.facts.pov = pov.trim().slice(0, 200)
    else if (synopsis !== undefined) piece.facts.synopsis = synopsis.trim().slice(0, 10_000)
    else if (!/^(?:%|@\w+:|\[(?:newpage|new page|vspace.*)\])/iu.test(line)) piece.lines.push(line)
  }
  return pieces.filter(({ level, lines }) => level > 0 || lines.some((line) => line.trim() !== ''))
}

const KINDS: readonly BookKind[] = ['scene', 'part', 'chapter', 'scene', 'scene']

export const novelwriterImporter: FolderImporter = {
  id: 'novelwriter',
  version: '2',
  title: 'novelWriter',
  projectExtensions: ['nwx'],
  fits: (paths) => paths.includes('nwProject.nwx'),
  read: async (folder, { signal, progress }) => {
    signal.throwIfAborted()
    const bytes = folder.read('nwProject.nwx')
    const root = bytes && readXml(strFromU8(bytes))
    const content = child(root, 'content')
    if (root?.name !== 'novelWriterXML' || !content)
      throw new EngineError('FILE_UNREADABLE', 'The novelWriter project is damaged. Nothing was imported.', {
        name: folder.name,
      })
    const statuses = new Map(
      [...xmlElements(root)]
        .filter(({ name }) => name === 'entry')
        .map(({ attributes, text }) => [attributes['key'] ?? '', text]),
    )
    const items = content.children.filter(({ name }) => name === 'item').map((item) => itemOf(item, statuses))
    const remarks = new RemarkList()
    const takeTurn = createTurnTaker(signal)
    const sections: ImportedSection[] = []
    const beside: ImportedNote[] = []
    let sample = ''
    const read = async (text: string, name: string): Promise<readonly Block[]> => {
      if (text.trim() === '') return []
      const { items: found } = await readMarkdown(new TextEncoder().encode(text), name, {
        remarks,
        picture: () => undefined,
        takeTurn,
        progress: () => undefined,
      })
      return blocksOfItems(found)
    }
    let folders = 0
    for (const [i, item] of items.entries()) {
      progress('read', i, items.length)
      if (item.novelClass === 'TRASH' || item.novelClass === 'ARCHIVE') {
        if (item.type === 'FILE') remarks.add('trash', item.name)
        continue
      }
      const isBook = item.novelClass === 'NOVEL' && !item.isNote
      if (item.type !== 'FILE') {
        folders = item.type === 'ROOT' ? 0 : folders
        if (item.novelClass !== 'NOVEL' && item.type === 'ROOT')
          beside.push({ kind: 'folder', title: item.name, depth: 0, blocks: [] })
        continue
      }
      const file = item.handle === '' ? undefined : folder.read(`content/${item.handle}.nwd`)
      const text = file
        ? strFromU8(file)
            .replace(/\r\n?/gu, '\n')
            .replace(/^(?:%%~.*\n)+/u, '')
        : ''
      sample += text.slice(0, 2000)
      if (!isBook) {
        const lines = text.split('\n').filter((line) => !/^[@%]/u.test(line))
        const blocks = await read(novelMarkdown(lines, footnotesIn(text)), item.name)
        beside.push({ kind: 'note', title: item.name, depth: item.novelClass === 'NOVEL' ? 0 : 1, blocks })
        continue
      }
      const footnotes = footnotesIn(text)
      for (const piece of piecesOf(text)) {
        const kind = KINDS[piece.level] ?? 'scene'
        const status = statusOf(item.status || 'none')
        const facts: Partial<NodeFacts> = { ...piece.facts, ...(status === 'none' ? {} : { status }) }
        const blocks = await read(novelMarkdown(piece.lines, footnotes), item.name)
        const id = `${item.handle}${sections.length}`
        sections.push({
          kind,
          title: piece.title.slice(0, 300),
          lead: [{ type: 'sceneBreak', attrs: { id } }],
          blocks,
          ...(Object.keys(facts).length > 0 ? { facts } : {}),
        })
      }
    }
    const project = child(root, 'project')
    const title = child(project, 'title')?.text.trim() || child(project, 'name')?.text.trim() || folder.name
    return {
      title: title.slice(0, 300),
      author: child(project, 'author')?.text.trim().slice(0, 300) ?? '',
      language: detectLanguage(sample),
      encoding: 'utf-8',
      sections,
      beside,
      pictures: [],
      remarks: remarks.list(),
    }
  },
}
