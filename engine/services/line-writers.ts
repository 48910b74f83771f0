// Every text model of the studio as a writer of lines: asked in a conversation where it follows instructions, by the
// beginning of a story where it only goes on with one.
import type { ToldContext } from '../domain/context-piece.ts'
import { DEFAULT_LEVERS } from '../domain/levers.ts'
import { speakerConversation, type SpeakerKnowledge } from '../generation/cast/speaker-context.ts'
import { draftsOf } from '../generation/lines/clean-draft.ts'
import { draftsFor } from '../generation/lines/fulfil-order.ts'
import { grammarWriter } from '../generation/lines/grammar-writer.ts'
import { lineConversation, lineOpening, LINE_STOPS } from '../generation/lines/line-prompts.ts'
import type { LineOrder, LineWriter } from '../generation/lines/line-order.ts'
import { guardPassage } from '../generation/guards.ts'
import { steeringOf } from '../generation/steering.ts'
import { ANSWER_TOKENS_PER_WORD, type CandidatesRequest, type EndReason } from '../models/passage.ts'
import { Random } from '../nn/seed.ts'
import { countWords } from '../text/words.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { headWords } from './learning/used-head.ts'
import { withProgress } from './progress-stream.ts'
import { speakerKnowledge, toldOf, toldToSmall } from './speaker-knowledge.ts'
import { namesOfStory } from './story-names.ts'
import { estimateTokens } from './token-counter.ts'
import { maskedConversation, maskedVoice } from './masked-voice.ts'
import { findVoice, type Voice } from './voices.ts'

/** So many beginnings are gone on from at once. */
const AT_ONCE = 8
/** A small model's sentence is over by then. */
const WORDS = 40
const LEAST_WORDS = 6
/** Of a word with the space behind it, in alphabets: what is longer than a line may be is written for nothing. */
const CHARACTERS_PER_WORD = 4
const WORDS_PER_LINE = 30
const SEEDS = 2 ** 31

interface Answer {
  readonly text: string
  readonly reason: EndReason
  readonly tokens: number
}

/** What a request brings, candidate by candidate; a stop keeps what there is. */
const answersOf = async (
  voice: Pick<Voice, 'write'>,
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

/** Told what a model is told, each time. */
type Tell = (told: ToldContext) => void

const knownTo = (
  project: OpenProject,
  { brief, unknown, sceneId, seed }: LineOrder,
  text: string,
  room: number,
): SpeakerKnowledge =>
  speakerKnowledge(project, {
    sceneId,
    names: [brief.character.name, brief.listener?.name ?? ''],
    unknown,
    text,
    room,
    count: estimateTokens,
    seed: new Random(seed).integer(SEEDS),
  })

/** What whoever follows instructions is asked, and what they are told of the story. */
const layAsked = (project: OpenProject, found: Voice, order: LineOrder, count: number) => {
  const [system, question] = lineConversation(order, count)
  const { contextTokens } = found
  const maxWords = count * WORDS_PER_LINE
  const room = contextTokens - Math.min(maxWords * ANSWER_TOKENS_PER_WORD, Math.floor(contextTokens / 2))
  const context = speakerConversation(
    {
      ...knownTo(project, order, `${order.brief.character.background}\n${question.text}`, room),
      language: order.brief.language,
      persona: system.text,
      recollections: [],
      rules: '',
      turns: [{ role: 'user', text: question.text }],
    },
    room,
    estimateTokens,
  )
  const names = namesOfStory(project.store, context.turns.map(({ text }) => text).join('\n'))
  const { voice, turns: conversation } = maskedConversation(found, context.turns, names)
  return { voice, conversation, maxWords, told: toldOf(context, room, conversation) }
}

const asked = async (
  project: OpenProject,
  found: Voice,
  order: LineOrder,
  count: number,
  signal: AbortSignal,
  tell: Tell,
) => {
  const { voice, conversation, maxWords, told } = layAsked(project, found, order, count)
  tell(told)
  const seed = new Random(order.seed).integer(SEEDS)
  const answers = await answersOf(voice, { prompt: '', conversation, maxWords, candidates: 1, seed }, signal)
  return {
    texts: answers.flatMap(({ text }) => draftsOf(text, order.brief.character.name)),
    tokens: tokensOf(answers),
  }
}

/**
 * Drafts of whoever only goes on with a text.
 * @param opening what it goes on with
 * @param words what single words mean to this writer
 */
export const continuedLines = async (
  voice: Pick<Voice, 'write' | 'sideBySide'>,
  order: LineOrder,
  count: number,
  signal: AbortSignal,
  opening = lineOpening(order),
  words?: ReturnType<typeof headWords>,
): Promise<{ readonly texts: readonly string[]; readonly tokens: number }> => {
  const { language, feeling } = order.brief
  const random = new Random(order.seed)
  const texts: string[] = []
  let tokens = 0
  while (texts.length < count && !signal.aborted) {
    const answers = await answersOf(
      voice,
      {
        prompt: opening,
        maxWords: Math.max(
          LEAST_WORDS,
          Math.min(WORDS, Math.ceil(order.maxCharacters / CHARACTERS_PER_WORD)),
        ),
        // Those beyond what was asked for are a wider choice for nothing.
        candidates: Math.max(voice.sideBySide ?? 1, Math.min(AT_ONCE, count - texts.length)),
        seed: random.integer(SEEDS),
        stop: LINE_STOPS,
        ...steeringOf({ emotion: feeling.label, valence: null }, language, DEFAULT_LEVERS, words),
      },
      signal,
    )
    tokens += tokensOf(answers)
    texts.push(...answers.map(({ text, reason }) => guardPassage(text.trim(), reason, language)))
  }
  return { texts, tokens }
}

/** The beginning of a story that whoever only goes on with a text gets; of the story they are told nothing. */
const layGoneOn = (project: OpenProject, found: Voice, order: LineOrder) => {
  const opening = lineOpening(order)
  const masked = found.mask?.(opening, namesOfStory(project.store, opening)) ?? null
  const room = found.contextTokens
  return {
    opening,
    voice: masked ? maskedVoice(found, masked) : found,
    told: toldToSmall(knownTo(project, order, opening, room), masked?.text ?? opening, room),
  }
}

const goneOn = (
  project: OpenProject,
  found: Voice,
  order: LineOrder,
  count: number,
  signal: AbortSignal,
  tell: Tell,
) => {
  const { voice, opening, told } = layGoneOn(project, found, order)
  tell(told)
  return continuedLines(voice, order, count, signal, opening, headWords(project))
}

/**
 * What a writer would be told with an order, to be looked at before anything is sent; null: the grammar is told nothing.
 * MODEL_MISSING, NOT_FOUND.
 */
export const toldWith = async (
  engine: EngineParts,
  project: OpenProject,
  writerId: string | null,
  order: LineOrder,
): Promise<ToldContext | null> => {
  if (writerId === null) return null
  const voice = await findVoice(engine, project, writerId)
  const { told } = voice.abilities.instructions
    ? layAsked(project, voice, order, draftsFor(order.count))
    : layGoneOn(project, voice, order)
  return told
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
  tell: Tell = () => undefined,
): Promise<LineWriter> => {
  if (writerId === null) return grammarWriter
  const voice = await findVoice(engine, project, writerId)
  await voice.prepare(report, signal)
  const write = voice.abilities.instructions ? asked : goneOn
  return {
    id: voice.id,
    name: voice.name,
    fingerprint: voice.fingerprint,
    write: (order, count, stop) => write(project, voice, order, count, stop, tell),
  }
}

/** The same, telling how far loading is; the writer is what it returns. */
export async function* loadedLineWriter(
  engine: EngineParts,
  project: OpenProject,
  writerId: string | null,
  signal: AbortSignal,
  tell?: Tell,
): AsyncGenerator<{ readonly kind: 'loading'; readonly share: number }, LineWriter> {
  const loading = withProgress((report) =>
    lineWriterOf(engine, project, writerId, (share) => report('load', share, 1), signal, tell),
  )
  let step = await loading.next()
  while (!step.done) {
    yield { kind: 'loading', share: step.value.done }
    step = await loading.next()
  }
  return step.value
}
