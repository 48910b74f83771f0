// How the writer wants the next passage: length, number of candidates, feeling, sampling. Remembered by the window.
import type { Inputs, Outputs } from '../../engine/contract/index.ts'

export type Writer = Outputs['cowriter']['writers'][number]
export type Generation = Outputs['cowriter']['history'][number]
export type Candidate = Generation['candidates'][number]
type ContinueInput = Inputs['cowriter']['continue']
export type WantedEmotion = NonNullable<ContinueInput['emotion']>

export type LeverName = keyof NonNullable<ContinueInput['levers']>
export interface Lever {
  readonly on: boolean
  readonly weight: number
}
export type Filter = NonNullable<ContinueInput['filter']>

export interface CowriterOptions {
  /** Null: the engine's choice, the first of those that can write. */
  readonly writerId: string | null
  /** Null: as much as the writer is best asked for. */
  readonly words: number | null
  readonly candidates: number | null
  /** `follow`: the drawn target decides. */
  readonly emotion: WantedEmotion | 'follow'
  /** Empty: a new one each time. */
  readonly seed: string
  readonly temperature: number
  readonly topP: number
  readonly minP: number
  readonly topK: number
  readonly repetitionPenalty: number
  /** Phrases that must not be written, one a line. */
  readonly banned: string
  /** Texts before which writing ends, one a line. */
  readonly stops: string
  /** Which samplers apply, in order; null: the engine's usual ones. */
  readonly samplers: readonly string[] | null
  readonly levers: Readonly<Record<LeverName, Lever>>
  /** `plan`: what the plan says that the scene was made from. */
  readonly filter: Filter | 'plan'
}

/** The first two pull on every word, the others weigh what was written. */
export const LEVERS: readonly { readonly name: LeverName; readonly most: number; readonly step: number }[] = [
  { name: 'condition', most: 4, step: 0.25 },
  { name: 'guidance', most: 4, step: 0.25 },
  { name: 'arc', most: 1, step: 0.05 },
  { name: 'coherence', most: 1, step: 0.05 },
  { name: 'realism', most: 1, step: 0.05 },
  { name: 'fluency', most: 1, step: 0.05 },
  { name: 'variety', most: 1, step: 0.05 },
  { name: 'length', most: 1, step: 0.05 },
  { name: 'taste', most: 4, step: 0.25 },
  { name: 'material', most: 4, step: 0.25 },
]

const at = (weight: number): Lever => ({ on: true, weight })

export const DEFAULT_OPTIONS: CowriterOptions = {
  writerId: null,
  words: null,
  candidates: null,
  emotion: 'follow',
  seed: '',
  temperature: 0.8,
  topP: 0.95,
  minP: 0.05,
  topK: 0,
  repetitionPenalty: 1.1,
  banned: '',
  stops: '',
  samplers: null,
  levers: {
    condition: at(1),
    guidance: at(1),
    arc: at(0.5),
    realism: at(0.1),
    coherence: at(0.1),
    fluency: at(0.2),
    variety: at(0.15),
    length: at(0.15),
    taste: at(3),
    material: at(1),
  },
  filter: 'plan',
}

/** Who writes under these options: the one chosen, else the engine's choice; undefined while nobody can. */
export const writerIn = (
  writers: readonly Writer[],
  { writerId }: Pick<CowriterOptions, 'writerId'>,
): Writer | undefined => writers.find(({ id }) => id === writerId) ?? writers[0]

const KEY = 'arcwright.cowriter'

/** What an earlier version kept may lack a lever of this one. */
const withDefaults = (kept: Partial<CowriterOptions> | null): CowriterOptions => ({
  ...DEFAULT_OPTIONS,
  ...kept,
  levers: { ...DEFAULT_OPTIONS.levers, ...kept?.levers },
})

export const loadOptions = (): CowriterOptions => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<CowriterOptions> | null
    return typeof kept === 'object' ? withDefaults(kept) : DEFAULT_OPTIONS
  } catch {
    return DEFAULT_OPTIONS
  }
}

export const keepOptions = (options: CowriterOptions): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(options))
  } catch {
    // Without storage the choice holds until the window closes.
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The part of `cowriter.continue` that the options decide. */
export const requestOf = (
  options: CowriterOptions,
): Omit<ContinueInput, 'sceneId' | 'blockId' | 'offset'> => {
  const seed = Number.parseInt(options.seed, 10)
  return {
    ...(options.writerId === null ? {} : { writerId: options.writerId }),
    ...(options.emotion === 'follow' ? {} : { emotion: options.emotion }),
    ...(Number.isSafeInteger(seed) ? { seed } : {}),
    ...(options.words === null ? {} : { words: options.words }),
    ...(options.candidates === null ? {} : { candidates: options.candidates }),
    levers: options.levers,
    ...(options.filter === 'plan' ? {} : { filter: options.filter }),
    sampling: {
      temperature: options.temperature,
      topP: options.topP,
      minP: options.minP,
      topK: options.topK,
      repetitionPenalty: options.repetitionPenalty,
      ...(options.samplers === null ? {} : { order: [...options.samplers] }),
    },
    ban: linesOf(options.banned),
    stop: linesOf(options.stops),
  }
}
