// Finds what is wrong with where the ways of a dialogue lead: nowhere, never, or round and round.
import { exitsOf, nodesById, type Dialogue, type DialogueNode } from './dialogue.ts'
import { issue, type DialogueIssue } from './dialogue-issue.ts'
import { circlesOf, reachedFrom, reversed, successorsOf } from './flow.ts'
import { typesOf, expressionsOf } from './node-expressions.ts'
import { partsOf } from './expression.ts'

const targetsOf = (node: DialogueNode, known: ReadonlySet<string>): readonly DialogueIssue[] =>
  exitsOf(node).flatMap(({ key, target }) => {
    const at = { nodeId: node.id, part: key }
    if (target !== null && !known.has(target)) {
      const fix = [{ act: 'connect', nodeId: node.id, exit: key, target: null } as const]
      return [issue({ code: 'missing-target', ...at, detail: target, fix })]
    }
    // What follows when no option is open is the concern of unbalanced-choice.
    if (target !== null || (node.kind === 'choice' && key === 'next')) return []
    const end = { act: 'add', kind: 'end', from: { nodeId: node.id, exit: key } } as const
    return [issue({ code: 'dead-end', ...at, fix: [end] })]
  })

/** Circles without a choice that cannot be left: for sure, or because nothing in them changes what leaving waits for. */
const loopsOf = (dialogue: Dialogue): readonly DialogueIssue[] => {
  const nodes = nodesById(dialogue)
  const successors = successorsOf(dialogue)
  const types = typesOf(dialogue.variables)
  const isEnd = (id: string): boolean => {
    const node = nodes.get(id)
    if (!node) return false
    // What follows when no option is open is no way that a player can count on.
    const ways = exitsOf(node).filter(({ key }) => node.kind !== 'choice' || key !== 'next')
    return node.kind === 'end' || ways.some(({ target }) => target === null)
  }
  const endings = [...successors.keys()].filter(isEnd)
  const leadsToEnd = reachedFrom(endings, reversed(successors))

  return circlesOf(successors).flatMap((circle) => {
    const inside = new Set(circle)
    const members = circle.flatMap((id) => nodes.get(id) ?? [])
    const first = [...members].sort((a, b) => a.x - b.x || a.y - b.y)[0]
    if (!first) return []
    const at = { nodeId: first.id, detail: circle.toSorted().join(' ') }
    if (members.some(({ kind }) => kind === 'choice'))
      return leadsToEnd.has(first.id) ? [] : [issue({ code: 'no-way-out', ...at })]
    const leaving = members.filter((node) =>
      exitsOf(node).some(({ target }) => target === null || !inside.has(target)),
    )
    const changed = new Set(members.flatMap((node) => (node.kind === 'set' ? [node.variable] : [])))
    const canLeave = leaving.some(
      (node) =>
        node.kind !== 'condition' ||
        expressionsOf(node, types).some(
          ({ parsed }) =>
            parsed !== null &&
            [...partsOf(parsed)].some(
              (part) =>
                (part.kind === 'visits' && inside.has(part.nodeId)) ||
                (part.kind === 'variable' && changed.has(part.name)),
            ),
        ),
    )
    return canLeave ? [] : [issue({ code: 'endless-loop', ...at })]
  })
}

export const flowIssues = (dialogue: Dialogue): readonly DialogueIssue[] => {
  const { nodes, startId } = dialogue
  const known = new Set(nodes.map(({ id }) => id))
  const found: DialogueIssue[] = []
  if (nodes.length > 0 && (startId === null || !known.has(startId))) {
    const [first] = nodes
    found.push(issue({ code: 'no-start', fix: first ? [{ act: 'start', nodeId: first.id }] : null }))
  } else if (startId !== null) {
    const reached = reachedFrom([startId], successorsOf(dialogue))
    for (const { id } of nodes)
      if (!reached.has(id))
        found.push(issue({ code: 'unreachable', nodeId: id, fix: [{ act: 'remove', nodeIds: [id] }] }))
  }
  return [...found, ...nodes.flatMap((node) => targetsOf(node, known)), ...loopsOf(dialogue)]
}
