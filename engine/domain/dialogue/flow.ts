// The shape of a dialogue's flow: what is reached from where, and which nodes go round in a circle.
import { exitsOf, type Dialogue, type DialogueNode } from './dialogue.ts'

export type Successors = ReadonlyMap<string, readonly string[]>

/** Ways that lead somewhere, by node. */
export const successorsOf = ({ nodes }: Pick<Dialogue, 'nodes'>): Successors => {
  const known = new Set(nodes.map(({ id }) => id))
  return new Map(
    nodes.map((node: DialogueNode) => [
      node.id,
      exitsOf(node).flatMap(({ target }) => (target !== null && known.has(target) ? [target] : [])),
    ]),
  )
}

export const reachedFrom = (starts: Iterable<string>, successors: Successors): ReadonlySet<string> => {
  const seen = new Set<string>()
  const stack = [...starts]
  while (stack.length > 0) {
    const id = stack.pop()!
    if (seen.has(id) || !successors.has(id)) continue
    seen.add(id)
    stack.push(...(successors.get(id) ?? []))
  }
  return seen
}

export const reversed = (successors: Successors): Successors => {
  const back = new Map<string, string[]>([...successors.keys()].map((id) => [id, []]))
  for (const [id, targets] of successors) for (const target of targets) back.get(target)?.push(id)
  return back
}

/**
 * Sets of nodes that all reach each other, single nodes only when they lead to themselves
 * (strongly connected components after Tarjan 1972, without recursion: a chain may be long).
 */
export const circlesOf = (successors: Successors): readonly (readonly string[])[] => {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const circles: string[][] = []
  for (const root of successors.keys()) {
    if (index.has(root)) continue
    const work: { id: string; at: number }[] = [{ id: root, at: 0 }]
    while (work.length > 0) {
      const frame = work.at(-1)!
      const { id } = frame
      if (frame.at === 0) {
        index.set(id, index.size)
        low.set(id, index.get(id)!)
        open.push(id)
        isOpen.add(id)
      }
      const next = successors.get(id)?.[frame.at++]
      if (next !== undefined) {
        if (!index.has(next)) work.push({ id: next, at: 0 })
        else if (isOpen.has(next)) low.set(id, Math.min(low.get(id)!, index.get(next)!))
        continue
      }
      work.pop()
      const parent = work.at(-1)
      if (parent) low.set(parent.id, Math.min(low.get(parent.id)!, low.get(id)!))
      if (low.get(id) !== index.get(id)) continue
      const circle = open.splice(open.lastIndexOf(id))
      for (const each of circle) isOpen.delete(each)
      if (circle.length > 1 || successors.get(id)?.includes(id)) circles.push(circle)
    }
  }
  return circles
}
