// Finds out what a server is: which models it has, and whether it goes on with a text or only chats.
import * as z from 'zod'
import { askServer, type Patience, type Server } from './ask-server.ts'
import { ServerError } from './server-error.ts'

export interface ServerFacts {
  readonly models: readonly { readonly id: string; readonly contextTokens: number | null }[]
  readonly mode: 'completions' | 'chat'
  /** Answers a conversation: it can be given instructions. */
  readonly chats: boolean
}

const MAX_BYTES = 8 << 20
const context = z.number().int().positive().optional().catch(undefined)
const listing = z.object({
  data: z.array(
    z.object({
      id: z.string().min(1).max(300),
      // vLLM, LM Studio and llama.cpp each have a name for it.
      max_model_len: context,
      max_context_length: context,
      context_length: context,
      meta: z.object({ n_ctx: context, n_ctx_train: context }).nullish().catch(null),
    }),
  ),
})

/** Nobody waits long for a list. */
const QUICK: Patience = { firstByteMs: 15_000, pieceMs: 15_000, waitsMs: [500] }

const modelsOf = async (server: Server, signal: AbortSignal): Promise<ServerFacts['models']> => {
  const response = await askServer(server, '/models', { signal, patience: QUICK })
  const text = await response.text()
  if (text.length > MAX_BYTES)
    throw new ServerError('unknown-server', 'The list of models is impossibly long')
  try {
    return listing.parse(JSON.parse(text)).data.map((each) => ({
      id: each.id,
      contextTokens:
        each.max_model_len ??
        each.max_context_length ??
        each.context_length ??
        each.meta?.n_ctx ??
        each.meta?.n_ctx_train ??
        null,
    }))
  } catch (error) {
    const words = 'The address answers, but not as an OpenAI-compatible server'
    throw new ServerError('unknown-server', words, response.status, { cause: error })
  }
}

/** Whether a server that goes on with a text holds conversations as well. */
const canChat = async (server: Server, model: string, signal: AbortSignal): Promise<boolean> => {
  try {
    const body = { model, messages: [{ role: 'user', content: 'Hello' }], max_tokens: 1 }
    const patience = { ...QUICK, waitsMs: [] }
    await (await askServer(server, '/chat/completions', { body, signal, patience })).body?.cancel()
    return true
  } catch {
    signal.throwIfAborted()
    return false
  }
}

/** ServerError. One token is asked for to learn how it writes. */
export const probeServer = async (
  server: Server,
  signal: AbortSignal,
  model?: string,
): Promise<ServerFacts> => {
  const models = await modelsOf(server, signal)
  const asked = model ?? models[0]?.id
  if (asked === undefined) throw new ServerError('unknown-server', 'The server has no model to write with')
  try {
    const body = { model: asked, prompt: 'Once', max_tokens: 1 }
    const patience = { ...QUICK, firstByteMs: 120_000 }
    await (await askServer(server, '/completions', { body, signal, patience })).body?.cancel()
    return { models, mode: 'completions', chats: await canChat(server, asked, signal) }
  } catch (error) {
    signal.throwIfAborted()
    // A key that is wrong here is wrong for a chat as well.
    if (error instanceof ServerError && ['refused', 'unreachable', 'timeout', 'busy'].includes(error.trouble))
      throw error
    return { models, mode: 'chat', chats: true }
  }
}
