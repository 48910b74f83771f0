// What a run has told so far, thinned so that hours of training stay quick to draw. Pure.
import type { Outputs } from '../../engine/contract/index.ts'

type TrainingEvent = Outputs['training']['watch'] extends AsyncIterable<infer Event> ? Event : never
type StepEvent = Extract<TrainingEvent, { kind: 'step' }>
type ValidationEvent = Extract<TrainingEvent, { kind: 'validation' }>
type SampleEvent = Extract<TrainingEvent, { kind: 'sample' }>

export interface LossPoint {
  readonly step: number
  readonly loss: number
}

export interface NumberPoint {
  readonly step: number
  readonly value: number
}

export interface RunLog {
  /** Training loss, nats per token, oldest first; at most 1,200 points. */
  readonly steps: readonly LossPoint[]
  /** Every n-th step is kept; n doubles whenever there are too many. */
  readonly stride: number
  readonly seen: number
  readonly validations: readonly ValidationEvent[]
  readonly samples: readonly SampleEvent[]
  /** What the model tells beside its loss, by name: a curve each, thinned as the steps are. */
  readonly numbers: Readonly<Record<string, readonly NumberPoint[]>>
  readonly last: StepEvent | null
}

export const EMPTY_LOG: RunLog = {
  steps: [],
  stride: 1,
  seen: 0,
  validations: [],
  samples: [],
  numbers: {},
  last: null,
}

const MOST_POINTS = 1200
const MOST_SAMPLES = 40

const everySecond = <T>(all: readonly T[]): readonly T[] => all.filter((_, index) => index % 2 === 0)

const append = (
  numbers: RunLog['numbers'],
  name: string,
  point: NumberPoint,
): Readonly<Record<string, readonly NumberPoint[]>> => {
  const points = [...(numbers[name] ?? []), point]
  return { ...numbers, [name]: points.length > MOST_POINTS ? everySecond(points) : points }
}

/** The numbers of one step; thinned along with the steps. */
const addNumbers = (
  log: RunLog['numbers'],
  { step, numbers = {} }: StepEvent,
  full: boolean,
): RunLog['numbers'] => {
  const named = Object.entries(numbers).reduce(
    (all, [name, value]) => append(all, name, { step, value }),
    log,
  )
  if (!full) return named
  return Object.fromEntries(
    Object.entries(named).map(([name, points]) => [name, name in numbers ? everySecond(points) : points]),
  )
}

export const recordEvent = (log: RunLog, event: Exclude<TrainingEvent, { kind: 'run' }>): RunLog => {
  switch (event.kind) {
    case 'step': {
      const kept = log.seen % log.stride === 0
      const steps = kept ? [...log.steps, { step: event.step, loss: event.loss }] : log.steps
      const full = steps.length > MOST_POINTS
      return {
        ...log,
        last: event,
        seen: log.seen + 1,
        stride: full ? log.stride * 2 : log.stride,
        steps: full ? everySecond(steps) : steps,
        numbers: kept ? addNumbers(log.numbers, event, full) : log.numbers,
      }
    }
    case 'validation':
      return { ...log, validations: [...log.validations, event] }
    case 'sample':
      return {
        ...log,
        samples: [...log.samples, event].slice(-MOST_SAMPLES),
        numbers:
          event.selfBleu == null
            ? log.numbers
            : append(log.numbers, 'selfBleu', { step: event.step, value: event.selfBleu }),
      }
  }
}

/** Exponential mean of the training loss: single batches jump too much to be read. */
export const smoothLoss = (points: readonly LossPoint[], keep = 0.9): readonly LossPoint[] => {
  let mean = 0
  let weight = 0
  return points.map(({ step, loss }) => {
    mean = keep * mean + (1 - keep) * loss
    weight = keep * weight + (1 - keep)
    return { step, loss: mean / weight }
  })
}
