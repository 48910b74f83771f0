// Carries out the order of one cell: drafts, checks, has them read, ranks, and keeps the best. Who writes and who reads is
// the caller's; where the lines are kept too.
import type { Feeling } from '../../domain/emotion.ts'
import type { LineEmotion } from '../../domain/dialogue/dialogue.ts'
import type { GenerationTarget, Reason } from '../../domain/generation.ts'
import { feelingOfCell } from '../../domain/lines/line-matrix.ts'
import type { Refusal } from '../../domain/lines/npc-line.ts'
import { NearDuplicates } from '../../text/min-hash.ts'
import { closeness, distanceTo } from '../wanted.ts'
import { refusalOf, refusalOfJudged, SAME, scoreLine, type JudgedDraft } from './check-line.ts'
import { cleanLine } from './clean-draft.ts'
import type { LineOrder, LineWriter } from './line-order.ts'

export interface LineReaders {
  /** How each text feels; whoever wrote has no say in it. */
  readonly feel: (texts: readonly string[]) => Promise<readonly Feeling[]>
  /** How much each sounds like the samples of their voice, 0 … 1; null where nobody can tell. */
  readonly persona: (texts: readonly string[], order: LineOrder) => readonly (number | null)[]
}

export interface FinishedLine {
  readonly text: string
  readonly emotion: LineEmotion
  readonly feeling: Feeling
  readonly score: number
  readonly reasons: readonly Reason[]
}

export interface FulfilledOrder {
  /** The best first; fewer than asked for where the writer could think of no more. */
  readonly lines: readonly FinishedLine[]
  readonly refused: Readonly<Partial<Record<Refusal, number>>>
  readonly tokens: number
}

/** More drafts than lines, so that there is a choice; and so many rounds before a gap is left. */
const DRAFTS = 2
const MORE = 3
const ROUNDS = 4
/** Drafts that are asked for, so that so many lines can be chosen. */
export const draftsFor = (lines: number): number => lines * DRAFTS + MORE

const BREAK = /[\r\n\u2028\u2029]/u

/** The best `count` of them, none like another. */
const choose = (ranked: readonly FinishedLine[], near: NearDuplicates, count: number) => {
  const chosen: FinishedLine[] = []
  let duplicates = 0
  for (const line of ranked.toSorted((a, b) => b.score - a.score)) {
    if (chosen.length === count) break
    if (near.nearest(line.text) >= SAME) duplicates += 1
    else {
      near.add(line.text)
      chosen.push(line)
    }
  }
  return { chosen, duplicates }
}

const indexOf = (lines: readonly string[]): NearDuplicates => {
  const near = new NearDuplicates()
  for (const line of lines) near.add(line)
  return near
}

/**
 * A stop between rounds keeps what there is. The errors of the writer.
 * @param near the known lines, where the caller has them at hand; what is kept is added to it.
 */
export const fulfilOrder = async (
  order: LineOrder,
  writer: LineWriter,
  { feel, persona }: LineReaders,
  signal: AbortSignal,
  near = indexOf(order.known),
): Promise<FulfilledOrder> => {
  const target: GenerationTarget = { emotion: order.cell.emotion, valence: null }
  const refused: Partial<Record<Refusal, number>> = {}
  const refuse = (why: Refusal, times = 1): void => {
    if (times > 0) refused[why] = (refused[why] ?? 0) + times
  }
  const lines: FinishedLine[] = []
  let tokens = 0
  for (let round = 0; round < ROUNDS && lines.length < order.count && !signal.aborted; round++) {
    const missing = order.count - lines.length
    const wanted: LineOrder = {
      ...order,
      seed: `${order.seed}/${round}`,
      known: [...order.known, ...lines.map(({ text }) => text)],
    }
    const written = await writer.write(wanted, draftsFor(missing), signal)
    tokens += written.tokens
    const drafts = new Set<string>()
    for (const draft of written.texts) {
      const text = cleanLine(draft, order.brief.character.name)
      const why = BREAK.test(draft.trim()) ? 'line-breaks' : refusalOf(text, order)
      if (why === null) drafts.add(text)
      else refuse(why)
    }
    const texts = [...drafts]
    const [feelings, personas] = [await feel(texts), persona(texts, order)]
    const ranked = texts.flatMap((text, at): FinishedLine[] => {
      const draft: JudgedDraft = {
        text,
        feeling: feelings[at],
        persona: personas[at] ?? null,
        likeness: near.nearest(text),
      }
      const why = refusalOfJudged(draft, order)
      if (why !== null) {
        refuse(why)
        return []
      }
      const distance = distanceTo(target, draft.feeling)
      const { score, reasons } = scoreLine(
        draft,
        order,
        distance === null ? null : closeness(target, distance),
      )
      return [{ text, feeling: draft.feeling, emotion: feelingOfCell(order.cell), score, reasons }]
    })
    const { chosen, duplicates } = choose(ranked, near, missing)
    refuse('duplicate', duplicates)
    lines.push(...chosen)
    if (written.texts.length === 0) break
  }
  return { lines: lines.toSorted((a, b) => b.score - a.score), refused, tokens }
}
