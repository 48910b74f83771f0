// Which pages a book becomes: a page a part, a document a chapter, loose scenes gathered between them.
import type { SceneDocument } from '../domain/document.ts'
import type { SnapshotNode } from './book-snapshot.ts'

export interface BookPage {
  readonly kind: 'part' | 'chapter' | 'loose'
  readonly title: string
  readonly scenes: readonly { readonly title: string; readonly document: SceneDocument }[]
  /** 0 in the book, 1 in a part. */
  readonly depth: 0 | 1
}

const scenesOf = (nodes: readonly SnapshotNode[]): BookPage['scenes'] =>
  nodes.flatMap(({ title, document }) => (document ? [{ title, document }] : []))

/** Runs of scenes between other nodes. */
const runs = (nodes: readonly SnapshotNode[]): (SnapshotNode | readonly SnapshotNode[])[] => {
  const found: (SnapshotNode | SnapshotNode[])[] = []
  for (const node of nodes) {
    const last = found.at(-1)
    if (node.kind !== 'scene') found.push(node)
    else if (Array.isArray(last)) last.push(node)
    else found.push([node])
  }
  return found
}

const isRun = (entry: SnapshotNode | readonly SnapshotNode[]): entry is readonly SnapshotNode[] =>
  Array.isArray(entry)

const spread = (nodes: readonly SnapshotNode[], depth: 0 | 1): BookPage[] =>
  runs(nodes).flatMap((entry, i): BookPage[] => {
    if (isRun(entry)) {
      // Scenes right under a part's title belong on its page.
      if (depth === 1 && i === 0) return []
      return [{ kind: 'loose', title: entry[0].title, scenes: scenesOf(entry), depth }]
    }
    if (entry.kind === 'chapter')
      return [{ kind: 'chapter', title: entry.title, scenes: scenesOf(entry.children), depth }]
    const [first] = runs(entry.children)
    const own = first !== undefined && isRun(first) ? scenesOf(first) : []
    return [{ kind: 'part', title: entry.title, scenes: own, depth: 0 }, ...spread(entry.children, 1)]
  })

export const spreadPages = (nodes: readonly SnapshotNode[]): BookPage[] => spread(nodes, 0)
