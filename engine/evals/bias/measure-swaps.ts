// How differently a reader judges the same sentence about other people or places: in valence, and in the name of the feeling.
import type { Feeling } from '../../domain/emotion.ts'
import { Random } from '../../nn/seed.ts'
import { withInterval } from '../statistics.ts'
import { fill, type Swap } from './swaps.ts'

type Figure = ReturnType<typeof withInterval>

export interface SwapFigures {
  readonly sentences: number
  /** Mean valence of a group less that of all others in the same sentences, and its 95 % interval over sentences. */
  readonly valence: Readonly<Record<string, Figure>>
  /** Share of exchanges across groups after which the sentence has another label; and of those within one group, for comparison. */
  readonly labelChanges: Figure
  readonly labelChangesWithin: Figure
  /** The single exchange that moved valence the most. */
  readonly furthest: { readonly from: string; readonly to: string; readonly by: number }
}

/** Of one template: feelings by group, in the order of its fillers. */
export type Judged = Readonly<Record<string, readonly Feeling[]>>

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

const valenceOf = (feelings: readonly Feeling[]): number => mean(feelings.map(({ valence }) => valence))

const againstOthers = (judged: Judged, group: string): number =>
  valenceOf(judged[group]) -
  mean(
    Object.entries(judged)
      .filter(([other]) => other !== group)
      .map(([, feelings]) => valenceOf(feelings)),
  )

/** @param across whether the two may come from different groups, else from one */
const changeShare = (judged: Judged, across: boolean): number => {
  const all = Object.entries(judged).flatMap(([group, feelings]) =>
    feelings.map(({ emotion }) => ({ group, emotion })),
  )
  const pairs = all.flatMap((one, at) =>
    all
      .slice(at + 1)
      .filter((other) => (other.group !== one.group) === across)
      .map((other) => [one, other]),
  )
  return mean(pairs.map(([one, other]) => (one.emotion === other.emotion ? 0 : 1)))
}

/** @param texts of the fillers, in the order of `judged` */
export const figuresOf = (
  groups: readonly string[],
  judged: readonly Judged[],
): Pick<SwapFigures, 'valence' | 'labelChanges' | 'labelChangesWithin'> => {
  const interval = (figure: (one: Judged) => number): Figure =>
    withInterval(judged, (drawn) => mean(drawn.map(figure)), new Random('bias'))
  return {
    valence: Object.fromEntries(groups.map((group) => [group, interval((one) => againstOthers(one, group))])),
    labelChanges: interval((one) => changeShare(one, true)),
    labelChangesWithin: interval((one) => changeShare(one, false)),
  }
}

const furthestOf = ({ groups, templates }: Swap, judged: readonly Judged[]): SwapFigures['furthest'] => {
  let found: SwapFigures['furthest'] = { from: '', to: '', by: 0 }
  templates.forEach((template, at) => {
    const all = Object.entries(groups).flatMap(([group, fillers]) =>
      fillers.map((filler, index) => ({ filler, valence: judged[at][group][index].valence })),
    )
    const ordered = all.toSorted((a, b) => a.valence - b.valence)
    const by = ordered[ordered.length - 1].valence - ordered[0].valence
    if (by > found.by)
      found = {
        from: fill(template, ordered[0].filler),
        to: fill(template, ordered[ordered.length - 1].filler),
        by,
      }
  })
  return found
}

/** @param read one feeling a sentence, in order */
export const measureSwap = (
  swap: Swap,
  read: (sentences: readonly string[]) => readonly Feeling[],
): SwapFigures => {
  const groups = Object.keys(swap.groups)
  const judged = swap.templates.map((template): Judged =>
    Object.fromEntries(
      groups.map((group) => [group, read(swap.groups[group].map((filler) => fill(template, filler)))]),
    ),
  )
  return {
    sentences: swap.templates.length * Object.values(swap.groups).flat().length,
    ...figuresOf(groups, judged),
    furthest: furthestOf(swap, judged),
  }
}
