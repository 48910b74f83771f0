// Makes a dialogue of a script's sections: statements become nodes from the last to the first, each knowing what follows.
import { completeNode, type NodeFields } from '../../domain/dialogue/complete-node.ts'
import {
  DIALOGUE_LIMITS,
  exitsOf,
  withExit,
  type Dialogue,
  type DialogueNode,
  type DialogueNodeKind,
  type Target,
  type Variable,
} from '../../domain/dialogue/dialogue.ts'
import { splitTags } from '../../domain/dialogue/emotion-tags.ts'
import { typeOfValue } from '../../domain/dialogue/evaluate-expression.ts'
import { layoutDialogue } from '../../domain/dialogue/layout-dialogue.ts'
import { parseExpression, partsOf } from '../../domain/dialogue/expression.ts'
import { readingOrder } from '../../domain/dialogue/reading-order.ts'
import { toVariableName } from '../../domain/dialogue/variable-name.ts'
import { EngineError } from '../../domain/errors.ts'
import type { RemarkList } from '../imported-book.ts'
import type { ImportedDialogue } from './dialogue-importer.ts'
import type { Script, ScriptStatement } from './script-statement.ts'

/** Chance over more sides than a node has branches is not taken over. */
const MOST_SIDES = DIALOGUE_LIMITS.branches

/** Names that the file uses, as ours; each gets one for good. */
const createNames = () => {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  return (name: string): string => {
    const known = names.get(name)
    if (known !== undefined) return known
    const made = toVariableName(name, taken)
    taken.add(made)
    names.set(name, made)
    return made
  }
}

/** In an expression: names become ours, and `visits(label)` the id of its section's node. */
const translate = (
  source: string,
  nameOf: (name: string) => string,
  nodeOf: (label: string) => string | undefined,
  seen: (nodeId: string) => void,
): string =>
  source.replace(
    /"[^"]*"|visits\(([^)]*)\)|\b(?:true|false|not|and|or)\b|[A-Za-z_][A-Za-z0-9_]*/gu,
    (word, label?: string) => {
      if (label !== undefined) {
        const id = nodeOf(label.trim())
        if (id !== undefined) seen(id)
        return `visits(${id ?? toVariableName(label)})`
      }
      return /^["]|^(?:true|false|not|and|or)$/u.test(word) ? word : nameOf(word)
    },
  )

const readable = (source: string): boolean => {
  try {
    parseExpression(source)
    return true
  } catch {
    return false
  }
}

export const compileScript = (script: Script, remarks: RemarkList): ImportedDialogue => {
  let last = 0
  const newId = (prefix: 'n' | 'o'): string => `${prefix}${++last}`
  const nodes = new Map<string, DialogueNode>()
  const nameOf = createNames()
  const counted = new Set<string>()

  const put = (kind: DialogueNodeKind, fields: NodeFields): string => {
    if (nodes.size >= DIALOGUE_LIMITS.nodes)
      throw new EngineError(
        'BAD_INPUT',
        `A dialogue holds ${DIALOGUE_LIMITS.nodes} nodes; this file needs more. Nothing was imported.`,
      )
    const node = completeNode(kind, newId('n'), fields, newId)
    nodes.set(node.id, node)
    return node.id
  }

  // A section is entered through a hub, so that ways to it can be drawn before it is read.
  const hubs = new Map(script.sections.map(({ label, title, x, y }) => [label, put('hub', { title, x, y })]))
  const expression = (source: string): string => {
    const found = translate(
      source,
      nameOf,
      (label) => hubs.get(label),
      (id) => counted.add(id),
    )
    if (!readable(found)) remarks.add('expression', source)
    return found
  }
  const section = (label: string | null): Target => {
    if (label === null) return null
    const id = hubs.get(label)
    if (id === undefined) remarks.add('missing-target', label)
    return id ?? null
  }

  const compile = (body: readonly ScriptStatement[], after: Target): Target => {
    // What stands behind a jump is never come to.
    const end = body.findIndex(({ kind }) => kind === 'jump')
    const reached = end === -1 ? body : body.slice(0, end + 1)
    let next = after
    for (const statement of reached.toReversed()) next = step(statement, next)
    return next
  }
  const step = (statement: ScriptStatement, next: Target): Target => {
    switch (statement.kind) {
      case 'line': {
        const { speaker, text, direction } = statement
        const own = splitTags(statement.tags)
        return put('line', { speaker: { characterId: null, name: speaker }, text, direction, ...own, next })
      }
      case 'options':
        return put('choice', {
          next: statement.otherwise ? compile(statement.otherwise, next) : next,
          options: statement.options.map(({ text, tags, condition, once, body }) => ({
            text,
            ...splitTags(tags),
            condition: condition === '' ? '' : expression(condition),
            once,
            next: compile(body, next),
          })),
        })
      case 'if':
        return statement.branches.toReversed().reduce<Target>((otherwise, { test, body }) => {
          const then = compile(body, next)
          return test === null ? then : put('condition', { test: expression(test), then, next: otherwise })
        }, next)
      case 'set':
        return put('set', { variable: nameOf(statement.variable), value: expression(statement.value), next })
      case 'roll': {
        const sides = Math.min(MOST_SIDES, Math.max(1, statement.sides))
        if (sides !== statement.sides) remarks.add('chance', String(statement.sides))
        const variable = nameOf(statement.variable)
        const branches = Array.from({ length: sides }, (_, index) => ({
          weight: 1,
          next: put('set', { variable, value: String(index + 1), next }),
        }))
        return put('random', { branches })
      }
      case 'random':
        return put('random', {
          branches: statement.bodies.map((body) => ({ weight: 1, next: compile(body, next) })),
        })
      case 'jump':
        return section(statement.label)
    }
  }

  for (const { label, body } of script.sections) {
    const hub = nodes.get(hubs.get(label) ?? '')
    if (hub) nodes.set(hub.id, withExit(hub, 'next', compile(body, null)))
  }

  /** Hubs that nobody counts and that only lead on are left out; a circle of nothing but hubs stays. */
  const sections = new Set(hubs.values())
  const beyond = (target: Target): Target => {
    const walked = new Set<string>()
    let at = target
    while (at !== null && sections.has(at) && !counted.has(at)) {
      const node: DialogueNode | undefined = nodes.get(at)
      if (walked.has(at) || node?.kind !== 'hub') return target
      walked.add(at)
      if (node.next === null) return null
      at = node.next
    }
    return at
  }
  const startLabel = script.start ?? script.sections[0]?.label ?? null
  const entry = section(startLabel)
  const startId = beyond(entry) ?? entry
  const kept = new Map<string, DialogueNode>()
  for (const node of nodes.values())
    kept.set(
      node.id,
      exitsOf(node).reduce((result, { key, target }) => withExit(result, key, beyond(target)), node),
    )
  // The first node of a section takes its title and place.
  for (const { label, title, x, y } of script.sections) {
    const hub = hubs.get(label) ?? ''
    const first = beyond(hub)
    if (first === hub || counted.has(hub)) continue
    if (hub !== startId) kept.delete(hub)
    const node = first === null ? undefined : kept.get(first)
    if (node?.title === '' && node.x === 0 && node.y === 0) kept.set(node.id, { ...node, title, x, y })
  }

  const declared = new Map(
    script.variables.map(({ name, initial }) => {
      const value =
        typeof initial === 'string' ? initial.replace(/[^\p{L}\p{M}\p{N} _.,'!?-]/gu, ' ') : initial
      return [nameOf(name), { name: nameOf(name), type: typeOfValue(value), initial: value, note: '' }]
    }),
  )
  const variables: Variable[] = [...declared.values()]
  const raw: Dialogue = { id: 'd0', title: script.title, startId, variables, nodes: [...kept.values()] }
  const used = new Set(
    raw.nodes.flatMap((node) => (node.kind === 'set' && !declared.has(node.variable) ? [node.variable] : [])),
  )
  for (const name of used) variables.push(guess(name, raw))
  const ordered: Dialogue = { ...raw, nodes: readingOrder(raw) }
  return { dialogue: withPlaces(ordered), remarks: remarks.list() }
}

/** A variable that the file only sets: of the type of what it is first set to. */
const guess = (name: string, { nodes }: Dialogue): Variable => {
  const first = nodes.find((node) => node.kind === 'set' && node.variable === name)
  const source = first?.kind === 'set' ? first.value : 'false'
  const parts = readable(source) ? [...partsOf(parseExpression(source))] : []
  const literal = parts.find((part) => part.kind === 'literal')
  const type = literal?.kind === 'literal' ? typeOfValue(literal.value) : 'bool'
  return { name, type, initial: { bool: false, number: 0, string: '' }[type], note: '' }
}

/** Where the file says no places, or the same for several, all are laid out. */
const withPlaces = (dialogue: Dialogue): Dialogue => {
  const taken = new Set(dialogue.nodes.map(({ x, y }) => `${x} ${y}`))
  if (taken.size === dialogue.nodes.length) return dialogue
  const places = new Map(layoutDialogue(dialogue).map((place) => [place.nodeId, place]))
  return {
    ...dialogue,
    nodes: dialogue.nodes.map((node) => {
      const place = places.get(node.id)
      return place ? { ...node, x: place.x, y: place.y } : node
    }),
  }
}
