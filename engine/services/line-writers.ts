// Every text model of the studio as a writer of lines: asked in a conversation where it follows instructions, by the
// beginning of a story where it only goes on with one.
import { DEFAULT_LEVERS } from '../domain/levers.ts'
import { draftsOf } from '../generation/lines/clean-draft.ts'
import { grammarWriter } from '../generation/lines/grammar-writer.ts'
import { lineConversation, lineOpening, LINE_STOPS } from '../generation/lines/line-prompts.ts'
import type { LineOrder, LineWriter } from '../generation/lines/line-order.ts'
import { guardPassage } from '../generation/guards.ts'
import { steeringOf } from '../generation/steering.ts'
import type { CandidatesRequest, EndReason } from '../models/passage.ts'
import { Random } from '../nn/seed.ts'
import { countWords } from '../text/words.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { withProgress } from './progress-stream.ts'
import { namesOfStory } from './story-names.ts'
import { findVoice, maskedConversation, maskedVoice, type Voice } from './voices.ts'

/** So many beginnings are gone on from at once. */
const AT_ONCE = 8
/** A small model's sentence is over by then. */
const WORDS = 40
const WORDS_PER_LINE = 30
const SEEDS = 2 ** 31

interface Answer {
  readonly text: string
  readonly reason: EndReason
  readonly tokens: number
}

/** What a request brings, candidate by candidate; a stop keeps what there is. */
const answersOf = async (
  voice: Voice,
  request: CandidatesRequest,
  signal: AbortSignal,
): Promise<readonly Answer[]> => {
  const answers: Answer[] = Array.from({ length: request.candidates }, () => ({
    text: '',
    reason: 'aborted',
    tokens: 0,
  }))
  try {
    for await (const { candidate, text, done } of voice.write(request, signal)) {
      const whole = answers[candidate].text + text
      // Who tells no tokens is counted by words.
      const tokens = done && done.tokens > 0 ? done.tokens : countWords(whole)
      answers[candidate] = { text: whole, reason: done?.reason ?? 'aborted', tokens }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return answers
}

const tokensOf = (answers: readonly Answer[]): number => answers.reduce((sum, { tokens }) => sum + tokens, 0)

const asked = async (
  { store }: OpenProject,
  found: Voice,
  order: LineOrder,
  count: number,
  signal: AbortSignal,
) => {
  const turns = lineConversation(order, count)
  const told = turns.map(({ text }) => text).join('\n')
  const { voice, turns: conversation } = maskedConversation(found, turns, namesOfStory(store, told))
  const seed = new Random(order.seed).integer(SEEDS)
  const request = { prompt: '', conversation, maxWords: count * WORDS_PER_LINE, candidates: 1, seed }
  const answers = await answersOf(voice, request, signal)
  return {
    texts: answers.flatMap(({ text }) => draftsOf(text, order.brief.character.name)),
    tokens: tokensOf(answers),
  }
}

const goneOn = async (
  { store }: OpenProject,
  found: Voice,
  order: LineOrder,
  count: number,
  signal: AbortSignal,
) => {
  const { language, feeling } = order.brief
  const opening = lineOpening(order)
  const masked = found.mask?.(opening, namesOfStory(store, opening)) ?? null
  const voice = masked ? maskedVoice(found, masked) : found
  const random = new Random(order.seed)
  const texts: string[] = []
  let tokens = 0
  while (texts.length < count && !signal.aborted) {
    const answers = await answersOf(
      voice,
      {
        prompt: opening,
        maxWords: WORDS,
        candidates: Math.min(AT_ONCE, count - texts.length),
        seed: random.integer(SEEDS),
        stop: LINE_STOPS,
        ...steeringOf({ emotion: feeling.label, valence: null }, language, DEFAULT_LEVERS),
      },
      signal,
    )
    tokens += tokensOf(answers)
    texts.push(...answers.map(({ text, reason }) => guardPassage(text.trim(), reason, language)))
  }
  return { texts, tokens }
}

/**
 * @param writerId null: the grammar. MODEL_MISSING, NOT_FOUND, and what loading the model can run into.
 */
export const lineWriterOf = async (
  engine: EngineParts,
  project: OpenProject,
  writerId: string | null,
  report: (share: number) => void,
  signal: AbortSignal,
): Promise<LineWriter> => {
  if (writerId === null) return grammarWriter
  const voice = await findVoice(engine, project, writerId)
  await voice.prepare(report, signal)
  const write = voice.abilities.instructions ? asked : goneOn
  return {
    id: voice.id,
    name: voice.name,
    fingerprint: voice.fingerprint,
    write: (order, count, stop) => write(project, voice, order, count, stop),
  }
}

/** The same, telling how far loading is; the writer is what it returns. */
export async function* loadedLineWriter(
  engine: EngineParts,
  project: OpenProject,
  writerId: string | null,
  signal: AbortSignal,
): AsyncGenerator<{ readonly kind: 'loading'; readonly share: number }, LineWriter> {
  const loading = withProgress((report) =>
    lineWriterOf(engine, project, writerId, (share) => report('load', share, 1), signal),
  )
  let step = await loading.next()
  while (!step.done) {
    yield { kind: 'loading', share: step.value.done }
    step = await loading.next()
  }
  return step.value
}
