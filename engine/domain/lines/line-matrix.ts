// What lines are asked for: a matrix of situations, feelings, listeners and states for some of the cast, as cells with keys
// that stay the same, so that a batch can stop and go on.
import type { Bond } from '../cast/relation.ts'
import type { Emotion } from '../emotion.ts'
import type { LineEmotion } from '../dialogue/dialogue.ts'
import { TYPICAL_FEELING } from '../emotion-label.ts'

/** Situations that the studio has words for; any other may be described in the writer's own. */
export const SITUATIONS = [
  'greeting',
  'farewell',
  'idle',
  'combat',
  'wounded',
  'victory',
  'shop',
  'quest',
  'reward',
  'rumour',
  'warning',
  'refusal',
] as const
export type Situation = (typeof SITUATIONS)[number]

export const isSituation = (text: string): text is Situation =>
  (SITUATIONS as readonly string[]).includes(text)

/** How worked up somebody is, beside what they feel. */
export const LINE_STATES = ['calm', 'tense', 'weary', 'elated'] as const
export type LineState = (typeof LINE_STATES)[number]

export interface LineCell {
  readonly key: string
  readonly characterId: string
  /** One of SITUATIONS, or the writer's own words for one. */
  readonly situation: string
  /** Null: as it comes. */
  readonly emotion: Emotion | null
  readonly bond: Bond
  readonly state: LineState
}

export interface LineMatrix {
  readonly characterIds: readonly string[]
  readonly situations: readonly string[]
  /** Empty: as it comes. */
  readonly emotions: readonly Emotion[]
  readonly bonds: readonly Bond[]
  readonly states: readonly LineState[]
}

const or = <T>(list: readonly T[], usual: T): readonly T[] =>
  list.length === 0 ? [usual] : [...new Set(list)]

/** Every combination, character by character and situation by situation; what is left empty has its usual value. */
export const cellsOf = (matrix: LineMatrix): readonly LineCell[] =>
  or(matrix.characterIds, '').flatMap((characterId) =>
    or(matrix.situations, 'greeting').flatMap((situation) =>
      or<Bond>(matrix.bonds, 'stranger').flatMap((bond) =>
        or<LineState>(matrix.states, 'calm').flatMap((state) =>
          or<Emotion | null>(matrix.emotions, null).map((emotion) => ({
            key: [characterId, situation, bond, state, emotion ?? ''].join('/'),
            characterId,
            situation,
            emotion,
            bond,
            state,
          })),
        ),
      ),
    ),
  )

const SHIFT: Readonly<Record<LineState, readonly [valence: number, arousal: number]>> = {
  calm: [0, 0],
  tense: [-0.1, 0.2],
  weary: [-0.1, -0.2],
  elated: [0.2, 0.2],
}

const round = (value: number, from: number): number =>
  Math.round(Math.max(from, Math.min(1, value)) * 100) / 100 + 0

/** The feeling that a line of a cell carries: that of its emotion, moved by the state. */
export const feelingOfCell = ({ emotion, state }: Pick<LineCell, 'emotion' | 'state'>): LineEmotion => {
  const label = emotion ?? (state === 'elated' ? 'joy' : 'neutral')
  const [valence, arousal] = TYPICAL_FEELING[label]
  const [more, louder] = SHIFT[state]
  return { label, valence: round(valence + more, -1), arousal: round(arousal + louder, 0) }
}
