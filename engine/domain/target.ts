// What the drawn curves ask for at a place of the book, on every measure at once. Curves themselves are domain/curve.ts.
import { targetAt, type DrawnCurve } from './curve.ts'
import { MEASURES, type Measure } from './measure.ts'
import type { BinderNode } from './project.ts'

/** A place in the text. */
export interface BookPlace {
  readonly sceneId: string
  /** Words of the scene before it. */
  readonly wordsBefore: number
}

type Node = Pick<BinderNode, 'id' | 'parentId' | 'kind' | 'words'>

/** A node and what holds it, innermost first. */
const scopesOf = (nodes: ReadonlyMap<string, Node>, id: string): readonly Node[] => {
  const scopes: Node[] = []
  let node = nodes.get(id)
  while (node) {
    scopes.push(node)
    node = node.parentId === null ? undefined : nodes.get(node.parentId)
  }
  return scopes
}

/** How far into a scope's words the place is, 0 … 1. */
const shareOf = (
  tree: readonly Node[],
  nodes: ReadonlyMap<string, Node>,
  scopeId: string | null,
  { sceneId, wordsBefore }: BookPlace,
): number => {
  const scenes = tree.filter(
    ({ id, kind }) =>
      kind === 'scene' && (scopeId === null || scopesOf(nodes, id).some((scope) => scope.id === scopeId)),
  )
  const at = scenes.findIndex(({ id }) => id === sceneId)
  const sum = (some: readonly Node[]): number => some.reduce((words, node) => words + node.words, 0)
  const total = sum(scenes)
  return total === 0 ? 0 : Math.min(1, (sum(scenes.slice(0, at)) + wordsBefore) / total)
}

/** A wish at a place: the value, and the scope whose curve gave it. */
export interface Wish {
  readonly value: number
  readonly scopeId: string | null
}

/**
 * For each measure the innermost drawn curve wins: a scene's own before its chapter's, part's and the book's. A measure
 * without a curve over this place is left out.
 * @param tree the binder in reading order.
 */
export const targetsAt = (
  tree: readonly Node[],
  curves: readonly DrawnCurve[],
  place: BookPlace,
): Partial<Readonly<Record<Measure, Wish>>> => {
  const nodes = new Map(tree.map((node) => [node.id, node]))
  const scopes = [...scopesOf(nodes, place.sceneId).map(({ id }) => id), null]
  const wishes: Partial<Record<Measure, Wish>> = {}
  for (const measure of MEASURES) {
    for (const scopeId of scopes) {
      const curve = curves.find((each) => each.scopeId === scopeId && each.measure === measure)
      if (!curve || curve.points.length === 0) continue
      const value = targetAt(curve.points, shareOf(tree, nodes, scopeId, place))
      if (value !== null) wishes[measure] = { value, scopeId }
      break
    }
  }
  return wishes
}
