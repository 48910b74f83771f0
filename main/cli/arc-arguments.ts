// What the commands about arcs share: measures by name, numbers with a sign.
import { measure } from '../../engine/contract/feeling.ts'
import { UsageError } from './problems.ts'

const MEASURES = measure.options

/** A measure, or a usage error. */
export const measureFrom = (name: string): (typeof MEASURES)[number] => {
  const known = MEASURES.find((each) => each === name)
  if (known) return known
  throw new UsageError(`--measure ${name} is none of ${MEASURES.join(', ')}`)
}

export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`
