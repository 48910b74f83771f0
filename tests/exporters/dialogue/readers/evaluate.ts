// Evaluates an expression as another language writes it: its own operators are spelt as ours, then ours reads it.
import type { Value } from '../../../../engine/domain/dialogue/dialogue.ts'
import { evaluate } from '../../../../engine/domain/dialogue/evaluate-expression.ts'
import { parseExpression } from '../../../../engine/domain/dialogue/expression.ts'

/** @param spelling each of the language's words and signs that ours writes otherwise. */
export const evaluateAs = (
  source: string,
  variables: Readonly<Record<string, Value>>,
  spelling: readonly (readonly [RegExp, string])[],
): Value => {
  const ours = spelling.reduce(
    (text, [pattern, word]) =>
      text
        .split(/("[^"]*")/u)
        .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(pattern, word)))
        .join(''),
    source,
  )
  return evaluate(parseExpression(ours), { variables, visits: {} })
}
