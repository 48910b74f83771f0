// A dialogue as scripts can say it: visits and once-only options become variables, chance becomes a roll, ways that lead
// nowhere end. What a script looks like is each format's matter.
import {
  nodesById,
  optionText,
  type Dialogue,
  type DialogueNode,
  type LineNode,
  type Target,
  type Value,
  type VariableType,
} from '../../domain/dialogue/dialogue.ts'
import { emotionTags } from '../../domain/dialogue/emotion-tags.ts'
import { partsOf, type Expression } from '../../domain/dialogue/expression.ts'
import { expressionsOf, typesOf } from '../../domain/dialogue/node-expressions.ts'
import { readingOrder } from '../../domain/dialogue/reading-order.ts'
import { EngineError } from '../../domain/errors.ts'

export interface ScriptVariable {
  readonly name: string
  readonly type: VariableType
  readonly initial: Value
}

export interface ScriptOption {
  readonly id: string
  readonly text: string
  /** The emotion's tags, then the writer's own. */
  readonly tags: readonly string[]
  readonly condition: Expression | null
  /** Set to true when it is taken; null of what may be taken again. */
  readonly taken: string | null
  readonly next: Target
}

export type ScriptStep =
  | {
      readonly kind: 'line'
      readonly line: LineNode
      readonly tags: readonly string[]
      readonly next: Target
    }
  | {
      readonly kind: 'choice'
      readonly options: readonly ScriptOption[]
      /** Holds while an option is open; null when one always is. */
      readonly open: Expression | null
      readonly next: Target
    }
  | {
      readonly kind: 'condition'
      readonly test: Expression
      readonly then: Target
      readonly next: Target
    }
  | { readonly kind: 'set'; readonly variable: string; readonly value: Expression; readonly next: Target }
  | { readonly kind: 'go'; readonly next: Target }
  | {
      readonly kind: 'random'
      /** The variable that holds what was rolled, 1 … sides. */
      readonly roll: string
      readonly sides: number
      /** The first whose `upTo` is not below the roll. */
      readonly branches: readonly { readonly upTo: number; readonly next: Target }[]
    }

export interface ScriptNode {
  readonly id: string
  readonly title: string
  readonly x: number
  readonly y: number
  /** The variable that counts how often it was come to; null where nobody asks. */
  readonly counter: string | null
  readonly step: ScriptStep
}

export interface ScriptPlan {
  readonly startId: Target
  readonly variables: readonly ScriptVariable[]
  /** In reading order. */
  readonly nodes: readonly ScriptNode[]
}

const unreadable = (nodeId: string, problem: string): EngineError =>
  new EngineError(
    'BAD_INPUT',
    `Node ${nodeId} has an expression that no game could read: ${problem}. Nothing was exported.`,
    { nodeId },
  )

const counterOf = (nodeId: string): string => `visits_${nodeId}`

const withoutVisits = (expression: Expression): Expression => {
  switch (expression.kind) {
    case 'visits':
      return { kind: 'variable', name: counterOf(expression.nodeId) }
    case 'not':
    case 'negate':
      return { ...expression, of: withoutVisits(expression.of) }
    case 'binary':
      return {
        ...expression,
        left: withoutVisits(expression.left),
        right: withoutVisits(expression.right),
      }
    case 'literal':
    case 'variable':
      return expression
  }
}

const join = (operator: 'and' | 'or', parts: readonly Expression[]): Expression | null =>
  parts.length === 0 ? null : parts.reduce((left, right) => ({ kind: 'binary', operator, left, right }))

/** BAD_INPUT while an expression cannot be read. */
export const planScript = (dialogue: Dialogue): ScriptPlan => {
  const known = nodesById(dialogue)
  const types = typesOf(dialogue.variables)
  const counted = new Set<string>()
  const given: ScriptVariable[] = []

  const target = (id: Target): Target => (id !== null && known.has(id) ? id : null)
  const readNode = (node: DialogueNode): ((part: string | null) => Expression | null) => {
    const found = expressionsOf(node, types)
    for (const { problem, parsed } of found) {
      if (problem !== null || parsed === null) throw unreadable(node.id, problem ?? '')
      for (const part of partsOf(parsed)) if (part.kind === 'visits') counted.add(part.nodeId)
    }
    return (part) => {
      const parsed = found.find((each) => each.part === part)?.parsed
      return parsed ? withoutVisits(parsed) : null
    }
  }

  const stepOf = (node: DialogueNode): ScriptStep => {
    const read = readNode(node)
    const whole = (): Expression => {
      const parsed = read(null)
      if (parsed) return parsed
      throw unreadable(node.id, 'it is empty')
    }
    switch (node.kind) {
      case 'line': {
        if (node.text === '') return { kind: 'go', next: target(node.next) }
        const tags = [...emotionTags(node.emotion), ...node.tags]
        return { kind: 'line', line: node, tags, next: target(node.next) }
      }
      case 'choice': {
        if (node.options.length === 0) return { kind: 'go', next: target(node.next) }
        const options = node.options.map((option): ScriptOption => {
          const taken = option.once ? `chosen_${option.id}` : null
          if (taken !== null) given.push({ name: taken, type: 'bool', initial: false })
          const own = read(option.id)
          const fresh: Expression[] =
            taken === null ? [] : [{ kind: 'not', of: { kind: 'variable', name: taken } }]
          return {
            id: option.id,
            text: optionText(option),
            tags: [...emotionTags(option.emotion), ...option.tags],
            condition: join('and', [...(own ? [own] : []), ...fresh]),
            taken,
            next: target(option.next),
          }
        })
        const conditions = options.flatMap(({ condition }) => condition ?? [])
        const always = options.length > conditions.length
        return {
          kind: 'choice',
          options,
          open: always ? null : join('or', conditions),
          next: target(node.next),
        }
      }
      case 'condition':
        return { kind: 'condition', test: whole(), then: target(node.then), next: target(node.next) }
      case 'set':
        if (!types.has(node.variable)) throw unreadable(node.id, `there is no variable ${node.variable}`)
        return { kind: 'set', variable: node.variable, value: whole(), next: target(node.next) }
      case 'jump':
      case 'hub':
        return { kind: 'go', next: target(node.next) }
      case 'end':
        return { kind: 'go', next: null }
      case 'random': {
        if (node.branches.length === 0) return { kind: 'go', next: null }
        const roll = `roll_${node.id}`
        given.push({ name: roll, type: 'number', initial: 0 })
        let sides = 0
        const branches = node.branches.map(({ weight, next }) => ({
          upTo: (sides += weight),
          next: target(next),
        }))
        return { kind: 'random', roll, sides, branches }
      }
    }
  }

  const steps = readingOrder(dialogue).map((node) => ({ node, step: stepOf(node) }))
  const counters = [...counted].toSorted()
  return {
    startId: target(dialogue.startId),
    variables: [
      ...dialogue.variables.map(({ name, type, initial }) => ({ name, type, initial })),
      ...counters.map((id) => ({ name: counterOf(id), type: 'number' as const, initial: 0 })),
      ...given,
    ],
    nodes: steps.map(({ node: { id, title, x, y }, step }) => ({
      id,
      title,
      x,
      y,
      counter: counted.has(id) ? counterOf(id) : null,
      step,
    })),
  }
}
