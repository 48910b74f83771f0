// Every expression that stands in a node, parsed once, with the type it must have.
import type { DialogueNode, Variable, VariableType } from './dialogue.ts'
import { typeOf } from './evaluate-expression.ts'
import { ExpressionError, parseExpression, type Expression } from './expression.ts'

export interface NodeExpression {
  readonly nodeId: string
  /** The option it belongs to, else null. */
  readonly part: string | null
  readonly source: string
  /** Null where it cannot be read. */
  readonly parsed: Expression | null
  /** What is wrong with it, in words; null when it is in order. */
  readonly problem: string | null
}

const sourcesOf = (
  node: DialogueNode,
  types: ReadonlyMap<string, VariableType>,
): { part: string | null; source: string; type: VariableType | null }[] => {
  switch (node.kind) {
    case 'condition':
      return [{ part: null, source: node.test, type: 'bool' }]
    case 'set':
      return [{ part: null, source: node.value, type: types.get(node.variable) ?? null }]
    case 'choice':
      return node.options
        .filter(({ condition }) => condition.trim() !== '')
        .map(({ id, condition }) => ({ part: id, source: condition, type: 'bool' }))
    case 'line':
    case 'jump':
    case 'hub':
    case 'random':
    case 'end':
      return []
  }
}

export const typesOf = (variables: readonly Variable[]): ReadonlyMap<string, VariableType> =>
  new Map(variables.map(({ name, type }) => [name, type]))

const attempt = (source: string): { parsed: Expression | null; problem: string | null } => {
  try {
    return { parsed: parseExpression(source), problem: null }
  } catch (error) {
    if (error instanceof ExpressionError) return { parsed: null, problem: error.message }
    throw error
  }
}

export const expressionsOf = (
  node: DialogueNode,
  types: ReadonlyMap<string, VariableType>,
): readonly NodeExpression[] =>
  sourcesOf(node, types).map(({ part, source, type }) => {
    const { parsed, problem } = attempt(source)
    const own = { nodeId: node.id, part, source, parsed }
    if (!parsed) return { ...own, problem }
    try {
      const found = typeOf(parsed, types)
      const isWrong = type !== null && found !== type
      return { ...own, problem: isWrong ? `a ${type} is wanted, this is a ${found}` : null }
    } catch (error) {
      if (error instanceof ExpressionError) return { ...own, problem: error.message }
      throw error
    }
  })
