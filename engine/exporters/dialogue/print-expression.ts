// Writes an expression in the words of a format; compound parts always stand in parentheses, so that no format's own
// order of operations matters.
import type { Value } from '../../domain/dialogue/dialogue.ts'
import type { BinaryOperator, Expression } from '../../domain/dialogue/expression.ts'

export interface Dialect {
  readonly variable: (name: string) => string
  readonly value: (value: Value) => string
  readonly not: string
  readonly operators: Readonly<Partial<Record<BinaryOperator, string>>>
}

/** `visits( )` is gone before (script-plan.ts); a format that keeps it names it as a variable. */
export const printExpression = (expression: Expression, dialect: Dialect): string => {
  const print = (part: Expression): string => {
    switch (part.kind) {
      case 'literal':
        return dialect.value(part.value)
      case 'variable':
        return dialect.variable(part.name)
      case 'visits':
        return dialect.variable(`visits_${part.nodeId}`)
      case 'not':
        return `${dialect.not} ${inner(part.of)}`
      case 'negate':
        return `(0 ${dialect.operators['-'] ?? '-'} ${inner(part.of)})`
      case 'binary':
        return `${inner(part.left)} ${dialect.operators[part.operator] ?? part.operator} ${inner(part.right)}`
    }
  }
  const inner = (part: Expression): string =>
    part.kind === 'binary' || part.kind === 'not' ? `(${print(part)})` : print(part)
  return print(expression)
}

/** As most formats write values. */
export const plainValue = (value: Value): string => (typeof value === 'string' ? `"${value}"` : String(value))
