// Reads a folder of Markdown files: folders are parts and chapters, files chapters and scenes, in the order of their names
// or of Longform's index. What Arcwright wrote comes back as it was.
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { EngineError } from '../../domain/errors.ts'
import { PictureBox } from '../hypertext/picture-box.ts'
import type { BookFolder, FolderImporter, ImportedNote } from '../imported-book.ts'
import { RemarkList } from '../imported-book.ts'
import { languageOf, readMarkdownBook } from '../markdown/markdown-importer.ts'
import { readMarkdown, type MarkdownText } from '../markdown/read-markdown.ts'
import { sectionsOfTree, type TreeItem } from '../project-tree.ts'
import { resolvePath } from '../resolve-path.ts'
import { factsOf, fileItem, kindOfFields, titleOfPath } from './file-item.ts'
import { longformOrder, type OrderedFile } from './longform.ts'

const isMarkdown = (path: string): boolean => /\.(?:md|markdown|mdown|mkd)$/iu.test(path)
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** The file that speaks for its folder. */
const isIndex = (path: string): boolean => {
  const [holder] = /([^/]+)\/[^/]+$/u.exec(path)?.slice(1) ?? []
  const name = path.replace(/^.*\//u, '').replace(/\.[^.]+$/u, '')
  return /^(?:_?index|_folder)$/iu.test(name) || (holder !== undefined && name === holder)
}

const NOTHING: MarkdownText = { body: '', fields: {}, data: {}, items: [], encoding: 'utf-8', isOwn: false }

type Texts = ReadonlyMap<string, MarkdownText>

/** Folders with one folder in them and nothing else are only packaging. */
const rootOf = (paths: readonly string[]): string => {
  let root = ''
  for (;;) {
    const below = paths.map((path) => path.slice(root.length))
    const [first] = below
    const next = first?.slice(0, first.indexOf('/') + 1) ?? ''
    if (next === '' || !below.every((path) => path.startsWith(next))) return root
    root += next
  }
}

interface Sorted {
  readonly items: readonly TreeItem[]
  readonly beside: readonly ImportedNote[]
}

/** @param folder ends in `/`, or is ''. */
const sortFolder = (texts: Texts, folder: string, depth: number, isBeside: boolean): Sorted => {
  const items: TreeItem[] = []
  const beside: ImportedNote[] = []
  const seen = new Set<string>()
  for (const [path, text] of texts) {
    if (!path.startsWith(folder)) continue
    const name = path.slice(folder.length)
    const slash = name.indexOf('/')
    if (slash === -1) {
      if (isIndex(path) || (folder === '' && text.isOwn && kindOfFields(text.fields) === undefined)) continue
      const item = fileItem(path, text)
      if (isBeside || kindOfFields(text.fields) === 'note')
        beside.push({ kind: 'note', depth, ...besideOf(item) })
      else items.push(item)
      continue
    }
    const below = folder + name.slice(0, slash + 1)
    if (seen.has(below)) continue
    seen.add(below)
    const index = [...texts].find(([each]) => folderOf(each) === below && isIndex(each))
    const fields = index?.[1].fields ?? {}
    const title = fields['title'] ?? titleOfPath(below.slice(0, -1))
    const kind = kindOfFields(fields)
    const goesBeside = isBeside || kind === 'folder'
    const inside = sortFolder(texts, below, goesBeside ? depth + 1 : depth, goesBeside)
    const facts = factsOf(fields)
    const withFacts = Object.keys(facts).length > 0 ? { facts } : {}
    if (goesBeside) beside.push({ kind: 'folder', title, depth, blocks: [], ...withFacts }, ...inside.beside)
    else {
      const own = index && !index[1].isOwn ? fileItem(index[0], index[1]).blocks : []
      items.push({
        title,
        isFolder: true,
        ...(kind === 'part' || kind === 'chapter' ? { kind } : {}),
        blocks: own,
        ...withFacts,
        children: inside.items,
      })
      beside.push(...inside.beside)
    }
  }
  return { items, beside }
}

const besideOf = ({ title, blocks, children, facts }: TreeItem) => ({
  title,
  blocks: [...blocks, ...children.flatMap((child) => child.blocks)],
  ...(facts ? { facts } : {}),
})

/** What the index does not list stands beside the book. */
const sortByIndex = (texts: Texts, scenes: readonly OrderedFile[], indexPath: string): Sorted => {
  const used = new Set([indexPath])
  const read = (files: readonly OrderedFile[]): TreeItem[] =>
    files.flatMap(({ path, children }): TreeItem[] => {
      const text = texts.get(path)
      if (!text || used.has(path)) return read(children)
      used.add(path)
      const item = fileItem(path, text)
      return [{ ...item, children: [...item.children, ...read(children)] }]
    })
  const items = read(scenes)
  const beside = [...texts].flatMap(([path, text]): ImportedNote[] =>
    used.has(path) ? [] : [{ kind: 'note', depth: 0, ...besideOf(fileItem(path, text)) }],
  )
  return { items, beside }
}

const picturesOf = (folder: BookFolder): PictureBox =>
  new PictureBox((path) => {
    const bytes = /\.(?:png|jpe?g|gif|webp|svg|avif|tiff?)$/iu.test(path) ? folder.read(path) : undefined
    return bytes && { name: path.replace(/^.*\//u, ''), bytes }
  })

export const markdownFolderImporter: FolderImporter = {
  id: 'markdown-folder',
  version: '1',
  title: 'Markdown folder',
  projectExtensions: [],
  fits: (paths) => paths.some(isMarkdown),
  read: async (folder, context) => {
    const { signal, progress } = context
    const paths = folder.paths.filter(isMarkdown)
    const pictures = picturesOf(folder)
    const bytesOf = (path: string): Uint8Array => folder.read(path) ?? new Uint8Array()
    const [only, ...others] = paths
    if (only !== undefined && others.length === 0)
      return readMarkdownBook({ name: only, bytes: bytesOf(only) }, context, {
        list: () => pictures.list(),
        keep: (url) => pictures.keep(url.startsWith('data:') ? url : resolvePath(only, url)),
      })
    const root = rootOf(paths)
    const remarks = new RemarkList()
    const takeTurn = createTurnTaker(signal)
    const texts = new Map<string, MarkdownText>()
    for (const [i, path] of paths.entries()) {
      progress('read', i, paths.length)
      const bytes = bytesOf(path)
      if (bytes.length === 0) {
        // A title without a text.
        texts.set(path.slice(root.length), NOTHING)
        continue
      }
      const picture = (url: string): string | undefined =>
        pictures.keep(url.startsWith('data:') ? url : resolvePath(path, url))
      const text = await readMarkdown(bytes, path, { remarks, picture, takeTurn, progress: () => undefined })
      texts.set(path.slice(root.length), text)
    }
    if ([...texts.values()].every(({ items }) => items.length === 0))
      throw new EngineError('EMPTY_FILE', 'The files in this folder are empty. Nothing was imported.', {
        name: folder.name,
      })
    const own = texts.get('book.md')
    const isOwn = own?.isOwn === true
    const index = [...texts]
      .map(([path, { data }]) => ({ path, order: longformOrder(path, data) }))
      .find(({ order }) => order !== undefined)
    const { items, beside } = index?.order
      ? sortByIndex(texts, index.order.scenes, index.path)
      : sortFolder(texts, '', 0, false)
    const fields = own?.fields ?? texts.get('index.md')?.fields ?? {}
    const sample = [...texts.values()].map(({ body }) => body.slice(0, 5000)).join('\n')
    return {
      title: (fields['title'] || index?.order?.title || titleOfPath(root.slice(0, -1) || folder.name)).slice(
        0,
        300,
      ),
      author: (fields['author'] ?? '').slice(0, 300),
      language: languageOf(isOwn ? fields['language'] : (fields['language'] ?? fields['lang']), sample),
      encoding: 'utf-8',
      sections: sectionsOfTree(items),
      beside,
      pictures: pictures.list(),
      remarks: remarks.list(),
    }
  },
}
