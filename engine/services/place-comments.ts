// What came in as said of words of a book, as threads of this project: under ids of its own, each with its scene.
import { MAX_QUOTE, type CommentThread } from '../domain/comment.ts'
import type { Block } from '../domain/document.ts'
import { newId } from '../domain/ids.ts'
import type { ImportedThread } from '../importers/imported-book.ts'
import type { NewNode } from '../store/binder-repository.ts'
import { commentPlaces } from '../text/comments/comment-places.ts'

/** The nodes carry the threads' own ids; one whose words are not among them belongs to the first. */
export const placeComments = (
  threads: readonly ImportedThread[],
  nodes: readonly NewNode[],
  now: number,
): readonly CommentThread[] => {
  if (threads.length === 0) return []
  const sceneOf = new Map<string, string>()
  const quoteOf = new Map<string, string>()
  const texts = nodes.filter(({ text }) => text !== undefined)
  for (const { id, text } of texts)
    for (const [key, { quote }] of text ? commentPlaces(text.document) : []) {
      sceneOf.set(key, sceneOf.get(key) ?? id)
      quoteOf.set(key, quoteOf.get(key) ?? quote)
    }
  return threads.map(({ key, quote, resolved, messages }) => {
    const at = (time: number): number => (time > 0 ? time : now)
    return {
      id: key,
      sceneId: sceneOf.get(key) ?? texts[0]?.id ?? '',
      quote: (quoteOf.get(key) ?? quote).slice(0, MAX_QUOTE),
      createdAt: at(messages[0]?.at ?? 0),
      resolvedAt: resolved ? at(messages.at(-1)?.at ?? 0) : null,
      messages: messages.map(({ author, text, at: time }) => ({
        id: newId(),
        author,
        text,
        at: at(time),
        editedAt: null,
      })),
    }
  })
}

/** A second commit of the same preview must not share ids with the first: the same blocks with other names of threads. */
export const renameThreads = (
  threads: readonly ImportedThread[],
): {
  readonly threads: readonly ImportedThread[]
  readonly rename: (blocks: readonly Block[]) => Block[]
} => {
  const names = new Map(threads.map(({ key }) => [key, newId()]))
  const visit = (node: { readonly type: string }): object => {
    if ('content' in node)
      return { ...node, content: (node.content as readonly { readonly type: string }[]).map(visit) }
    if (!('comments' in node)) return node
    const { comments, ...rest } = node
    const known = (comments as readonly string[]).flatMap((key) => names.get(key) ?? []).sort()
    return known.length > 0 ? { ...rest, comments: known } : rest
  }
  return {
    threads: threads.map((thread) => ({ ...thread, key: names.get(thread.key) ?? thread.key })),
    // The same nodes, their threads named anew.
    rename: (blocks) => (names.size === 0 ? [...blocks] : blocks.map((block) => visit(block) as Block)),
  }
}
