// Whether a draft may stand, and how good it is: every refusal has a name, every merit 0 … 1 is told with its weight.
import type { Feeling } from '../../domain/emotion.ts'
import { UNSURE } from '../../domain/emotion.ts'
import { TYPICAL_FEELING } from '../../domain/emotion-label.ts'
import { keysIn } from '../../domain/cast/story-fact.ts'
import type { Reason } from '../../domain/generation.ts'
import type { Refusal } from '../../domain/lines/npc-line.ts'
import { detectLanguage } from '../../text/language.ts'
import { concernsIn } from '../filter.ts'
import { endsSentence } from '../guards.ts'
import type { LineOrder } from './line-order.ts'

export interface JudgedDraft {
  readonly text: string
  readonly feeling: Feeling
  /** How much it sounds like them, 0 … 1; null where nobody can tell. */
  readonly persona: number | null
  /** Likeness to the line of theirs that is most like it, 0 … 1. */
  readonly likeness: number
}

/** From here on a line says what another one says. */
export const SAME = 0.7
/** A feeling on the other side of neutral by so much is not what was asked for. */
const CONTRARY = 0.35

/** What stands in the way of it before anybody has read it; null: nothing. */
export const refusalOf = (text: string, order: LineOrder): Refusal | null => {
  if (!/[\p{L}\p{N}]/u.test(text)) return 'empty'
  if (Array.from(text).length > order.maxCharacters) return 'length'
  if (!endsSentence(text)) return 'unfinished'
  if (detectLanguage(text) !== order.brief.language) return 'language'
  if (keysIn(order.brief.character.voice.forbidden, text).length > 0) return 'forbidden'
  if (order.unknown.some(({ keys }) => keysIn(keys, text).length > 0)) return 'knowledge'
  if (concernsIn(text, order.filter).length > 0) return 'rating'
  return null
}

/** What stands in the way of it once it was read. */
export const refusalOfJudged = (draft: JudgedDraft, order: LineOrder): Refusal | null => {
  if (draft.likeness >= SAME) return 'duplicate'
  const { emotion } = order.cell
  if (emotion === null || emotion === 'neutral' || emotion === 'surprise') return null
  const wanted = TYPICAL_FEELING[emotion][0]
  const { valence, confidence } = draft.feeling
  return confidence >= UNSURE && Math.sign(wanted) !== Math.sign(valence) && Math.abs(valence) >= CONTRARY
    ? 'emotion'
    : null
}

const clamp = (value: number): number => Math.max(0, Math.min(1, value))
const rounded = (value: number): number => Math.round(value * 1000) / 1000

/** Full marks at a third of what is asked for and above: the reader of feelings leaves much of any short line to neutral. */
const ENOUGH = 1 / 3

/** Best is 1. What nobody can tell has no say, the others share the whole. */
export const scoreLine = (
  draft: JudgedDraft,
  order: LineOrder,
  closeness: number | null,
): { readonly score: number; readonly reasons: readonly Reason[] } => {
  const length = Array.from(draft.text).length
  const merits: readonly (readonly [key: string, value: number | null, weight: number])[] = [
    ['emotion', closeness === null ? null : clamp(closeness / ENOUGH), 0.4],
    ['persona', draft.persona, 0.3],
    ['variety', clamp(1 - draft.likeness), 0.2],
    // Neither a grunt nor a speech.
    [
      'length',
      clamp(Math.min(length / 12, (order.maxCharacters - length) / (0.2 * order.maxCharacters))),
      0.1,
    ],
  ]
  const told = merits.flatMap(([key, value, weight]) => (value === null ? [] : [{ key, value, weight }]))
  const total = told.reduce((sum, { weight }) => sum + weight, 0)
  return {
    score: rounded(told.reduce((sum, { value, weight }) => sum + (weight / total) * value, 0)),
    reasons: told.map(({ key, value, weight }) => ({
      key,
      value: rounded(value),
      weight: rounded(weight / total),
    })),
  }
}
