// What the writer can pull on while a passage is written and ranked: each lever with a switch and a weight.

/** Two work on every token, and material does both, the others weigh finished candidates. */
export const LEVERS = [
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
] as const
export type LeverName = (typeof LEVERS)[number]

export interface Lever {
  readonly on: boolean
  /** Strength of condition and guidance, 1 as learnt; of the others the share of the score before it is scaled to 1. */
  readonly weight: number
}

export type Levers = Readonly<Record<LeverName, Lever>>

/** The strongest pull that still leaves sentences whole. */
export const LEVER_LIMIT = 4

const at = (weight: number): Lever => ({ on: true, weight })

export const DEFAULT_LEVERS: Levers = {
  condition: at(1),
  guidance: at(1),
  arc: at(0.5),
  realism: at(0.1),
  coherence: at(0.1),
  fluency: at(0.2),
  variety: at(0.15),
  length: at(0.15),
  // More than all others together: it was judged on what the writer chose before it was used.
  taste: at(3),
  // Where there is material, it is what the passage is to be about; also how hard its words pull.
  material: at(1),
}

/** How hard a lever pulls: nothing when it is switched off. */
export const pullOf = (levers: Levers, name: LeverName): number => (levers[name].on ? levers[name].weight : 0)

/** The defaults with some of them changed. */
export const leversFrom = (
  changes: Readonly<Partial<Record<LeverName, Partial<Lever> | undefined>>>,
): Levers =>
  Object.fromEntries(
    LEVERS.map((name) => [name, { ...DEFAULT_LEVERS[name], ...changes[name] }]),
  ) as unknown as Levers

/** How much of what may hurt is kept from the writer's eyes until asked for. */
export const FILTERS = ['off', 'mild', 'strict'] as const
export type Filter = (typeof FILTERS)[number]
