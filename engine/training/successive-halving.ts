// Successive halving over settings: many short trials, of which the best third goes on, three times as long, until one is left.
// Jamieson & Talwalkar 2016, arXiv 1502.07943. Pure: who trains and remembers the trials is others' concern.
import type { RegisteredModel } from '../models/registry.ts'
import type { SearchRange } from '../models/describe-settings.ts'
import type { Random } from '../nn/seed.ts'

/** One in so many goes on, and trains so many times as long. */
const ETA = 3

const surviving = (count: number): number => Math.ceil(count / ETA)

/** How many rungs a search of so many trials climbs: 9 trials → 3 (9, 3, 1). */
export function rungsOf(trials: number): number {
  let rungs = 1
  for (let count = trials; count > 1; count = surviving(count)) rungs++
  return rungs
}

/** The share of a whole run after which the trials on a rung are compared; 1 on the last. */
export const shareOf = (rung: number, rungs: number): number => ETA ** Math.min(0, rung - (rungs - 1))

/**
 * One set of settings a trial, drawn from the ranges that the model's definition names; the first is empty, the preset as
 * it stands. Settings that were chosen by hand are not searched.
 */
export function drawTrials(
  model: Pick<RegisteredModel, 'settings'>,
  { trials, chosen }: { readonly trials: number; readonly chosen: Readonly<Record<string, unknown>> },
  random: Random,
): readonly Readonly<Record<string, number>>[] {
  const ranges = model.settings.flatMap(({ key, type, search }) =>
    search && !(key in chosen) ? [{ key, type, search }] : [],
  )
  return Array.from({ length: trials }, (_, trial) => {
    if (trial === 0) return {}
    const own = random.split(`trial ${trial}`)
    return Object.fromEntries(
      ranges.map(({ key, type, search }) => {
        const value = valueAt(search, own.next())
        return [key, type === 'integer' ? Math.round(value) : Number(value.toPrecision(3))]
      }),
    )
  })
}

function valueAt({ from, to, scale }: SearchRange, share: number): number {
  return scale === 'log' ? from * (to / from) ** share : from + (to - from) * share
}

/** A trial as the search sees it. */
export interface TrialState {
  readonly id: string
  readonly number: number
  readonly rung: number
  /** `waiting`: at the end of its rung; `done`: nothing more to learn; `failed` has lost; `busy` or stopped holds the others up. */
  readonly state: 'waiting' | 'done' | 'failed' | 'busy'
  readonly loss: number | null
}

export interface RungDecision {
  /** Train on to the end of the next rung. */
  readonly goOn: readonly string[]
  /** Have been beaten. */
  readonly outdone: readonly string[]
}

/** What becomes of the trials still in the race; nothing before all of them have ended their rung. */
export function decideRung(trials: readonly TrialState[], rungs: number): RungDecision {
  const nothing = { goOn: [], outdone: [] }
  const rung = Math.min(...trials.map((trial) => trial.rung))
  if (trials.length === 0 || rung >= rungs - 1 || trials.some(({ state }) => state === 'busy')) return nothing
  const ranked = trials
    .filter(({ state, loss }) => state !== 'failed' && loss !== null)
    .toSorted((a, b) => a.loss! - b.loss! || a.number - b.number)
  const best = ranked.slice(0, surviving(trials.length))
  return {
    goOn: best.filter(({ state }) => state === 'waiting').map(({ id }) => id),
    outdone: ranked.slice(best.length).map(({ id }) => id),
  }
}
