// A batch of lines written cell by cell: orders made of the cast, carried out, and kept as they come; stopped by hand, by its
// budget or by trouble, it goes on later where it was.
import type { LineCell } from '../domain/lines/line-matrix.ts'
import { cellsOf, feelingOfCell, isSituation } from '../domain/lines/line-matrix.ts'
import type { ToldContext } from '../domain/context-piece.ts'
import type { LineBatch, LineWish, NpcLine, Refusal } from '../domain/lines/npc-line.ts'
import { BOND_RELATIONS } from '../domain/cast/relation.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { SAME } from '../generation/lines/check-line.ts'
import { fulfilOrder, type FulfilledOrder, type LineReaders } from '../generation/lines/fulfil-order.ts'
import type { LineOrder } from '../generation/lines/line-order.ts'
import { NearDuplicates } from '../text/min-hash.ts'
import { createTurns } from './book-feelings.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { readFindings } from './learning/used-head.ts'
import { readersOf } from './line-readers.ts'
import { loadedLineWriter } from './line-writers.ts'
import { arcFeeling, knowledgeOf, personaBrief, placeOf } from './persona-briefs.ts'
import { othersFor } from './shared-lines.ts'

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

/** Lines that the writer liked stand beside the sheet's samples: so many, the newest. */
const LIKED = 24
const MINUTE_MS = 60_000
/** Fewer lines are not worth the way to other machines. */
const WORTH_SENDING = 24
/** Orders that are on their way together. */
const AT_ONCE = 48
/** What came back alike is asked for so often. */
const SHARED_ROUNDS = 3
/** Lines of theirs that go along with an order; whether it is like any other is found out here. */
const TOLD = 60

const writingNow = new WeakMap<OpenProject, Set<string>>()

export const isWriting = (project: OpenProject, batchId: string): boolean =>
  writingNow.get(project)?.has(batchId) ?? false

/** Reads what was written as this project reads. */
export const lineReaders = (engine: Pick<EngineParts, 'analysis'>, project: OpenProject): LineReaders =>
  readersOf((texts) => readFindings(engine, project, texts))

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
  // What was left open is as their own arc has it there.
  const drawn = cell.emotion === null ? arcFeeling(store, cell.characterId, wish.sceneId) : null
  const feeling = drawn ?? feelingOfCell(cell)
  const brief = personaBrief(store, cell.characterId, { listener, place, feeling })
  const { character } = brief
  const samples = [
    ...store.lines.likedOf(cell.characterId).slice(-LIKED).toReversed(),
    ...character.voice.samples,
  ]
  return {
    cell: drawn ? { ...cell, emotion: drawn.label } : cell,
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
    const indexOf = (characterId: string): NearDuplicates => {
      const known = indexes.get(characterId)
      if (known) return known
      const near = new NearDuplicates()
      for (const text of lines.textsOf(characterId)) near.add(text)
      indexes.set(characterId, near)
      return near
    }
    let { refused, tokens } = begin
    let done = begin.kept
    const spentBefore = tokens
    const isSpent = (): boolean =>
      (wish.budget.minutes !== undefined && engine.now() - startedAt >= wish.budget.minutes * MINUTE_MS) ||
      (wish.budget.tokens !== undefined && tokens - spentBefore >= wish.budget.tokens)
    const missingOf = (cell: LineCell): number => wish.perCell - (counts.get(cell.key) ?? 0)
    const others = begin.asked - done < WORTH_SENDING ? null : await othersFor(engine, project, wish.writerId)
    /** Here one order after the other, each knowing all before it; elsewhere many at once, and what is alike is sorted out. */
    const [atOnce, rounds] = others ? [AT_ONCE, SHARED_ROUNDS] : [1, 1]
    const cells = [...cellsOf(wish).entries()]
    const orderFor = (at: number, cell: LineCell, round: number): LineOrder => {
      const known = lines.textsOf(cell.characterId)
      const turn = `${at}/${counts.get(cell.key) ?? 0}${round === 0 ? '' : `/${round}`}`
      const shown = others ? known.slice(-TOLD) : known
      return orderOf(project, wish, cell, { count: missingOf(cell), known: shown, turn })
    }
    const fulfilled = (order: LineOrder): Promise<FulfilledOrder> =>
      others
        ? others(order, signal)
        : fulfilOrder(order, writer, readers, signal, indexOf(order.cell.characterId))
    for (let round = 0; round < rounds && !signal.aborted && !isSpent(); round++) {
      const missing = cells.filter(([, cell]) => missingOf(cell) > 0)
      for (let from = 0; from < missing.length; from += atOnce) {
        await takeTurns()
        if (signal.aborted || isSpent()) break
        const group = missing.slice(from, from + atOnce)
        const given = await Promise.allSettled(
          group.map(([at, cell]) => fulfilled(orderFor(at, cell, round))),
        )
        // In the order of the cells, whoever was ready first: the same batch from any number of machines.
        for (const [index, [, cell]] of group.entries()) {
          const result = given[index]
          if (result.status === 'rejected') continue
          const near = indexOf(cell.characterId)
          const unlike = others
            ? result.value.lines.filter(({ text }) => {
                const isNew = near.nearest(text) < SAME
                if (isNew) near.add(text)
                return isNew
              })
            : result.value.lines
          const fresh = unlike.map(({ text, emotion, feeling, score, reasons }): NpcLine => ({
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
          const doubled = result.value.lines.length - fresh.length
          refused = added(refused, result.value.refused)
          if (doubled > 0) refused = added(refused, { duplicate: doubled })
          tokens += result.value.tokens
          for (const line of fresh) lines.add(line)
          lines.setCounts(batchId, refused, tokens)
          done += fresh.length
          counts.set(cell.key, (counts.get(cell.key) ?? 0) + fresh.length)
          if (told) yield { kind: 'told', told }
          if (fresh.length > 0) yield { kind: 'lines', lines: fresh }
        }
        yield { kind: 'progress', done, total: begin.asked, refused: total(refused), tokens }
        const failed = given.find((each) => each.status === 'rejected')
        if (failed) throw failed.reason as Error
      }
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
