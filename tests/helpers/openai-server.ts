// A real HTTP server that speaks like an OpenAI-compatible one, and misbehaves as it is told.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly path: string
  readonly key: string | undefined
  readonly body: Record<string, unknown>
}

export type Behaviour =
  | { readonly kind: 'write'; readonly pieces: readonly string[]; readonly logprobs?: boolean }
  | { readonly kind: 'endless'; readonly piece: string }
  | { readonly kind: 'half'; readonly pieces: readonly string[]; readonly how: 'close' | 'destroy' }
  | { readonly kind: 'silent'; readonly pieces: readonly string[] }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'refuse'; readonly status: number; readonly message: string; readonly times?: number }

export interface OpenAiServer {
  readonly url: string
  readonly asked: Asked[]
  behave(behaviour: Behaviour): void
  /** How many answers are being written now. */
  open(): number
  close(): Promise<void>
}

const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = ''
  for await (const piece of request) text += String(piece)
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

export const openAiServer = async (
  options: {
    readonly key?: string
    readonly mode?: 'completions' | 'chat' | 'both'
    readonly models?: readonly string[]
  } = {},
): Promise<OpenAiServer> => {
  const { key, mode = 'completions', models = ['tale-7b'] } = options
  const asked: Asked[] = []
  let behaviour: Behaviour = { kind: 'write', pieces: [' The', ' end', '.'] }
  let refused = 0
  let writing = 0
  const fail = (response: ServerResponse, status: number, message: string): void => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error: { message } }))
  }
  const stream = async (response: ServerResponse, now: Behaviour, chats: boolean): Promise<void> => {
    const say = (text: string, finish: string | null = null, logprobs?: unknown): void => {
      const choice = chats ? { delta: { content: text } } : { text }
      const told = logprobs === undefined ? {} : { logprobs }
      response.write(
        `data: ${JSON.stringify({ choices: [{ ...choice, finish_reason: finish, ...told }] })}\n\n`,
      )
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    switch (now.kind) {
      case 'write':
        for (const piece of now.pieces)
          say(
            piece,
            null,
            now.logprobs === true
              ? { tokens: [piece], token_logprobs: [-0.5], top_logprobs: [{ [piece]: -0.5, ' other': -1.5 }] }
              : undefined,
          )
        say('', 'stop')
        response.end('data: [DONE]\n\n')
        return
      case 'half':
        for (const piece of now.pieces) say(piece)
        await new Promise((resolve) => setTimeout(resolve, 20))
        if (now.how === 'destroy') response.destroy()
        else response.end()
        return
      case 'silent':
        for (const piece of now.pieces) say(piece)
        return
      case 'garbage':
        response.end('data: <html>Not found</html>\n\n')
        return
      case 'endless':
        while (!response.destroyed) {
          say(now.piece)
          await new Promise((resolve) => setTimeout(resolve, 1))
        }
        return
      case 'refuse':
    }
  }
  const server = createServer((request, response) => {
    void (async () => {
      const path = (request.url ?? '').replace(/^\/v1/u, '')
      const given = request.headers.authorization?.replace(/^Bearer /u, '')
      const body = await bodyOf(request)
      asked.push({ path, key: given, body })
      if (!request.url?.startsWith('/v1/')) return fail(response, 404, 'not here')
      if (key !== undefined && given !== key) return fail(response, 401, 'Incorrect API key provided')
      if (path === '/models') {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(
          JSON.stringify({ object: 'list', data: models.map((id) => ({ id, max_model_len: 4096 })) }),
        )
        return
      }
      const chats = path === '/chat/completions'
      if (mode !== 'both' && path !== (mode === 'chat' ? '/chat/completions' : '/completions'))
        return fail(response, 404, 'no such path')
      if (body['stream'] !== true) {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ choices: [{ text: ' x', finish_reason: 'length' }] }))
        return
      }
      const now = behaviour
      if (now.kind === 'refuse' && (now.times === undefined || refused++ < now.times))
        return fail(response, now.status, now.message)
      writing++
      response.once('close', () => writing--)
      await stream(
        response,
        now.kind === 'refuse' ? { kind: 'write', pieces: [' At', ' last', '.'] } : now,
        chats,
      )
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    behave: (next) => {
      behaviour = next
      refused = 0
    },
    open: () => writing,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
