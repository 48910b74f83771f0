// What is said of the words as Word keeps it: comments with their ranges, answers below them, and which are settled.
import { Paragraph, TextRun, type ICommentOptions } from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { CommentMessage } from '../../domain/comment.ts'
import type { TextNode } from '../../domain/document.ts'
import { textblocksOf } from '../../text/comments/map-text.ts'
import type { BookSnapshot, SnapshotNode } from '../book-snapshot.ts'
import { printable, printableLine } from '../printable.ts'

export interface BookComments {
  readonly list: readonly ICommentOptions[]
  readonly at: (text: TextNode) => { readonly begin: readonly number[]; readonly end: readonly number[] }
}

const NOTHING = { begin: [], end: [] } as const

/** Every piece of text that leaves, in reading order. */
function* textsOf(nodes: readonly SnapshotNode[]): Generator<TextNode> {
  for (const node of nodes) {
    for (const block of textblocksOf(node.document?.content ?? []))
      // Notes to self stay at home, with what is said of them.
      if (block.type !== 'note')
        for (const inline of block.content ?? []) if (inline.type === 'text') yield inline
    yield* textsOf(node.children)
  }
}

const initialsOf = (name: string): string =>
  name
    .split(/\s+/u)
    .map((word) => word.slice(0, 1))
    .join('')
    .slice(0, 4)

/** Word names a comment's last paragraph so; the library counts the same way. */
const paragraphName = (id: number): string => (id + 1).toString(16).toUpperCase().padStart(8, '0')

/** A range goes from the first of the words to the last; threads whose words do not leave stay at home. */
export const bookComments = (snapshot: BookSnapshot): BookComments => {
  const ends = new Map<string, { first: TextNode; last: TextNode }>()
  for (const text of snapshot.comments.size === 0 ? [] : textsOf(snapshot.nodes))
    for (const id of text.comments ?? [])
      if (snapshot.comments.has(id)) ends.set(id, { first: ends.get(id)?.first ?? text, last: text })
  const own = printableLine(snapshot.author) || printableLine(snapshot.title) || 'Author'
  const list: ICommentOptions[] = []
  const [begin, end] = [new Map<TextNode, number[]>(), new Map<TextNode, number[]>()]
  const note = (map: Map<TextNode, number[]>, text: TextNode, id: number): void =>
    void map.set(text, [...(map.get(text) ?? []), id])
  for (const [threadId, { first, last }] of ends) {
    const thread = snapshot.comments.get(threadId)
    const rootId = list.length
    thread?.messages.forEach(({ author, text, at }: CommentMessage, index) => {
      const id = list.length
      const name = printableLine(author) || own
      list.push({
        id,
        author: name,
        initials: initialsOf(name),
        date: new Date(at),
        children: printable(text)
          .split('\n')
          .map((line) => new Paragraph({ children: [new TextRun(line)] })),
        durableId: paragraphName(id),
        resolved: thread.resolvedAt !== null,
        ...(index === 0 ? {} : { parentId: rootId }),
      })
      note(begin, first, id)
      note(end, last, id)
    })
  }
  return {
    list,
    at: (text) => (begin.size === 0 ? NOTHING : { begin: begin.get(text) ?? [], end: end.get(text) ?? [] }),
  }
}

const PART = 'word/commentsExtended.xml'
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml'
const RELATION = 'http://schemas.microsoft.com/office/2011/relationships/commentsExtended'
const W15 = 'http://schemas.microsoft.com/office/word/2012/wordml'

/** The library says which threads are settled only where somebody answered; this says it where nobody did. */
export const withThreadStates = (bytes: Uint8Array, list: readonly ICommentOptions[]): Uint8Array => {
  if (!list.some(({ resolved }) => resolved)) return bytes
  const files = unzipSync(bytes)
  if (PART in files) return bytes
  const states = list.map(
    ({ id, resolved }) =>
      `<w15:commentEx w15:paraId="${paragraphName(id)}" w15:done="${resolved === true ? 1 : 0}"/>`,
  )
  files[PART] = strToU8(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w15:commentsEx xmlns:w15="${W15}">${states.join('')}</w15:commentsEx>`,
  )
  const patch = (path: string, end: string, more: string): void => {
    files[path] = strToU8(strFromU8(files[path]).replace(end, `${more}${end}`))
  }
  patch('[Content_Types].xml', '</Types>', `<Override PartName="/${PART}" ContentType="${TYPE}"/>`)
  patch(
    'word/_rels/document.xml.rels',
    '</Relationships>',
    `<Relationship Id="rIdThreads" Type="${RELATION}" Target="commentsExtended.xml"/>`,
  )
  return zipSync(files)
}
