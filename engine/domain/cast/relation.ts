// What one character holds another for; never the same both ways by itself. How it moves with what is done is here too.

export interface Relation {
  /** −1 suspects the worst … 1 would follow blindly. */
  readonly trust: number
  /** −1 looks down … 1 looks up. */
  readonly respect: number
  /** 0 strangers … 1 knows them like a hand. */
  readonly familiarity: number
}

export interface PairRelation extends Relation {
  readonly fromId: string
  readonly toId: string
  /** In the writer's words. */
  readonly note: string
}

export const STRANGERS: Relation = { trust: 0, respect: 0, familiarity: 0 }

/** Relations by name, for who has no sheet: the listener of a line, a player. */
export const BONDS = ['stranger', 'friend', 'rival', 'superior', 'customer', 'beloved'] as const
export type Bond = (typeof BONDS)[number]

export const BOND_RELATIONS: Readonly<Record<Bond, Relation>> = {
  stranger: STRANGERS,
  friend: { trust: 0.7, respect: 0.4, familiarity: 0.8 },
  rival: { trust: -0.6, respect: 0.1, familiarity: 0.6 },
  superior: { trust: 0.2, respect: 0.7, familiarity: 0.4 },
  customer: { trust: 0.1, respect: 0.2, familiarity: 0.2 },
  beloved: { trust: 0.9, respect: 0.6, familiarity: 1 },
}

/** The bond that a relation is most like: nearest in all three. */
export const bondOf = (relation: Relation): Bond => {
  const distance = (other: Relation): number =>
    (relation.trust - other.trust) ** 2 +
    (relation.respect - other.respect) ** 2 +
    (relation.familiarity - other.familiarity) ** 2
  return BONDS.reduce((best, bond) =>
    distance(BOND_RELATIONS[bond]) < distance(BOND_RELATIONS[best]) ? bond : best,
  )
}

const clamp = (value: number, from: number): number => Math.max(from, Math.min(1, value))

/** How far one act moves trust and respect: strangers are judged by it, old friends forgive. */
const STEP = 0.25

/**
 * The relation after the other did something.
 * @param deed what it was worth to oneself: pleasant −1 … 1, and worthy of praise −1 … 1.
 */
export const afterDeed = (
  relation: Relation,
  { pleasant, praiseworthy }: { readonly pleasant: number; readonly praiseworthy: number },
): Relation => {
  const step = STEP * (1 - 0.6 * relation.familiarity)
  return {
    trust: clamp(relation.trust + step * pleasant, -1),
    respect: clamp(relation.respect + step * praiseworthy, -1),
    familiarity: clamp(relation.familiarity + 0.02, 0),
  }
}
