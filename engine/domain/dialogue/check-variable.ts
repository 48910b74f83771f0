// The door for variables: a name every format can say, a beginning value of its own type.
import { EngineError } from '../errors.ts'
import { DIALOGUE_LIMITS, type Variable } from './dialogue.ts'
import { typeOfValue } from './evaluate-expression.ts'
import { spokenText } from './spoken-text.ts'
import { isVariableName, toVariableName } from './variable-name.ts'

/** BAD_INPUT, with a name that would do. */
export const checkVariable = (variable: Variable, others: readonly Variable[]): Variable => {
  const { name, type, initial, note, fromGame } = variable
  const taken = new Set(others.map((other) => other.name))
  if (!isVariableName(name) || taken.has(name))
    throw new EngineError(
      'BAD_INPUT',
      `${name} cannot be the name of a variable: ${taken.has(name) ? 'there is one already' : 'a letter, then letters, digits and _, and no word of a game format'}. Nothing was changed.`,
      { name, suggestion: toVariableName(name, taken) },
    )
  if (typeOfValue(initial) !== type)
    throw new EngineError('BAD_INPUT', `${name} is a ${type} and must begin as one. Nothing was changed.`, {
      name,
      type,
    })
  if (typeof initial === 'number' && !(Math.abs(initial) <= 1e9))
    throw new EngineError('BAD_INPUT', `${name} must begin between −10⁹ and 10⁹. Nothing was changed.`, {
      name,
    })
  if (typeof initial === 'string' && !/^[\p{L}\p{M}\p{N} _.,'!?-]*$/u.test(initial))
    throw new EngineError(
      'BAD_INPUT',
      `${name} may hold letters, digits, spaces and . , ' ! ? - _ only. Nothing was changed.`,
      { name },
    )
  if (others.length >= DIALOGUE_LIMITS.variables)
    throw new EngineError('BAD_INPUT', `A dialogue holds ${DIALOGUE_LIMITS.variables} variables.`)
  return {
    name,
    type,
    initial,
    note: spokenText(note).slice(0, 500),
    ...(fromGame === true ? { fromGame } : {}),
  }
}
