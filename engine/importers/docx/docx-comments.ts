// Word's comments: what was said, which answers belong together, and marks in the text where the words begin and end, in a
// form that goes through the library that reads the rest.
import { strFromU8, strToU8 } from 'fflate'
import { newId } from '../../domain/ids.ts'
import type { ImportedThread } from '../imported-book.ts'
import { readXml, xmlElements, type XmlElement } from '../read-xml.ts'

const DOCUMENT = 'word/document.xml'
const START = 'arcwright-comment-start-'
const END = 'arcwright-comment-end-'
/** A comment without words of its own: it is about the word before it. */
const POINT = 'arcwright-comment-at-'
const MAX_TEXT = 20_000

export interface DocxComments {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly threads: readonly Omit<ImportedThread, 'quote'>[]
  /** What an anchor in the text means. */
  readonly anchor: (id: string) => CommentAnchor | undefined
}

export interface CommentAnchor {
  readonly kind: 'start' | 'end' | 'point'
  /** Of the thread. */
  readonly key: string
}

interface WordComment {
  readonly id: string
  readonly paragraphs: readonly string[]
  readonly author: string
  readonly at: number
  readonly text: string
}

const readComment = (element: XmlElement): WordComment => {
  const paragraphs = [...xmlElements(element)].filter(({ name }) => name === 'p')
  const time = Date.parse(element.attributes['date'] ?? '')
  return {
    id: element.attributes['id'] ?? '',
    paragraphs: paragraphs.flatMap(({ attributes }) => attributes['paraId'] ?? []),
    author: (element.attributes['author'] ?? '').trim().slice(0, 200),
    at: Number.isFinite(time) ? time : 0,
    text: paragraphs
      .map((each) =>
        [...xmlElements(each)]
          .map(({ name, text }) => (name === 't' ? text : name === 'br' ? '\n' : name === 'tab' ? '\t' : ''))
          .join(''),
      )
      .join('\n')
      .trim()
      .slice(0, MAX_TEXT),
  }
}

const bookmark = (name: string): string => `<w:bookmarkStart w:id="0" w:name="${name}"/>`

/** Ranges and references as bookmarks, which every reader of Word files carries over. */
const markText = (xml: string): string => {
  const tag = (name: string): RegExp => new RegExp(`<w:${name}\\b[^>]*?\\bw:id="(\\d{1,9})"[^>]*?/>`, 'gu')
  const ranged = new Set([...xml.matchAll(tag('commentRangeStart'))].map(([, id]) => id))
  return xml
    .replaceAll(tag('commentRangeStart'), (_, id: string) => bookmark(START + id))
    .replaceAll(tag('commentRangeEnd'), (_, id: string) => bookmark(END + id))
    .replaceAll(tag('commentReference'), (_, id: string) => (ranged.has(id) ? '' : bookmark(POINT + id)))
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
  if (!root || !document) return { files, threads: [], anchor: () => undefined }
  const found = root.children.filter(({ name }) => name === 'comment').map(readComment)
  const byParagraph = new Map(found.flatMap((each) => each.paragraphs.map((name) => [name, each] as const)))
  const parentOf = new Map<WordComment, WordComment>()
  const done = new Set<WordComment>()
  for (const { name, attributes } of xml('word/commentsExtended.xml')?.children ?? []) {
    const comment = name === 'commentEx' ? byParagraph.get(attributes['paraId'] ?? '') : undefined
    if (!comment) continue
    const parent = byParagraph.get(attributes['paraIdParent'] ?? '')
    if (parent && parent !== comment) parentOf.set(comment, parent)
    if (attributes['done'] === '1' || attributes['done'] === 'true') done.add(comment)
  }
  const rootOf = (comment: WordComment): WordComment => {
    const seen = new Set([comment])
    let at = comment
    for (let above = parentOf.get(at); above && !seen.has(above); above = parentOf.get(at)) {
      seen.add(above)
      at = above
    }
    return at
  }
  const groups = Map.groupBy(
    found.filter(({ text }) => text !== ''),
    rootOf,
  )
  const keyOf = new Map<string, string>()
  const threads = [...groups].map(([first, members]) => {
    const key = newId()
    for (const { id } of [first, ...members]) keyOf.set(id, key)
    return {
      key,
      resolved: done.has(first),
      messages: members.map(({ author, at, text }) => ({
        author: author === ownAuthor ? '' : author,
        at,
        text,
      })),
    }
  })
  const kinds = { [START]: 'start', [END]: 'end', [POINT]: 'point' } as const
  return {
    files: new Map([...files, [DOCUMENT, strToU8(markText(strFromU8(document)))]]),
    threads,
    anchor: (id) => {
      const prefix = ([START, END, POINT] as const).find((each) => id.startsWith(each))
      const key = prefix && keyOf.get(id.slice(prefix.length))
      return prefix && key !== undefined ? { kind: kinds[prefix], key } : undefined
    },
  }
}
