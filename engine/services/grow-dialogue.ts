// A dialogue growing beat by beat beside itself: each is ordered, written, checked and kept before the next, so that a stop, a
// budget or trouble loses nothing, and going on gives what would have grown without it.
import type { ToldContext } from '../domain/context-piece.ts'
import type { Beat, GrownPart, Growth } from '../domain/dialogue/growth/growth.ts'
import { EngineError } from '../domain/errors.ts'
import { feelingOfCell } from '../domain/lines/line-matrix.ts'
import type { BatchState, Refusal } from '../domain/lines/npc-line.ts'
import { grammarTalk } from '../generation/growth/grammar-talk.ts'
import { fulfilOrder } from '../generation/lines/fulfil-order.ts'
import type { LineWriter } from '../generation/lines/line-order.ts'
import { createTurns } from './book-feelings.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { orderOfBeat } from './growth-orders.ts'
import { loadedLineWriter } from './line-writers.ts'
import { lineReaders } from './write-lines.ts'

export type GrowingEvent =
  | { readonly kind: 'started'; readonly growth: Growth }
  | { readonly kind: 'loading'; readonly share: number }
  | { readonly kind: 'told'; readonly told: ToldContext }
  | { readonly kind: 'part'; readonly part: GrownPart; readonly done: number; readonly tokens: number }
  | { readonly kind: 'ended'; readonly growth: Growth }

const MINUTE_MS = 60_000

const growingNow = new WeakMap<OpenProject, Set<string>>()

export const isGrowing = (project: OpenProject, dialogueId: string): boolean =>
  growingNow.get(project)?.has(dialogueId) ?? false

type Counts = Readonly<Partial<Record<Refusal, number>>>

const sum = (a: Counts, b: Counts): Counts => {
  const all = { ...a }
  for (const [why, times] of Object.entries(b) as [Refusal, number][]) all[why] = (all[why] ?? 0) + times
  return all
}

/**
 * One beat: first unlike anything they say, then unlike what is near. Without words where no draft was good enough.
 * The errors of the writer.
 */
export const writeBeat = async (
  engine: EngineParts,
  project: OpenProject,
  growth: Pick<Growth, 'wish' | 'plan' | 'parts'>,
  beat: Beat,
  {
    writer,
    attempt,
    signal,
  }: { readonly writer: LineWriter; readonly attempt: number; readonly signal: AbortSignal },
): Promise<{ readonly part: GrownPart; readonly tokens: number }> => {
  let [refused, tokens]: [Counts, number] = [{}, 0]
  const tagged = feelingOfCell({ emotion: beat.emotion, state: 'calm' })
  for (const isFar of [false, true]) {
    const { order, fact } = orderOfBeat(project.store, growth, beat, attempt, isFar)
    const talks = growth.wish.writerId === null ? { ...writer, ...grammarTalk(beat, fact) } : writer
    const done = await fulfilOrder(order, talks, lineReaders(engine, project), signal)
    refused = sum(refused, done.refused)
    tokens += done.tokens
    const [line] = done.lines
    if (!line) {
      // A stop is no failure: the beat waits.
      signal.throwIfAborted()
      continue
    }
    const { text, feeling, score, reasons } = line
    return { part: { id: beat.id, text, emotion: tagged, feeling, score, reasons, refused, attempt }, tokens }
  }
  return {
    part: { id: beat.id, text: '', emotion: tagged, feeling: null, score: 0, reasons: [], refused, attempt },
    tokens,
  }
}

/** CONFLICT where it grows already; the errors of the writer. A stop ends it quietly, everything kept. */
export async function* growDialogue(
  engine: EngineParts,
  project: OpenProject,
  dialogueId: string,
  signal: AbortSignal,
): AsyncGenerator<GrowingEvent> {
  const { growths } = project.store
  const running = growingNow.get(project) ?? new Set<string>()
  growingNow.set(project, running)
  if (running.has(dialogueId))
    throw new EngineError('CONFLICT', 'This dialogue is growing already. Nothing was changed.', {
      dialogueId,
    })
  running.add(dialogueId)
  const begin = growths.get(dialogueId)
  const { wish, plan } = begin
  let { tokens } = begin
  let state: BatchState = 'failed'
  let told: ToldContext | null = null
  try {
    growths.setState(dialogueId, 'running', tokens)
    yield { kind: 'started', growth: growths.get(dialogueId) }
    const writer = yield* loadedLineWriter(engine, project, wish.writerId, signal, (now) => {
      told = now
    })
    const takeTurns = createTurns()
    const startedAt = engine.now()
    const spentBefore = tokens
    const isSpent = (): boolean =>
      (wish.budget.minutes !== undefined && engine.now() - startedAt >= wish.budget.minutes * MINUTE_MS) ||
      (wish.budget.tokens !== undefined && tokens - spentBefore >= wish.budget.tokens)
    const parts = new Map(begin.parts)
    for (const beat of plan.beats) {
      if (parts.has(beat.id)) continue
      await takeTurns()
      if (signal.aborted || isSpent()) break
      const written = await writeBeat(engine, project, { wish, plan, parts }, beat, {
        writer,
        attempt: 0,
        signal,
      })
      tokens += written.tokens
      parts.set(beat.id, written.part)
      growths.write(dialogueId, written.part)
      growths.setState(dialogueId, 'running', tokens)
      if (told) yield { kind: 'told', told }
      yield { kind: 'part', part: written.part, done: parts.size, tokens }
    }
    state = signal.aborted ? 'stopped' : parts.size < plan.beats.length ? 'budget' : 'done'
  } catch (error) {
    if (!signal.aborted) throw error
    state = 'stopped'
  } finally {
    // Also where the caller left in the middle.
    growths.setState(dialogueId, signal.aborted ? 'stopped' : state, tokens)
    running.delete(dialogueId)
  }
  yield { kind: 'ended', growth: growths.get(dialogueId) }
}
