// /v1/models, /v1/completions and /v1/chat/completions as OpenAI-compatible clients expect them, whole or streamed. Who may
// ask and whose turn it is has been settled before.
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { newId } from '../../domain/ids.ts'
import type { OpenProject } from '../../services/context.ts'
import type { EngineParts } from '../../services/engine-parts.ts'
import { listWriters } from '../../services/list-writers.ts'
import { feelingOf, writeFreely } from '../../services/write-freely.ts'
import type { EndReason } from '../../models/passage.ts'
import { detectLanguage } from '../../text/language.ts'
import type { OpenAiKind, OpenAiWish } from './openai-request.ts'
import { Refusal, refusalBody, refusalOf } from './refusal.ts'

interface Place {
  readonly engine: EngineParts
  readonly project: OpenProject
}

export interface OpenAiCall extends Place {
  readonly kind: OpenAiKind
  readonly asked: OpenAiWish
  readonly signal: AbortSignal
  onTokens(count: number): void
}

const seconds = (ms: number): number => Math.floor(ms / 1000)

export const openAiModels = async ({ engine, project }: Place): Promise<unknown> => ({
  object: 'list',
  data: (await listWriters(engine, project)).map(({ id, name, contextTokens }) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'arcwright',
    name,
    max_model_len: contextTokens,
  })),
})

/** By id or name. Refusal 404 `model_not_found`. */
const writerOf = async ({ engine, project }: Place, model: string): Promise<string> => {
  const writers = await listWriters(engine, project)
  const found = writers.find(({ id, name }) => id === model || name === model)
  if (found) return found.id
  throw new Refusal(404, 'model_not_found', `There is no model ${model} here; /v1/models lists them.`)
}

const finishOf = (reason: EndReason): 'length' | 'stop' => (reason === 'length' ? 'length' : 'stop')

/** Our writers count what they write; what they read is estimated from its characters. */
const CHARACTERS_PER_TOKEN = { en: 4, zh: 1.6 }
const usageOf = (prompt: string, written: number) => {
  const read = Math.ceil(prompt.length / CHARACTERS_PER_TOKEN[detectLanguage(prompt)])
  return { prompt_tokens: read, completion_tokens: written, total_tokens: read + written }
}

const headOf = ({ kind, asked, engine }: OpenAiCall, isChunk: boolean) => ({
  id: `${kind === 'chat' ? 'chatcmpl' : 'cmpl'}-${newId()}`,
  object: kind === 'chat' ? (isChunk ? 'chat.completion.chunk' : 'chat.completion') : 'text_completion',
  created: seconds(engine.now()),
  model: asked.model,
})

/** What the choice says beside its place. */
const pieceOf = (kind: OpenAiKind, text: string, isFirst: boolean) =>
  kind === 'chat' ? { delta: { ...(isFirst ? { role: 'assistant' } : {}), content: text } } : { text }

const eventsOf = async (call: OpenAiCall) => {
  const { engine, project, asked, signal, onTokens } = call
  const writerId = await writerOf(call, asked.model)
  return writeFreely(engine, project, { ...asked.wish, writerId, onTokens }, signal)
}

export const answerWhole = async (call: OpenAiCall): Promise<unknown> => {
  const { engine, project, kind } = call
  const choices: (Readonly<Record<string, unknown>> & { readonly index: number })[] = []
  let [prompt, tokens] = ['', 0]
  for await (const event of await eventsOf(call)) {
    if (event.kind === 'started') ({ prompt } = event)
    if (event.kind !== 'ended') continue
    tokens += event.tokens
    const { emotion, valence, arousal } = await feelingOf(engine, project, event.text)
    choices.push({
      index: event.index,
      ...(kind === 'chat' ? { message: { role: 'assistant', content: event.text } } : { text: event.text }),
      logprobs: null,
      finish_reason: finishOf(event.reason),
      // Ours: how it feels.
      feeling: { emotion, valence, arousal },
    })
  }
  choices.sort((a, b) => a.index - b.index)
  return { ...headOf(call, false), choices, usage: usageOf(prompt, tokens) }
}

/** Headers wait for the first piece: until then a failure is an answer with a status of its own. */
export const answerStream = async (call: OpenAiCall, response: ServerResponse): Promise<void> => {
  const { kind, asked, signal } = call
  const head = headOf(call, true)
  const say = async (value: unknown): Promise<void> => {
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    if (!response.write(`data: ${JSON.stringify(value)}\n\n`)) await once(response, 'drain', { signal })
  }
  const begun = new Set<number>()
  let [prompt, tokens] = ['', 0]
  const choice = (index: number, text: string, finish: string | null) => {
    const isFirst = !begun.has(index)
    begun.add(index)
    return { index, ...pieceOf(kind, text, isFirst), logprobs: null, finish_reason: finish }
  }
  try {
    for await (const event of await eventsOf(call)) {
      if (event.kind === 'started') ({ prompt } = event)
      if (event.kind === 'text') await say({ ...head, choices: [choice(event.index, event.text, null)] })
      if (event.kind !== 'ended') continue
      tokens += event.tokens
      await say({ ...head, choices: [choice(event.index, '', finishOf(event.reason))] })
    }
    if (asked.tellUsage) await say({ ...head, choices: [], usage: usageOf(prompt, tokens) })
    response.end('data: [DONE]\n\n')
  } catch (error) {
    if (!response.headersSent || signal.aborted) throw error
    response.end(`data: ${JSON.stringify(refusalBody(refusalOf(error)))}\n\n`)
  }
}
