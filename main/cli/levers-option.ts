// --levers condition=2,guidance=off,arc=0.7: the co-writer's levers as one option.
import type { Inputs } from '../../engine/contract/index.ts'
import { UsageError } from './problems.ts'

type Levers = NonNullable<Inputs['cowriter']['continue']['levers']>

const LEVERS = [
  'condition',
  'guidance',
  'arc',
  'realism',
  'coherence',
  'fluency',
  'variety',
  'length',
  'taste',
  'material',
] as const satisfies readonly (keyof Levers)[]

export const LEVERS_HELP = `${LEVERS.join(', ')}, each =WEIGHT or =off; e.g. condition=2,guidance=off`

export const leversFrom = (text: string | undefined): Levers => {
  const levers: Levers = {}
  for (const part of text?.split(',') ?? []) {
    const [wanted, value = ''] = part.split('=').map((half) => half.trim())
    const name = LEVERS.find((lever) => lever === wanted)
    if (!name) throw new UsageError(`--levers: ${wanted ?? ''} is none of ${LEVERS.join(', ')}`)
    const weight = Number(value)
    if (value !== 'off' && (value === '' || !(weight >= 0 && weight <= 4)))
      throw new UsageError(`--levers: ${name} takes a weight of 0 to 4, or off`)
    levers[name] = value === 'off' ? { on: false } : { on: true, weight }
  }
  return levers
}
