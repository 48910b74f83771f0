// Checks a whole dialogue: flow, variables, expressions, choices, texts, ids. Each finding has its place and, where one
// is certain, its repair.
import { nodesById, type ChoiceNode, type Dialogue, type Variable } from './dialogue.ts'
import { issue, type DialogueIssue } from './dialogue-issue.ts'
import { evaluate } from './evaluate-expression.ts'
import { partsOf, type Expression } from './expression.ts'
import { flowIssues } from './flow-issues.ts'
import { expressionsOf, typesOf, type NodeExpression } from './node-expressions.ts'
import { describeWorld, possibleWorlds } from './possible-worlds.ts'
import { isVariableName } from './variable-name.ts'

const textIssues = ({ nodes }: Dialogue): readonly DialogueIssue[] =>
  nodes.flatMap((node) => {
    if (node.kind === 'line' && node.text === '') {
      const fix = [{ act: 'remove', nodeIds: [node.id], heal: true } as const]
      return [issue({ code: 'empty-line', nodeId: node.id, fix })]
    }
    if (node.kind === 'random' && node.branches.length === 0)
      return [issue({ code: 'no-branches', nodeId: node.id })]
    if (node.kind !== 'choice') return []
    if (node.options.length === 0) return [issue({ code: 'no-options', nodeId: node.id })]
    return node.options
      .filter(({ text }) => text === '')
      .map(({ id }) => issue({ code: 'empty-option', nodeId: node.id, part: id }))
  })

const idIssues = ({ nodes }: Dialogue): readonly DialogueIssue[] => {
  const seen = new Set<string>()
  return nodes.flatMap((node) => {
    const ids = [node.id, ...(node.kind === 'choice' ? node.options.map(({ id }) => id) : [])]
    return ids.flatMap((id) => {
      if (seen.has(id)) return [issue({ code: 'duplicate-id', nodeId: node.id, detail: id })]
      seen.add(id)
      return []
    })
  })
}

/** What a name that nobody declared would begin as, going by its one assignment. */
const declaration = (name: string, dialogue: Dialogue): Variable | null => {
  if (!isVariableName(name)) return null
  const made = dialogue.nodes.find((node) => node.kind === 'set' && node.variable === name)
  const value = made?.kind === 'set' ? made.value.trim() : ''
  const type = value.startsWith('"') ? 'string' : /^-?\d/u.test(value) ? 'number' : 'bool'
  const initial = type === 'string' ? '' : type === 'number' ? 0 : false
  return { name, type, initial, note: '' }
}

const variableIssues = (
  dialogue: Dialogue,
  expressions: readonly NodeExpression[],
): readonly DialogueIssue[] => {
  const declared = new Set(dialogue.variables.map(({ name }) => name))
  const read = new Map<string, string>()
  const written = new Map<string, string>()
  for (const { parsed, nodeId } of expressions)
    for (const part of parsed ? partsOf(parsed) : [])
      if (part.kind === 'variable' && !read.has(part.name)) read.set(part.name, nodeId)
  for (const node of dialogue.nodes)
    if (node.kind === 'set' && !written.has(node.variable)) written.set(node.variable, node.id)

  const unknown = [...new Map([...written, ...read])].filter(([name]) => !declared.has(name))
  return [
    ...unknown.map(([name, nodeId]) => {
      const variable = declaration(name, dialogue)
      const fix = variable && [{ act: 'variable', was: null, variable } as const]
      return issue({ code: 'undeclared-variable', nodeId, detail: name, fix })
    }),
    ...dialogue.variables.flatMap(({ name, fromGame }) => {
      if (!read.has(name)) {
        // What is set and never read may be meant for the game itself: no repair for that.
        const fix = written.has(name) ? null : [{ act: 'variable', was: name, variable: null } as const]
        return [issue({ code: 'unused-variable', nodeId: written.get(name) ?? null, detail: name, fix })]
      }
      return written.has(name) || fromGame === true
        ? []
        : [issue({ code: 'never-set', nodeId: read.get(name) ?? null, detail: name })]
    }),
  ]
}

const expressionIssues = (
  dialogue: Dialogue,
  expressions: readonly NodeExpression[],
): readonly DialogueIssue[] => {
  const nodes = nodesById(dialogue)
  const declared = typesOf(dialogue.variables)
  return expressions.flatMap(({ nodeId, part, source, parsed, problem }) => {
    const at = { nodeId, part }
    const parts = parsed ? [...partsOf(parsed)] : []
    const lost = parts.flatMap((each) =>
      each.kind === 'visits' && !nodes.has(each.nodeId)
        ? [issue({ code: 'unknown-visits', ...at, detail: each.nodeId })]
        : [],
    )
    // An unknown name has an issue of its own.
    const isKnown = parts.every((each) => each.kind !== 'variable' || declared.has(each.name))
    if (problem !== null)
      return parsed && !isKnown
        ? lost
        : [...lost, issue({ code: 'bad-expression', ...at, detail: `${source}: ${problem}` })]
    if (nodes.get(nodeId)?.kind === 'set' || !parsed) return lost
    const worlds = possibleWorlds([parsed], dialogue.variables)
    if (worlds?.every((world) => evaluate(parsed, world) !== true))
      return [...lost, issue({ code: 'never-holds', ...at, detail: source })]
    return lost
  })
}

/** What follows when no option is open: where all options lead, else an end of its own. */
const otherwise = (node: ChoiceNode): DialogueIssue['fix'] => {
  const targets = new Set(node.options.map(({ next }) => next))
  const [target] = targets
  return targets.size === 1 && target !== null
    ? [{ act: 'connect', nodeId: node.id, exit: 'next', target }]
    : [{ act: 'add', kind: 'end', from: { nodeId: node.id, exit: 'next' } }]
}

/** Can it be that no option is open? Options that are offered once may all be gone. */
const balanceOf = (
  node: ChoiceNode,
  expressions: readonly NodeExpression[],
  variables: readonly Variable[],
): readonly DialogueIssue[] => {
  if (node.next !== null || node.options.length === 0) return []
  if (node.options.some(({ once, condition }) => !once && condition.trim() === '')) return []
  const lasting = node.options.filter(({ once }) => !once)
  if (lasting.length === 0)
    return [issue({ code: 'unbalanced-choice', nodeId: node.id, fix: otherwise(node) })]
  const conditions = lasting.flatMap(({ id }): Expression[] => {
    const found = expressions.find(({ part }) => part === id)
    return found?.parsed && found.problem === null ? [found.parsed] : []
  })
  const worlds = possibleWorlds(conditions, variables)
  const closed = worlds?.find((world) => conditions.every((each) => evaluate(each, world) !== true))
  return closed
    ? [
        issue({
          code: 'unbalanced-choice',
          nodeId: node.id,
          detail: describeWorld(closed),
          fix: otherwise(node),
        }),
      ]
    : []
}

/** Errors first, then in the order of the nodes. */
export const validateDialogue = (dialogue: Dialogue): readonly DialogueIssue[] => {
  const types = typesOf(dialogue.variables)
  const byNode = new Map(dialogue.nodes.map((node) => [node.id, expressionsOf(node, types)]))
  const expressions = [...byNode.values()].flat()
  const place = new Map(dialogue.nodes.map(({ id }, index) => [id, index]))
  const found = [
    ...idIssues(dialogue),
    ...flowIssues(dialogue),
    ...textIssues(dialogue),
    ...variableIssues(dialogue, expressions),
    ...expressionIssues(dialogue, expressions),
    ...dialogue.nodes.flatMap((node) =>
      node.kind === 'choice' ? balanceOf(node, byNode.get(node.id) ?? [], dialogue.variables) : [],
    ),
  ]
  const rank = (each: DialogueIssue): number =>
    (each.severity === 'error' ? 0 : 1e6) + (place.get(each.nodeId ?? '') ?? -1)
  return found.toSorted((a, b) => rank(a) - rank(b))
}
