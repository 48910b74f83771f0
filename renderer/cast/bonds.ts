// What a listener of whom nothing else is known can be to a speaker, in the order in which it is offered.
import type { Inputs } from '../../engine/contract/index.ts'

type Bond = Required<Inputs['lines']['generate']>['bonds'][number]

/** A new one is missed here by the compiler. */
const ALL = {
  stranger: true,
  friend: true,
  rival: true,
  superior: true,
  customer: true,
  beloved: true,
} satisfies Record<Bond, true>

export const BONDS = Object.keys(ALL) as readonly Bond[]
