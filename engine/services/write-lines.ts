// A batch of lines written cell by cell: orders made of the cast, carried out, and kept as they come; stopped by hand, by its
// budget or by trouble, it goes on later where it was.
import type { LineCell } from '../domain/lines/line-matrix.ts'
import { cellsOf, feelingOfCell, isSituation } from '../domain/lines/line-matrix.ts'
import type { ToldContext } from '../domain/context-piece.ts'
import type { LineBatch, LineWish, NpcLine, Refusal } from '../domain/lines/npc-line.ts'
import { BOND_RELATIONS } from '../domain/cast/relation.ts'
import type { Feeling } from '../domain/emotion.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import { voiceLikeness } from '../analysis/persona/voice-likeness.ts'
import { fulfilOrder, type LineReaders } from '../generation/lines/fulfil-order.ts'
import type { LineOrder } from '../generation/lines/line-order.ts'
import { NearDuplicates } from '../text/min-hash.ts'
import { createTurns } from './book-feelings.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { readFindings } from './learning/used-head.ts'
import { loadedLineWriter } from './line-writers.ts'
import { knowledgeOf, personaBrief, placeOf } from './persona-briefs.ts'

export type WritingEvent =
  | { readonly kind: 'started'; readonly batch: LineBatch }
  | { readonly kind: 'loading'; readonly share: number }
  | {
      readonly kind: 'progress'
      readonly done: number
      readonly total: number
      readonly refused: number
      readonly tokens: number
    }
  | { readonly kind: 'told'; readonly told: ToldContext }
  | { readonly kind: 'lines'; readonly lines: readonly NpcLine[] }
  | { readonly kind: 'ended'; readonly batch: LineBatch }

const NOTHING_FELT: Feeling = {
  valence: 0,
  arousal: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  emotion: 'neutral',
  confidence: 0,
}
/** Lines that the writer liked stand beside the sheet's samples: so many, the newest. */
const LIKED = 24
const MINUTE_MS = 60_000

const writingNow = new WeakMap<OpenProject, Set<string>>()

export const isWriting = (project: OpenProject, batchId: string): boolean =>
  writingNow.get(project)?.has(batchId) ?? false

/** Reads what was written: how it feels, and how much it sounds like them. */
export const lineReaders = (engine: Pick<EngineParts, 'analysis'>, project: OpenProject): LineReaders => ({
  feel: async (texts) =>
    (await readFindings(engine, project, texts)).map((finding) => feelingOfPassage(finding) ?? NOTHING_FELT),
  persona: (texts, { brief }) => voiceLikeness(brief.character.voice.samples, texts, brief.language),
})

/** BAD_INPUT for a situation that the grammar has no words for; NOT_FOUND for somebody or a scene that is not there. */
export const checkWish = ({ store }: OpenProject, wish: LineWish): void => {
  for (const id of wish.characterIds) store.characters.get(id)
  placeOf(store, wish.sceneId)
  const strange = wish.writerId === null ? wish.situations.find((each) => !isSituation(each)) : undefined
  if (strange !== undefined)
    throw new EngineError(
      'BAD_INPUT',
      `The grammar has no words for “${strange}”: choose one of its situations, or a model. Nothing was written.`,
      { situation: strange },
    )
}

/**
 * Everything that writing lines of one cell needs.
 * @param turn which order of the batch it is: the same again gives the same drafts.
 */
export const orderOf = (
  { store }: OpenProject,
  wish: Pick<LineWish, 'sceneId' | 'maxCharacters' | 'filter' | 'seed'>,
  cell: LineCell,
  {
    count,
    known,
    turn,
  }: { readonly count: number; readonly known: readonly string[]; readonly turn: string },
): LineOrder => {
  const place = placeOf(store, wish.sceneId)
  const listener = { name: '', relation: BOND_RELATIONS[cell.bond] }
  const brief = personaBrief(store, cell.characterId, { listener, place, feeling: feelingOfCell(cell) })
  const { character } = brief
  const samples = [
    ...store.lines.likedOf(cell.characterId).slice(-LIKED).toReversed(),
    ...character.voice.samples,
  ]
  return {
    cell,
    brief: { ...brief, character: { ...character, voice: { ...character.voice, samples } } },
    unknown: knowledgeOf(store, cell.characterId, place).unknown,
    sceneId: wish.sceneId,
    count,
    maxCharacters: wish.maxCharacters,
    filter: wish.filter,
    // No id of the project takes part: the same wish with the same seed draws the same in any of them.
    seed: `${wish.seed}/${turn}`,
    known,
  }
}

const added = (
  counts: Readonly<Partial<Record<Refusal, number>>>,
  more: Readonly<Partial<Record<Refusal, number>>>,
): Readonly<Partial<Record<Refusal, number>>> => {
  const sum = { ...counts }
  for (const [why, times] of Object.entries(more) as [Refusal, number][]) sum[why] = (sum[why] ?? 0) + times
  return sum
}

const total = (counts: Readonly<Partial<Record<Refusal, number>>>): number =>
  Object.values(counts).reduce((sum, times) => sum + times, 0)

/** CONFLICT where it is being written; the errors of the writer. A stop ends it quietly, everything kept. */
export async function* writeLines(
  engine: EngineParts,
  project: OpenProject,
  batchId: string,
  signal: AbortSignal,
): AsyncGenerator<WritingEvent> {
  const { lines } = project.store
  const running = writingNow.get(project) ?? new Set<string>()
  writingNow.set(project, running)
  if (running.has(batchId))
    throw new EngineError('CONFLICT', 'These lines are being written already. Nothing was changed.', {
      batchId,
    })
  running.add(batchId)
  const begin = lines.batch(batchId)
  const { wish } = begin
  let state: LineBatch['state'] = 'failed'
  let told: ToldContext | null = null
  try {
    lines.setState(batchId, 'running')
    yield { kind: 'started', batch: lines.batch(batchId) }
    const writer = yield* loadedLineWriter(engine, project, wish.writerId, signal, (now) => {
      told = now
    })
    const readers = lineReaders(engine, project)
    const takeTurns = createTurns()
    const startedAt = engine.now()
    const counts = new Map(lines.counts(batchId))
    const indexes = new Map<string, NearDuplicates>()
    let { refused, tokens } = begin
    let done = begin.kept
    const spentBefore = tokens
    const isSpent = (): boolean =>
      (wish.budget.minutes !== undefined && engine.now() - startedAt >= wish.budget.minutes * MINUTE_MS) ||
      (wish.budget.tokens !== undefined && tokens - spentBefore >= wish.budget.tokens)
    for (const [at, cell] of cellsOf(wish).entries()) {
      const has = counts.get(cell.key) ?? 0
      if (has >= wish.perCell) continue
      await takeTurns()
      if (signal.aborted || isSpent()) break
      const known = lines.textsOf(cell.characterId)
      let near = indexes.get(cell.characterId)
      if (!near) {
        near = new NearDuplicates()
        for (const text of known) near.add(text)
        indexes.set(cell.characterId, near)
      }
      const order = orderOf(project, wish, cell, { count: wish.perCell - has, known, turn: `${at}/${has}` })
      const finished = await fulfilOrder(order, writer, readers, signal, near)
      const fresh = finished.lines.map(({ text, emotion, feeling, score, reasons }): NpcLine => ({
        id: newId(),
        batchId,
        key: cell.key,
        characterId: cell.characterId,
        situation: cell.situation,
        bond: cell.bond,
        state: cell.state,
        wanted: cell.emotion,
        text,
        original: text,
        emotion,
        feeling,
        score,
        reasons,
        decision: 'offered',
        rating: 0,
        createdAt: engine.now(),
      }))
      refused = added(refused, finished.refused)
      tokens += finished.tokens
      for (const line of fresh) lines.add(line)
      lines.setCounts(batchId, refused, tokens)
      done += fresh.length
      counts.set(cell.key, has + fresh.length)
      if (told) yield { kind: 'told', told }
      if (fresh.length > 0) yield { kind: 'lines', lines: fresh }
      yield { kind: 'progress', done, total: begin.asked, refused: total(refused), tokens }
    }
    state = signal.aborted ? 'stopped' : isSpent() && done < begin.asked ? 'budget' : 'done'
  } catch (error) {
    if (!signal.aborted) throw error
    state = 'stopped'
  } finally {
    // Also where the caller left in the middle.
    lines.setState(batchId, signal.aborted ? 'stopped' : state)
    running.delete(batchId)
  }
  yield { kind: 'ended', batch: lines.batch(batchId) }
}
