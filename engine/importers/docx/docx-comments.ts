// Word's comments: what was said, which answers belong together, and marks in the text where the words begin and end, in a
// form that goes through the library that reads the rest.
import { strFromU8, strToU8 } from 'fflate'
import {
  anchorId,
  gatherThreads,
  NO_THREADS,
  type GatheredThreads,
  type SaidOfText,
} from '../gather-threads.ts'
import { readXml, xmlElements, type XmlElement } from '../read-xml.ts'

const DOCUMENT = 'word/document.xml'

export interface DocxComments {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly said: GatheredThreads
}

interface WordComment extends SaidOfText {
  readonly paragraphs: readonly string[]
}

const readComment = (element: XmlElement): WordComment => {
  const paragraphs = [...xmlElements(element)].filter(({ name }) => name === 'p')
  return {
    id: element.attributes['id'] ?? '',
    paragraphs: paragraphs.flatMap(({ attributes }) => attributes['paraId'] ?? []),
    author: element.attributes['author'] ?? '',
    at: Date.parse(element.attributes['date'] ?? ''),
    resolved: false,
    text: paragraphs
      .map((each) =>
        [...xmlElements(each)]
          .map(({ name, text }) => (name === 't' ? text : name === 'br' ? '\n' : name === 'tab' ? '\t' : ''))
          .join(''),
      )
      .join('\n'),
  }
}

const bookmark = (name: string): string => `<w:bookmarkStart w:id="0" w:name="${name}"/>`

/** Ranges and references as bookmarks, which every reader of Word files carries over. */
const markText = (xml: string): string => {
  const tag = (name: string): RegExp => new RegExp(`<w:${name}\\b[^>]*?\\bw:id="(\\d{1,9})"[^>]*?/>`, 'gu')
  const ranged = new Set([...xml.matchAll(tag('commentRangeStart'))].map(([, id]) => id))
  return xml
    .replaceAll(tag('commentRangeStart'), (_, id: string) => bookmark(anchorId('start', id)))
    .replaceAll(tag('commentRangeEnd'), (_, id: string) => bookmark(anchorId('end', id)))
    .replaceAll(tag('commentReference'), (_, id: string) =>
      ranged.has(id) ? '' : bookmark(anchorId('point', id)),
    )
}

/** @param ownAuthor who is the writer of the file, when it is one of ours. */
export const readDocxComments = (
  files: ReadonlyMap<string, Uint8Array>,
  ownAuthor: string | undefined,
): DocxComments => {
  const xml = (path: string): XmlElement | undefined => {
    const bytes = files.get(path)
    return bytes && readXml(strFromU8(bytes))
  }
  const root = xml('word/comments.xml')
  const document = files.get(DOCUMENT)
  if (!root || !document) return { files, said: NO_THREADS }
  const found = root.children.filter(({ name }) => name === 'comment').map(readComment)
  const byParagraph = new Map(found.flatMap((each) => each.paragraphs.map((name) => [name, each] as const)))
  const parents = new Map<string, string>()
  const done = new Set<string>()
  for (const { name, attributes } of xml('word/commentsExtended.xml')?.children ?? []) {
    const comment = name === 'commentEx' ? byParagraph.get(attributes['paraId'] ?? '') : undefined
    if (!comment) continue
    const parent = byParagraph.get(attributes['paraIdParent'] ?? '')
    if (parent && parent !== comment) parents.set(comment.id, parent.id)
    if (attributes['done'] === '1' || attributes['done'] === 'true') done.add(comment.id)
  }
  return {
    files: new Map([...files, [DOCUMENT, strToU8(markText(strFromU8(document)))]]),
    said: gatherThreads(
      found.map((each) => ({ ...each, parentId: parents.get(each.id), resolved: done.has(each.id) })),
      ownAuthor,
    ),
  }
}
