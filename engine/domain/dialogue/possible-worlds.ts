// Tries an expression or several against every state that could matter to them, to find one where something holds.
import type { Value, Variable } from './dialogue.ts'
import type { Surroundings } from './evaluate-expression.ts'
import { partsOf, type Expression } from './expression.ts'

/** More combinations than this are not tried: then nothing is claimed. */
const MOST = 4096

const candidates = (expressions: readonly Expression[]) => {
  const numbers = new Set<number>([0, 1])
  const texts = new Set<string>(['', 'other'])
  const names = new Set<string>()
  const visits = new Set<string>()
  for (const expression of expressions)
    for (const part of partsOf(expression)) {
      if (part.kind === 'variable') names.add(part.name)
      if (part.kind === 'visits') visits.add(part.nodeId)
      if (part.kind === 'literal' && typeof part.value === 'number')
        for (const near of [part.value - 1, part.value, part.value + 1]) numbers.add(near)
      if (part.kind === 'literal' && typeof part.value === 'string') texts.add(part.value)
    }
  return { numbers: [...numbers], texts: [...texts], names, visits }
}

/**
 * Values that lie on both sides of every number and text in the expressions, in all combinations, whether or not a play
 * could come to them. Undefined when there are too many.
 */
export const possibleWorlds = (
  expressions: readonly Expression[],
  variables: readonly Variable[],
): readonly Surroundings[] | undefined => {
  const { numbers, texts, names, visits } = candidates(expressions)
  const used = variables.filter(({ name }) => names.has(name))
  const choices: readonly (readonly [
    kind: 'variables' | 'visits',
    name: string,
    values: readonly Value[],
  ])[] = [
    ...used.map(({ name, type, initial }) => {
      const values = type === 'bool' ? [true, false] : type === 'number' ? numbers : texts
      return ['variables', name, [...new Set<Value>([initial, ...values])]] as const
    }),
    ...[...visits].map((id) => ['visits', id, numbers.filter((n) => n >= 0 && Number.isInteger(n))] as const),
  ]
  if (choices.reduce((product, [, , values]) => product * values.length, 1) > MOST) return undefined
  return choices.reduce<Surroundings[]>(
    (worlds, [kind, name, values]) =>
      worlds.flatMap((world) =>
        values.map((value) => ({ ...world, [kind]: { ...world[kind], [name]: value } })),
      ),
    [{ variables: {}, visits: {} }],
  )
}

export const describeWorld = ({ variables, visits }: Surroundings): string =>
  [
    ...Object.entries(variables).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
    ...Object.entries(visits).map(([id, count]) => `visits(${id}) = ${count}`),
  ].join(', ')
