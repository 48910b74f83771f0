// What an EPUB says of itself: title, author, language, the order of its documents, and their names in the contents.
// EPUB 2 and 3. Readers for the documents themselves are elsewhere.
import { EngineError } from '../../domain/errors.ts'
import { decodeText } from '../../text/encoding.ts'
import { findXml, readXml, xmlElements, type XmlElement } from '../read-xml.ts'
import { resolvePath } from '../resolve-path.ts'

export interface EpubDocument {
  readonly path: string
  readonly source: string
  /** From the table of contents; null when it is not named there. */
  readonly entry: { readonly title: string; readonly depth: number } | null
}

export interface EpubPackage {
  readonly title: string
  readonly author: string
  readonly language: string
  readonly documents: readonly EpubDocument[]
}

type Files = ReadonlyMap<string, Uint8Array>

const damaged = (name: string): EngineError =>
  new EngineError('FILE_UNREADABLE', 'This is not a whole EPUB. Nothing was imported.', { name })

const textFile = (files: Files, path: string): string | undefined => {
  const bytes = files.get(path)
  return bytes && bytes.length > 0 ? decodeText(bytes, path).text : undefined
}

const xmlFile = (files: Files, path: string): XmlElement | undefined => {
  const text = textFile(files, path)
  return text === undefined ? undefined : readXml(text)
}

type Entries = Map<string, { title: string; depth: number }>

const addEntry = (entries: Entries, base: string, href: string, title: string, depth: number): void => {
  const path = resolvePath(base, href)
  const name = title.replace(/\s+/gu, ' ').trim()
  if (name !== '' && !entries.has(path)) entries.set(path, { title: name.slice(0, 300), depth })
}

const fromNcx = (root: XmlElement, path: string, entries: Entries): void => {
  const walk = (element: XmlElement, depth: number): void => {
    for (const child of element.children) {
      if (child.name !== 'navPoint') continue
      const href = child.children.find(({ name }) => name === 'content')?.attributes['src'] ?? ''
      addEntry(entries, path, href, child.children.find(({ name }) => name === 'navLabel')?.text ?? '', depth)
      walk(child, depth + 1)
    }
  }
  const map = findXml(root, 'navMap')
  if (map) walk(map, 1)
}

const fromNav = (root: XmlElement, path: string, entries: Entries): void => {
  const toc = [...xmlElements(root)].find(
    ({ name, attributes }) => name === 'nav' && (attributes['type'] ?? 'toc').includes('toc'),
  )
  const walk = (element: XmlElement, depth: number): void => {
    for (const child of element.children) {
      if (child.name === 'a') addEntry(entries, path, child.attributes['href'] ?? '', child.text, depth)
      walk(child, child.name === 'ol' ? depth + 1 : depth)
    }
  }
  if (toc) walk(toc, 0)
}

/** Errors: FILE_UNREADABLE; UNSUPPORTED_FORMAT for a book that is locked. */
export const readPackage = (files: Files, name: string): EpubPackage => {
  if (files.has('META-INF/rights.xml') || files.has('META-INF/license.lcpl'))
    throw new EngineError(
      'UNSUPPORTED_FORMAT',
      'This book is locked by its seller and cannot be read. Nothing was imported.',
      { name },
    )
  const container = xmlFile(files, 'META-INF/container.xml')
  const opfPath = findXml(container, 'rootfile')?.attributes['full-path'] ?? ''
  const opf = xmlFile(files, opfPath)
  if (!opf) throw damaged(name)
  const items = new Map(
    [...xmlElements(opf)]
      .filter((element) => element.name === 'item')
      .map(({ attributes }) => [
        attributes['id'] ?? '',
        {
          path: resolvePath(opfPath, attributes['href'] ?? ''),
          type: attributes['media-type'] ?? '',
          properties: attributes['properties'] ?? '',
        },
      ]),
  )
  const entries: Entries = new Map()
  const nav = [...items.values()].find(({ properties }) => properties.split(' ').includes('nav'))
  const ncx = [...items.values()].find(({ type }) => type === 'application/x-dtbncx+xml')
  const navRoot = nav && xmlFile(files, nav.path)
  const ncxRoot = ncx && xmlFile(files, ncx.path)
  if (navRoot) fromNav(navRoot, nav.path, entries)
  if (ncxRoot && entries.size === 0) fromNcx(ncxRoot, ncx.path, entries)
  const documents = [...xmlElements(opf)].flatMap((element): EpubDocument[] => {
    if (element.name !== 'itemref') return []
    const item = items.get(element.attributes['idref'] ?? '')
    if (!item || item === nav) return []
    const source = textFile(files, item.path)
    return source === undefined ? [] : [{ path: item.path, source, entry: entries.get(item.path) ?? null }]
  })
  if (documents.length === 0) throw damaged(name)
  const metadata = findXml(opf, 'metadata')
  const value = (key: string): string => findXml(metadata, key)?.text.replace(/\s+/gu, ' ').trim() ?? ''
  return { title: value('title'), author: value('creator'), language: value('language'), documents }
}
