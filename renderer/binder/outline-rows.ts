// The lines of the outline, in the order of the book or sorted by a column. Pure; the order of the book is not touched.
import type { BinderNode } from './binder-store.ts'

export type OutlineColumn = 'title' | 'label' | 'status' | 'pov' | 'synopsis' | 'words' | 'arc'

export interface OutlineSort {
  readonly column: OutlineColumn
  readonly direction: 'ascending' | 'descending'
}

export interface OutlineRow {
  readonly id: string
  readonly node: BinderNode
  /** Steps in from the left; 0 in a sorted view, where lines stand by themselves. */
  readonly depth: number
}

const STATUS_ORDER: readonly BinderNode['status'][] = ['none', 'idea', 'draft', 'revised', 'done']

/**
 * @param arcOf how much a scene's feeling rises from its beginning to its end; null where it is not known.
 * @param compare of words, as the writer's language sorts them.
 */
export const outlineRows = (
  nodes: readonly BinderNode[],
  sort: OutlineSort | null,
  labelOf: (node: BinderNode) => string,
  arcOf: (node: BinderNode) => number | null,
  compare: (a: string, b: string) => number,
): readonly OutlineRow[] => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const depthOf = (node: BinderNode): number => {
    const holder = node.parentId === null ? undefined : byId.get(node.parentId)
    return holder ? 1 + depthOf(holder) : 0
  }
  if (!sort) return nodes.map((node) => ({ id: node.id, node, depth: depthOf(node) }))
  const { column } = sort
  const keyOf = (node: BinderNode): string | number | null => {
    switch (column) {
      case 'title':
        return labelOf(node)
      case 'status':
        return STATUS_ORDER.indexOf(node.status)
      case 'words':
        return node.words
      case 'arc':
        return arcOf(node)
      case 'label':
      case 'pov':
      case 'synopsis':
        return node[column]
    }
  }
  const isNothing = (key: string | number | null): boolean => key === null || key === ''
  const way = sort.direction === 'ascending' ? 1 : -1
  return nodes
    .filter(({ kind }) => kind === 'scene' || kind === 'note')
    .map((node, index) => ({ node, index, key: keyOf(node) }))
    .toSorted((a, b) => {
      // What has no value stands last, whichever way.
      if (isNothing(a.key) || isNothing(b.key))
        return Number(isNothing(a.key)) - Number(isNothing(b.key)) || a.index - b.index
      const order =
        typeof a.key === 'string' && typeof b.key === 'string'
          ? compare(a.key, b.key)
          : Number(a.key) - Number(b.key)
      return way * order || a.index - b.index
    })
    .map(({ node }) => ({ id: node.id, node, depth: 0 }))
}
