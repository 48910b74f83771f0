// A search as a group of runs: its trials, who goes on to the next rung, and what stopping one means for all.
import { newId } from '../domain/ids.ts'
import type { TrainingRun } from '../domain/training-run.ts'
import { findModel } from '../models/registry.ts'
import { Random } from '../nn/seed.ts'
import { decideRung, drawTrials, rungsOf, shareOf, type TrialState } from '../training/successive-halving.ts'
import { isTuningSetting } from '../training/training-subject.ts'
import type { OpenProject } from './context.ts'

type Trial = TrainingRun & { readonly trial: NonNullable<TrainingRun['trial']> }

const isTrial = (run: TrainingRun): run is Trial => run.trial !== null

/** The runs of a search, one a set of settings, in the order in which they take their turn. */
export const trialsOf = (run: TrainingRun, trials: number): readonly Trial[] => {
  const { settings: known } = findModel(run.modelId)
  const settings = run.adapter ? known.filter(({ key }) => isTuningSetting(key)) : known
  const drawn = drawTrials(
    { settings },
    { trials, chosen: run.settings },
    new Random(run.seed).split('search'),
  )
  const groupId = newId()
  return drawn.map((own, index) => ({
    ...run,
    id: newId(),
    name: `${run.name} · ${index + 1}`,
    settings: { ...run.settings, ...own },
    trial: { groupId, number: index + 1, trials, rung: 0, rungs: rungsOf(trials) },
  }))
}

/** Where a trial is compared with the others; absent for a run that trains to its end. */
export const shareOfRung = ({ trial }: Pick<TrainingRun, 'trial'>): { readonly untilShare?: number } => {
  const share = trial ? shareOf(trial.rung, trial.rungs) : 1
  return share < 1 ? { untilShare: share } : {}
}

const groupOf = ({ store }: OpenProject, groupId: string): readonly Trial[] =>
  store.runs.list().filter((run): run is Trial => isTrial(run) && run.trial.groupId === groupId)

/** A trial that was beaten, or that trains on alone, is out of the race. */
export const isInRace = ({ reason, trial }: Pick<TrainingRun, 'reason' | 'trial'>): boolean =>
  trial !== null && reason !== 'outdone' && trial.rung < trial.rungs

const stateOf = ({ state, reason }: Trial): TrialState['state'] => {
  if (state === 'failed') return 'failed'
  if (state === 'finished') return 'done'
  return state === 'stopped' && reason === 'rung' ? 'waiting' : 'busy'
}

/**
 * Call when a trial has ended: once all have, the better ones are queued for the next rung, the others marked `outdone`.
 * @returns the runs that now wait for their turn
 */
export const advanceSearch = (project: OpenProject, groupId: string): readonly string[] => {
  const { runs } = project.store
  const race = groupOf(project, groupId).filter(isInRace)
  const first = race[0]
  if (!first) return []
  const states = race.map((run) => ({
    id: run.id,
    number: run.trial.number,
    rung: run.trial.rung,
    state: stateOf(run),
    loss: run.bestLoss,
  }))
  const { goOn, outdone } = decideRung(states, first.trial.rungs)
  for (const id of outdone) runs.update(id, { state: 'stopped', reason: 'outdone' })
  for (const { id, trial } of race) {
    if (!goOn.includes(id)) continue
    runs.update(id, { state: 'queued', reason: '', endedAt: null, trial: { ...trial, rung: trial.rung + 1 } })
  }
  if (goOn.length + outdone.length > 0) project.events.publish('change', { kind: 'training' })
  return goOn
}

/** The other runs that stop with this one, or go on with it; none for a run that is no trial in a race. */
export const racersWith = (project: OpenProject, run: TrainingRun): readonly TrainingRun[] =>
  isTrial(run) && isInRace(run)
    ? groupOf(project, run.trial.groupId).filter((other) => other.id !== run.id && isInRace(other))
    : []

/** A beaten trial that is told to go on trains to its end, out of the race. */
export const leaveRace = (run: TrainingRun): Pick<TrainingRun, 'trial'> => ({
  trial: run.trial && run.reason === 'outdone' ? { ...run.trial, rung: run.trial.rungs } : run.trial,
})
