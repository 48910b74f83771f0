// What an expression is worth, and of which type it is. Types are strict: nothing is turned into anything else.
import type { Value, VariableType } from './dialogue.ts'
import { ExpressionError, type Expression } from './expression.ts'

export const typeOfValue = (value: Value): VariableType => {
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'number' ? 'number' : 'string'
}

/** ExpressionError when it has none: a name nobody declared, or types that do not go together. */
export const typeOf = (
  expression: Expression,
  variables: ReadonlyMap<string, VariableType>,
): VariableType => {
  const want = (part: Expression, type: VariableType, why: string): void => {
    const found = typeOf(part, variables)
    if (found !== type) throw new ExpressionError(`${why} wants a ${type}, not a ${found}`)
  }
  switch (expression.kind) {
    case 'literal':
      return typeOfValue(expression.value)
    case 'variable': {
      const type = variables.get(expression.name)
      if (type === undefined) throw new ExpressionError(`there is no variable ${expression.name}`)
      return type
    }
    case 'visits':
      return 'number'
    case 'not':
      want(expression.of, 'bool', 'not')
      return 'bool'
    case 'negate':
      want(expression.of, 'number', '-')
      return 'number'
    case 'binary': {
      const { operator, left, right } = expression
      switch (operator) {
        case 'or':
        case 'and':
          want(left, 'bool', operator)
          want(right, 'bool', operator)
          return 'bool'
        case '==':
        case '!=':
          want(right, typeOf(left, variables), operator)
          return 'bool'
        case '<':
        case '<=':
        case '>':
        case '>=':
          want(left, 'number', operator)
          want(right, 'number', operator)
          return 'bool'
        case '+':
        case '-':
        case '*':
          want(left, 'number', operator)
          want(right, 'number', operator)
          return 'number'
      }
    }
  }
}

export interface Surroundings {
  readonly variables: Readonly<Record<string, Value>>
  readonly visits: Readonly<Record<string, number>>
}

const compute = (operator: string, left: Value, right: Value): Value => {
  switch (operator) {
    case '==':
      return left === right
    case '!=':
      return left !== right
    case 'or':
      return left === true || right === true
    case 'and':
      return left === true && right === true
  }
  const [a, b] = [Number(left), Number(right)]
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '+':
      return a + b
    case '-':
      return a - b
    default:
      return a * b
  }
}

/** Of an expression that `typeOf` found in order; an unknown variable is worth 0. */
export const evaluate = (expression: Expression, around: Surroundings): Value => {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'variable':
      return around.variables[expression.name] ?? 0
    case 'visits':
      return around.visits[expression.nodeId] ?? 0
    case 'not':
      return evaluate(expression.of, around) !== true
    case 'negate':
      return -Number(evaluate(expression.of, around))
    case 'binary':
      return compute(
        expression.operator,
        evaluate(expression.left, around),
        evaluate(expression.right, around),
      )
  }
}
