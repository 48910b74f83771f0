// A passage written by an OpenAI-compatible server: what can be asked of one, streamed, stopped, and told like any other's.
import * as z from 'zod'
import { samplingSettings } from '../../nn/sampling/index.ts'
import { PhraseBans } from '../../text/phrase-bans.ts'
import type { CandidatesRequest, EndReason, SampleChunk, TokenTrace } from '../passage.ts'
import { PassageWriter } from '../passage-writer.ts'
import { askServer, PATIENCE, type Patience, type Server } from './ask-server.ts'
import { eventData } from './event-stream.ts'
import { ServerError } from './server-error.ts'

export interface RemoteModel extends Server {
  readonly model: string
  /** `completions` goes on with a text as it stands; `chat` has to be asked for that. */
  readonly mode: 'completions' | 'chat'
}

/** What the interface has for all servers; what only some understand would be refused by others. */
export const REMOTE_SAMPLERS: readonly string[] = ['penalties', 'topP', 'temperature']
/** The most that completions tell; chats tell more, but nobody needs different numbers for the two. */
export const REMOTE_ALTERNATIVES = 5

const CONTINUE = {
  en: 'You continue stories. The user gives the text so far; write what comes next, in the same voice, tense and language. Write only the story: no comment, no heading, no repetition of what is there.',
  zh: '你来续写故事。用户给出已有的文字，请用同样的语气、时态和语言接着写下去。只写故事本身：不要评论，不要标题，不要重复已有的内容。',
}

const token = z.object({ token: z.string(), logprob: z.number() })
const chatLogprobs = z.object({
  content: z.array(token.extend({ top_logprobs: z.array(token).optional() })).nullish(),
})
const plainLogprobs = z.object({
  tokens: z.array(z.string()).optional(),
  token_logprobs: z.array(z.number().nullable()).optional(),
  top_logprobs: z.array(z.record(z.string(), z.number()).nullable()).nullish(),
})
const piece = z.object({
  choices: z.array(
    z.object({
      text: z.string().nullish(),
      delta: z.object({ content: z.string().nullish() }).nullish(),
      finish_reason: z.string().nullish(),
      logprobs: z.unknown().optional(),
    }),
  ),
})
const failure = z.object({ error: z.union([z.string(), z.looseObject({ message: z.string().optional() })]) })

interface Told {
  readonly text: string
  readonly logProbability: number
  readonly alternatives: TokenTrace['alternatives']
}

const traced = (
  text: string,
  logProbability: number,
  others: readonly (readonly [string, number])[],
): Told => ({
  text,
  logProbability,
  alternatives: others
    .map(([each, log]) => ({ text: each, probability: Math.min(1, Math.exp(log)) }))
    .toSorted((a, b) => b.probability - a.probability),
})

/** Tokens of a piece, where the server tells them in either of the two usual ways. */
const tokensOf = (logprobs: unknown): readonly Told[] => {
  const chat = chatLogprobs.safeParse(logprobs)
  if (chat.success && chat.data.content)
    return chat.data.content.map((each) =>
      traced(
        each.token,
        each.logprob,
        (each.top_logprobs ?? []).map((other) => [other.token, other.logprob]),
      ),
    )
  const plain = plainLogprobs.safeParse(logprobs)
  if (!plain.success) return []
  const { tokens = [], token_logprobs: logs = [], top_logprobs: tops } = plain.data
  return tokens.map((text, at) => traced(text, logs[at] ?? 0, Object.entries(tops?.[at] ?? {})))
}

/** Tokens a word, generously: the words are counted here, the limit only keeps a server from going on for ever. */
const TOKENS_PER_WORD = 4
/** Characters after which an answer is cut whatever the server does. */
const CHARACTERS_PER_WORD = 40

const bodyOf = ({ model, mode }: RemoteModel, request: CandidatesRequest, candidate: number): unknown => {
  const { prompt, maxWords, seed, stop = [], alternatives = 0 } = request
  const settings = samplingSettings.parse(request.sampling ?? {})
  const applies = (step: 'penalties' | 'topP' | 'temperature'): boolean => settings.order.includes(step)
  const shared = {
    model,
    stream: true,
    max_tokens: Math.ceil(maxWords * TOKENS_PER_WORD) + 16,
    ...(applies('temperature') ? { temperature: Math.min(2, settings.temperature) } : {}),
    ...(applies('topP') ? { top_p: settings.topP } : {}),
    ...(applies('penalties') && settings.frequencyPenalty !== 0
      ? { frequency_penalty: settings.frequencyPenalty }
      : {}),
    ...(applies('penalties') && settings.presencePenalty !== 0
      ? { presence_penalty: settings.presencePenalty }
      : {}),
    seed: (seed + candidate) % 2 ** 31,
    ...(stop.length > 0 ? { stop: stop.slice(0, 4) } : {}),
  }
  const most = Math.min(alternatives, REMOTE_ALTERNATIVES)
  if (request.conversation) {
    const messages = request.conversation.map(({ role, text }) => ({ role, content: text }))
    return { ...shared, messages }
  }
  if (mode === 'completions') return { ...shared, prompt, ...(most > 0 ? { logprobs: most } : {}) }
  const language = /\p{sc=Han}/u.test(prompt.slice(-200)) ? 'zh' : 'en'
  const messages = [
    { role: 'system', content: CONTINUE[language] },
    { role: 'user', content: prompt },
  ]
  return { ...shared, messages, ...(most > 0 ? { logprobs: true, top_logprobs: most } : {}) }
}

const parsePiece = (data: string): z.infer<typeof piece> => {
  let json: unknown
  try {
    json = JSON.parse(data)
  } catch (error) {
    throw new ServerError('broken', 'The server sent something that is no JSON', 0, { cause: error })
  }
  const found = piece.safeParse(json)
  if (found.success) return found.data
  const said = failure.safeParse(json)
  if (said.success) {
    const { error } = said.data
    const words = typeof error === 'string' ? error : (error.message ?? '')
    throw new ServerError(/context|too long|exceed/iu.test(words) ? 'too-long' : 'failed', words)
  }
  throw new ServerError('unknown-server', 'The server answers, but not as an OpenAI-compatible one')
}

/** One candidate; a banned phrase ends it, since nothing that was sent can be taken back. */
async function* writeOne(
  remote: RemoteModel,
  request: CandidatesRequest,
  candidate: number,
  { signal, patience }: { readonly signal: AbortSignal; readonly patience: Patience },
): AsyncGenerator<SampleChunk> {
  const { prompt, maxWords, stop = [], ban = [], alternatives = 0 } = request
  const writer = new PassageWriter(maxWords, stop, prompt)
  const bans = new PhraseBans(ban)
  let before = Array.from(prompt).at(-1) ?? ''
  let [held, tokens, logProbability, characters] = ['', 0, 0, 0]
  let reason: EndReason = 'stop'
  /** What may be shown of what is held; sets the end where a banned phrase begins. */
  const release = (isWhole: boolean): string => {
    const { at, isBanned } = bans.judge(held, before, isWhole)
    const free = held.slice(0, at)
    held = isBanned ? '' : held.slice(at)
    before = Array.from(free).at(-1) ?? before
    const text = writer.push(free)
    return isBanned ? text + writer.flush('stop') : text
  }
  const path = remote.mode === 'completions' && !request.conversation ? '/completions' : '/chat/completions'
  const response = await askServer(remote, path, {
    body: bodyOf(remote, request, candidate),
    signal,
    patience,
  })
  let isComplete = false
  try {
    for await (const data of eventData(response.body, patience.pieceMs, signal)) {
      const [choice] = parsePiece(data).choices
      if (!choice) continue
      const text = choice.text ?? choice.delta?.content ?? ''
      const told = tokensOf(choice.logprobs)
      tokens += told.length
      logProbability += told.reduce((sum, each) => sum + each.logProbability, 0)
      characters += text.length
      held += text
      const shown = release(false)
      const traces = alternatives > 0 ? told : []
      if (shown !== '') yield { candidate, text: shown }
      for (const trace of traces)
        yield { candidate, text: '', token: { text: trace.text, alternatives: trace.alternatives } }
      if (choice.finish_reason != null) {
        isComplete = true
        reason = choice.finish_reason === 'length' ? 'length' : 'stop'
      }
      if (writer.end !== null || characters > maxWords * CHARACTERS_PER_WORD) break
    }
  } catch (error) {
    // Some servers close without the last word once they said why they end.
    if (!isComplete) throw error
  }
  const rest = writer.end === null ? release(true) + writer.flush(reason) : ''
  yield { candidate, text: rest, done: { reason: writer.end ?? reason, tokens, logProbability } }
}

/** One candidate after another. ServerError; ends without an error when aborted, the candidate under way `aborted`. */
export async function* writeRemote(
  remote: RemoteModel,
  request: CandidatesRequest,
  options: { readonly signal: AbortSignal; readonly patience?: Patience },
): AsyncGenerator<SampleChunk> {
  const { signal, patience = PATIENCE } = options
  for (let candidate = 0; candidate < request.candidates; candidate++) {
    try {
      yield* writeOne(remote, request, candidate, { signal, patience })
    } catch (error) {
      if (!signal.aborted) throw error
      yield { candidate, text: '', done: { reason: 'aborted', tokens: 0, logProbability: 0 } }
      return
    }
  }
}
