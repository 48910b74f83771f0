// What OpenAI-compatible clients ask, read strictly: what we cannot do is refused, what has no meaning here is passed over.
import * as z from 'zod'
import { emotion } from '../../contract/feeling.ts'
import type { FreeWish } from '../../services/write-freely.ts'
import { Refusal } from './refusal.ts'

const stop = z.union([z.string(), z.array(z.string()).max(16)]).nullish()
const text = z.string().max(500_000)

const shared = {
  model: z.string().min(1),
  max_tokens: z.number().int().min(1).max(3000).nullish(),
  max_completion_tokens: z.number().int().min(1).max(3000).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  seed: z.number().int().nullish(),
  n: z.number().int().min(1).max(8).nullish(),
  stop,
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  /** Ours: how the text should feel. */
  emotion: emotion.optional(),
  valence: z.number().min(-1).max(1).optional(),
}

const completionRequest = z.object({
  ...shared,
  prompt: z.union([
    text,
    z
      .array(text)
      .length(1)
      .transform(([only]) => only ?? ''),
  ]),
  echo: z.literal(false).nullish(),
  suffix: z.literal('').nullish(),
  logprobs: z.null().optional(),
})

const part = z.object({ type: z.literal('text'), text })
const chatRequest = z.object({
  ...shared,
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant']),
        content: z.union([text, z.array(part).transform((parts) => parts.map((each) => each.text).join(''))]),
      }),
    )
    .min(1)
    .max(1000),
  tools: z.array(z.never()).nullish(),
  response_format: z.object({ type: z.literal('text') }).nullish(),
  logprobs: z.literal(false).nullish(),
})

export type OpenAiKind = 'completion' | 'chat'

export interface OpenAiWish {
  readonly model: string
  readonly isStream: boolean
  readonly tellUsage: boolean
  readonly wish: Omit<FreeWish, 'writerId'>
}

/** About so many tokens a word; words are what our writers count. */
const TOKENS_PER_WORD = 1.5
const LARGEST_SEED = 2 ** 31

const parse = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> => {
  const found = schema.safeParse(body)
  if (found.success) return found.data
  const [issue] = found.error.issues
  throw new Refusal(400, 'BAD_INPUT', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`)
}

const settings = (given: z.infer<typeof completionRequest> | z.infer<typeof chatRequest>) => {
  const sampling = {
    temperature: given.temperature ?? undefined,
    topP: given.top_p ?? undefined,
    frequencyPenalty: given.frequency_penalty ?? undefined,
    presencePenalty: given.presence_penalty ?? undefined,
  }
  const limit = given.max_completion_tokens ?? given.max_tokens ?? null
  return {
    words: limit === null ? undefined : Math.max(1, Math.round(limit / TOKENS_PER_WORD)),
    candidates: given.n ?? 1,
    seed: given.seed == null ? undefined : Math.abs(given.seed) % LARGEST_SEED,
    sampling: Object.fromEntries(Object.entries(sampling).filter(([, value]) => value !== undefined)),
    stop: typeof given.stop === 'string' ? [given.stop] : (given.stop ?? []),
    target: { emotion: given.emotion ?? null, valence: given.emotion ? null : (given.valence ?? null) },
  }
}

/** A Refusal with status 400. */
export const readOpenAi = (kind: OpenAiKind, body: unknown): OpenAiWish => {
  const given = kind === 'chat' ? parse(chatRequest, body) : parse(completionRequest, body)
  // Writers of stories go on from a text: what was said so far is its paragraphs, and the answer is the next one.
  const prompt =
    'messages' in given
      ? [...given.messages.map(({ content }) => content.trim()).filter(Boolean), ''].join('\n\n')
      : given.prompt
  return {
    model: given.model,
    isStream: given.stream ?? false,
    tellUsage: given.stream_options?.include_usage ?? false,
    wish: { text: prompt, ...settings(given) },
  }
}
