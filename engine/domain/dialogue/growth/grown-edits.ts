// Takes a growth into its dialogue: what was dropped or never written is left out and the ways go on past it, what then hangs
// in the air goes too, and the rest becomes edits of the dialogue. Nothing is kept here.
import type { DialogueEdit } from '../edit-dialogue.ts'
import { exitsOf, withExit, type Dialogue, type DialogueNode, type Target } from '../dialogue.ts'
import { reachedFrom, successorsOf } from '../flow.ts'
import { layoutDialogue } from '../layout-dialogue.ts'
import type { Growth } from './growth.ts'

type Kept = Pick<Dialogue, 'startId' | 'nodes' | 'variables'>

/** Where a way goes on that led to a node that is no more. */
const onwardOf = (node: DialogueNode, endId: string): Target =>
  node.kind === 'end' || node.kind === 'random' ? null : (node.next ?? endId)

const without = ({ startId, nodes, variables }: Kept, gone: ReadonlySet<string>, endId: string): Kept => {
  const all = new Map(nodes.map((node) => [node.id, node]))
  const onward = (id: Target): Target => {
    let at = id
    while (at !== null && gone.has(at)) at = onwardOf(all.get(at)!, endId)
    return at
  }
  const left = nodes
    .filter(({ id }) => !gone.has(id))
    .map((node) => exitsOf(node).reduce((now, { key, target }) => withExit(now, key, onward(target)), node))
  return { startId: onward(startId), nodes: left, variables }
}

const reads = (node: DialogueNode, name: string): boolean =>
  (node.kind === 'condition' && node.test.split(' ')[0] === name) ||
  (node.kind === 'choice' && node.options.some(({ condition }) => condition === name))

const reachable = (kept: Kept): Kept => {
  const reached = reachedFrom(kept.startId === null ? [] : [kept.startId], successorsOf(kept))
  return { ...kept, nodes: kept.nodes.filter(({ id }) => reached.has(id)) }
}

/** Without those nodes and without choices that offer nothing; where all that is left may be closed, it goes on anyway. */
const withoutSilent = (kept: Kept, gone: ReadonlySet<string>, endId: string): Kept => {
  const silent = kept.nodes.flatMap((node) =>
    node.kind === 'choice' && node.options.length === 0 ? [node.id] : [],
  )
  const nodes = kept.nodes.map((node) =>
    node.kind === 'choice'
      ? { ...node, next: node.options.some(({ condition }) => condition === '') ? null : endId }
      : node,
  )
  return without({ ...kept, nodes }, new Set([...gone, ...silent]), endId)
}

/** The next variable of the growth that is only set, or only read, and so does nothing: it goes, with what sets and asks it. */
const withoutIdle = (kept: Kept, endId: string): Kept => {
  for (const variable of kept.variables) {
    const { name } = variable
    const sets = kept.nodes.filter((node) => node.kind === 'set' && node.variable === name)
    const readers = kept.nodes.filter((node) => reads(node, name))
    if (sets.length > 0 && readers.length > 0) continue
    const gone = new Set([...sets, ...readers.filter(({ kind }) => kind === 'condition')].map(({ id }) => id))
    const nodes = kept.nodes.map((node) =>
      node.kind === 'choice'
        ? { ...node, options: node.options.filter(({ condition }) => condition !== name) }
        : node,
    )
    const rest = withoutSilent({ ...kept, nodes }, gone, endId)
    const variables = kept.variables.filter((each) => each !== variable)
    return withoutIdle(reachable({ ...rest, variables }), endId)
  }
  return kept
}

/** What is left of a growth, with its words; the ids are still the plan's. */
export const keptOf = ({ plan, parts, dropped }: Pick<Growth, 'plan' | 'parts' | 'dropped'>): Kept => {
  const isOut = (id: string): boolean => dropped.has(id) || (parts.get(id)?.text ?? '') === ''
  const spoken = new Set(plan.beats.map(({ id }) => id))
  const tellsNothing = plan.beats.some(({ id, role }) => role === 'tell' && isOut(id))
  const out = new Set([...[...spoken].filter(isOut), ...(tellsNothing ? plan.secrets : [])])
  const worded = plan.nodes.map((node): DialogueNode => {
    if (node.kind === 'line') {
      const part = parts.get(node.id)
      return part ? { ...node, text: part.text, emotion: part.emotion } : node
    }
    if (node.kind !== 'choice') return node
    const options = node.options
      .filter(({ id }) => !out.has(id))
      .map((option) => {
        const part = parts.get(option.id)
        return part ? { ...option, text: part.text, emotion: part.emotion } : option
      })
    return { ...node, options }
  })
  const { startId, variables, endId } = plan
  const left = withoutSilent({ startId, nodes: worded, variables }, out, endId)
  return reachable(withoutIdle(reachable(left), endId))
}

/** Targets before those that lead to them. A growth has no circles. */
const backwards = ({ startId, nodes }: Kept): readonly DialogueNode[] => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const done = new Set<string>()
  const order: DialogueNode[] = []
  const stack = startId === null ? [] : [{ id: startId, isLeft: false }]
  for (let top = stack.pop(); top; top = stack.pop()) {
    const node = byId.get(top.id)
    if (!node || (done.has(top.id) && !top.isLeft)) continue
    if (top.isLeft) {
      if (!done.has(top.id)) order.push(node)
      done.add(top.id)
      continue
    }
    stack.push({ id: top.id, isLeft: true })
    for (const { target } of exitsOf(node))
      if (target !== null && !done.has(target)) stack.push({ id: target, isLeft: false })
  }
  return order
}

const BESIDE = 280
const BELOW = 130

export interface Place {
  readonly nodeId: string
  readonly x: number
  readonly y: number
}

/** A place for each node of a growth: right of what it grows from, under whatever stands there already. */
export const placesOf = (kept: Kept, dialogue: Dialogue, fromId: string | null): readonly Place[] => {
  const places = layoutDialogue({ ...kept, id: '', title: '' })
  const from = dialogue.nodes.find(({ id }) => id === fromId)
  const left = from ? from.x + BESIDE : 0
  const height = Math.max(0, ...places.map(({ y }) => y))
  const width = Math.max(0, ...places.map(({ x }) => x))
  const first = places.find(({ nodeId }) => nodeId === kept.startId)?.y ?? 0
  const wished = (from?.y ?? 0) - first
  const inWay = dialogue.nodes.filter(
    ({ x, y }) =>
      x > left - BESIDE && x < left + width + BESIDE && y > wished - BELOW && y < wished + height + BELOW,
  )
  const top = inWay.length === 0 ? wished : Math.max(...dialogue.nodes.map(({ y }) => y)) + BELOW
  return places.map(({ nodeId, x, y }) => ({ nodeId, x: x + left, y: y + top }))
}

/** Nothing where nothing of it is left. Where the way led before, all ends of the growth lead from then on. */
export const grownEdits = (growth: Growth, dialogue: Dialogue): readonly DialogueEdit[] => {
  const { origin, plan } = growth
  const kept = keptOf(growth)
  if (kept.startId === null || kept.startId === plan.endId) return []
  const source = dialogue.nodes.find(({ id }) => id === origin?.nodeId)
  const way = source && exitsOf(source).find(({ key }) => key === origin?.exit)
  const endsAt = way?.target ?? plan.endId
  const to = (target: Target): Target => (target === plan.endId ? endsAt : target)
  const places = new Map(
    placesOf(kept, dialogue, origin?.nodeId ?? null).map((place) => [place.nodeId, place]),
  )
  const adds = backwards(kept)
    .filter(({ id }) => id !== plan.endId || endsAt === plan.endId)
    .map((node): DialogueEdit => {
      const { kind, id, ...rest } = exitsOf(node).reduce(
        (now, { key, target }) => withExit(now, key, to(target)),
        node,
      )
      const place = places.get(id)
      const fields = { ...rest, ...(place ? { x: place.x, y: place.y } : {}) }
      return { act: 'add', kind, ref: id, fields }
    })
  const title = growth.wish.goal.trim().slice(0, 80)
  // Where the way is no more, it stands by itself until the writer leads there.
  const entry: readonly DialogueEdit[] = way
    ? [{ act: 'connect', nodeId: source.id, exit: way.key, target: kept.startId }]
    : dialogue.startId === null
      ? [{ act: 'start', nodeId: kept.startId }]
      : []
  return [
    ...kept.variables.map((variable): DialogueEdit => ({ act: 'variable', was: null, variable })),
    ...adds,
    ...(title === '' ? [] : [{ act: 'update', nodeId: kept.startId, fields: { title } } as const]),
    ...entry,
  ]
}
