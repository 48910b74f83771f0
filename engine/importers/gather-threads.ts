// Comments as other programs write them, one by one, to threads; and the marks that stand for their places in HTML.
import { newId } from '../domain/ids.ts'
import { escapeHtml } from './escape-html.ts'
import type { Anchor, CommentMarks } from './hypertext/comment-marks.ts'
import type { ImportedThread } from './imported-book.ts'

const MAX_TEXT = 20_000
const MAX_AUTHOR = 200
const PREFIX = 'arcwright-comment-'

/** One comment or answer. */
export interface SaidOfText {
  /** Within its file. */
  readonly id: string
  /** What it answers. */
  readonly parentId?: string | undefined
  readonly author: string
  /** Milliseconds; 0 or NaN where nobody knows. */
  readonly at: number
  readonly text: string
  readonly resolved: boolean
}

export interface GatheredThreads {
  readonly threads: readonly Omit<ImportedThread, 'quote'>[]
  /** What an element's id means, if it is one of `anchorId`; answers have no place of their own. */
  readonly anchor: (id: string) => Anchor | undefined
}

export const NO_THREADS: GatheredThreads = { threads: [], anchor: () => undefined }

/** `point`: said of the word before it. */
export const anchorId = (kind: Anchor['kind'], id: string): string => `${PREFIX}${kind}-${id}`

export const anchorHtml = (kind: Anchor['kind'], id: string): string =>
  `<a id="${escapeHtml(anchorId(kind, id))}"></a>`

/** @param ownAuthor who is the writer of the file, when it is one of ours. */
export const gatherThreads = (found: readonly SaidOfText[], ownAuthor?: string): GatheredThreads => {
  const byId = new Map(found.map((each) => [each.id, each]))
  const rootOf = (said: SaidOfText): SaidOfText => {
    const seen = new Set([said])
    let at = said
    for (;;) {
      const above = at.parentId === undefined ? undefined : byId.get(at.parentId)
      if (!above || seen.has(above)) return at
      seen.add(above)
      at = above
    }
  }
  const keys = new Map<string, string>()
  const groups = Map.groupBy(
    found.filter(({ text }) => text.trim() !== ''),
    rootOf,
  )
  const threads = [...groups].map(([first, members]) => {
    const key = newId()
    keys.set(first.id, key)
    return {
      key,
      resolved: first.resolved,
      messages: members.map(({ author, at, text }) => ({
        author: author.trim() === ownAuthor ? '' : author.trim().slice(0, MAX_AUTHOR),
        at: Number.isFinite(at) ? at : 0,
        text: text.trim().slice(0, MAX_TEXT),
      })),
    }
  })
  return {
    threads,
    anchor: (id) => {
      if (!id.startsWith(PREFIX)) return undefined
      const kind = (['start', 'end', 'point'] as const).find((each) => id.startsWith(anchorId(each, '')))
      const key = kind && keys.get(id.slice(anchorId(kind, '').length))
      return kind && key !== undefined ? { kind, key } : undefined
    },
  }
}

/** Once the text has been read: with the words that each is about. */
export const quotedThreads = ({ threads }: GatheredThreads, marks: CommentMarks): ImportedThread[] =>
  threads.map((thread) => ({ ...thread, quote: marks.quoteOf(thread.key).trim() }))
