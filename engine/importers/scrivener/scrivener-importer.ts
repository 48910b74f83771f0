// Reads Scrivener projects, the folder or a zip of it: the draft becomes the book, research stands beside it, the trash stays.
import { strFromU8 } from 'fflate'
import type { Block } from '../../domain/document.ts'
import { EngineError } from '../../domain/errors.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { detectLanguage } from '../../text/language.ts'
import { blockText } from '../../text/plain-text.ts'
import type { FolderImporter, ImportedNote } from '../imported-book.ts'
import { RemarkList } from '../imported-book.ts'
import { sectionsOfTree, type TreeItem } from '../project-tree.ts'
import { readXml } from '../read-xml.ts'
import { readBinder, type BinderItem } from './binder.ts'
import { ScrivenerTexts } from './scrivener-text.ts'

const projectFile = (paths: readonly string[]): string | undefined =>
  paths.find((path) => /^[^/]+\.scrivx$/iu.test(path))

const isFolder = ({ type }: BinderItem): boolean => /Folder$/u.test(type)
/** Pictures, PDFs and web pages of research. */
const isMedia = ({ type }: BinderItem): boolean => !isFolder({ type } as BinderItem) && type !== 'Text'

const withSynopsis = (item: BinderItem, synopsis: string) => {
  const facts = { ...item.facts, ...(synopsis === '' ? {} : { synopsis }) }
  return Object.keys(facts).length > 0 ? { facts } : {}
}

export const scrivenerImporter: FolderImporter = {
  id: 'scrivener',
  version: '1',
  title: 'Scrivener',
  projectExtensions: ['scrivx'],
  fits: (paths) => projectFile(paths) !== undefined,
  read: async (folder, { signal, progress }) => {
    signal.throwIfAborted()
    const path = projectFile(folder.paths) ?? ''
    const bytes = folder.read(path)
    const binder = bytes && readBinder(readXml(strFromU8(bytes)))
    if (!binder)
      throw new EngineError(
        'FILE_UNREADABLE',
        'The Scrivener project is damaged: its list of documents cannot be read. Nothing was imported.',
        { name: folder.name },
      )
    const takeTurn = createTurnTaker(signal)
    const remarks = new RemarkList()
    const texts = new ScrivenerTexts(folder, remarks)
    const count = (items: readonly BinderItem[]): number =>
      items.reduce((sum, { children }) => sum + 1 + count(children), 0)
    const total = count(binder.items)
    let done = 0
    const blocksOf = async (item: BinderItem): Promise<readonly Block[]> => {
      await takeTurn()
      progress('read', (done += 1), total)
      return texts.blocks(item.id)
    }
    const tree = async (items: readonly BinderItem[]): Promise<TreeItem[]> => {
      const found: TreeItem[] = []
      for (const item of items) {
        if (isMedia(item)) {
          remarks.add('research-files', item.title)
          continue
        }
        found.push({
          title: item.title,
          isFolder: isFolder(item),
          blocks: await blocksOf(item),
          ...withSynopsis(item, texts.synopsis(item.id)),
          children: await tree(item.children),
        })
      }
      return found
    }
    /** A text with texts below it is a folder here; what it says itself is its first note. */
    const beside = async (items: readonly BinderItem[], depth: number): Promise<ImportedNote[]> => {
      const found: ImportedNote[] = []
      for (const item of items) {
        if (isMedia(item)) {
          remarks.add('research-files', item.title)
          continue
        }
        const blocks = await blocksOf(item)
        const facts = withSynopsis(item, texts.synopsis(item.id))
        const holds = isFolder(item) || item.children.length > 0
        if (holds) found.push({ kind: 'folder', title: item.title, depth, blocks: [], ...facts })
        if (!holds || blocks.length > 0)
          found.push({ kind: 'note', title: item.title, depth: holds ? depth + 1 : depth, blocks, ...facts })
        found.push(...(await beside(item.children, depth + 1)))
      }
      return found
    }
    const ofType = (type: string): readonly BinderItem[] => binder.items.filter((item) => item.type === type)
    const trash = ofType('TrashFolder').flatMap(({ children }) => children)
    remarks.add('trash', trash[0]?.title, count(trash))
    const sections = sectionsOfTree(await tree(ofType('DraftFolder').flatMap(({ children }) => children)))
    const others = binder.items.filter(({ type }) => type !== 'DraftFolder' && type !== 'TrashFolder')
    const notes = await beside(others, 0)
    const sample = sections.flatMap(({ blocks }) => blocks.slice(0, 20).map(blockText)).join('\n')
    return {
      title: folder.name.replace(/\.scriv$/iu, '').slice(0, 300),
      author: '',
      language: detectLanguage(sample),
      encoding: 'utf-8',
      sections,
      beside: notes,
      labels: binder.labels,
      pictures: texts.pictures,
      comments: texts.threads,
      remarks: remarks.list(),
    }
  },
}
