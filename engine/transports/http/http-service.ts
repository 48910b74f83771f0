// The service's HTTP server: its routes, whose turn it is, what is counted and logged, and how it ends. What is behind the
// routes is the doors'.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId } from '../../domain/ids.ts'
import type { ServiceScope } from '../../domain/service.ts'
import type { OpenProject } from '../../services/context.ts'
import type { EngineParts } from '../../services/engine-parts.ts'
import { KeyUsage } from '../../services/key-usage.ts'
import { ServiceKeys, type ServiceKey } from '../../services/service-keys.ts'
import type { RunningService, ServiceWish } from '../../services/running-service.ts'
import { API_PREFIX, type ContractDoor } from './contract-door.ts'
import { FairQueue } from './fair-queue.ts'
import {
  checkBody,
  checkHost,
  checkKey,
  checkOrigin,
  checkScope,
  checkUsage,
  isLoopbackHost,
  readJson,
  type GateOptions,
} from './gate.ts'
import { answerStream, answerWhole, openAiModels } from './openai-door.ts'
import { readOpenAi, type OpenAiKind } from './openai-request.ts'
import { Refusal, refusalOf, refuse } from './refusal.ts'
import { ServiceMetrics } from './service-metrics.ts'

/** What one request carries through the service. */
interface Call {
  readonly id: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Aborts when the caller has left, or the service ends. */
  readonly signal: AbortSignal
  readonly path: string
  /** A pattern: what is counted and logged. */
  route: string
  key: ServiceKey | null
  tokens: number
  waitedMs: number
}

interface Route {
  readonly method: 'GET' | 'POST'
  readonly name: string
  /** `open`: nobody is asked for a key. `any`: every key will do. */
  readonly scope: ServiceScope | 'any' | 'open'
  answer(call: Call): Promise<void>
}

const SAVE_USAGE_MS = 10_000
const HEADERS_MS = 10_000
const REQUEST_MS = 30_000
const MOST_CONNECTIONS = 1024
/** Passages that one model file writes at once: every one costs the memory of a context. */
const MOST_SEATS = 16

const sendJson = ({ response }: Call, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}

/** Begins to listen; rejects when that fails. The door for other machines has been passed by then. */
export const startHttpService = async (
  engine: EngineParts,
  project: OpenProject,
  door: ContractDoor,
  wish: ServiceWish,
): Promise<RunningService> => {
  const { now } = engine
  const metrics = new ServiceMetrics()
  const queue = new FairQueue({ slots: wish.workers, capacity: wish.queue, now })
  const usage = new KeyUsage(`${wish.keyFile}.usage`, now)
  const gate: GateOptions = {
    keys: new ServiceKeys(wish.keyFile, now),
    usage,
    origins: wish.origins,
    isLoopback: isLoopbackHost(wish.host),
  }
  const ending = new AbortController()
  const underWay = new Set<ServerResponse>()
  let isDraining = false
  const counted = { answered: 0, refused: 0, tokens: 0 }

  const openAi =
    (kind: OpenAiKind): Route['answer'] =>
    async (call) => {
      const asked = readOpenAi(kind, await readJson(call.request))
      const { signal } = call
      const openAiCall = { engine, project, kind, asked, signal, onTokens: counter(call) }
      const release = await enter(call)
      try {
        if (asked.isStream) await answerStream(openAiCall, call.response)
        else sendJson(call, await answerWhole(openAiCall))
      } finally {
        release()
      }
    }

  const counter =
    (call: Call) =>
    (count: number): void => {
      call.tokens += count
      counted.tokens += count
      metrics.tokens(count)
      if (call.key) usage.addTokens(call.key.id, count)
    }

  /** The slot is given back when the work ends, and at once when the caller leaves. */
  const enter = async (call: Call): Promise<() => void> => {
    const since = now()
    const release = await queue.enter(call.key?.id ?? '', call.signal)
    call.waitedMs = now() - since
    call.signal.addEventListener('abort', release, { once: true })
    return release
  }

  const routes: Readonly<Record<string, Route>> = {
    '/health': {
      method: 'GET',
      name: '/health',
      scope: 'open',
      answer: async (call) => sendJson(call, { status: 'ok' }),
    },
    '/ready': {
      method: 'GET',
      name: '/ready',
      scope: 'open',
      answer: async (call) =>
        sendJson(call, { status: isDraining ? 'draining' : 'ready' }, isDraining ? 503 : 200),
    },
    '/metrics': {
      method: 'GET',
      name: '/metrics',
      scope: 'metrics',
      answer: async ({ response }) => {
        response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
        response.end(metrics.text({ writing: queue.running, waiting: queue.waiting }))
      },
    },
    '/openapi.json': {
      method: 'GET',
      name: '/openapi.json',
      scope: 'any',
      answer: async (call) => sendJson(call, await door.document()),
    },
    '/v1/models': {
      method: 'GET',
      name: '/v1/models',
      scope: 'write',
      answer: async (call) => sendJson(call, await openAiModels({ engine, project })),
    },
    '/v1/completions': {
      method: 'POST',
      name: '/v1/completions',
      scope: 'write',
      answer: openAi('completion'),
    },
    '/v1/chat/completions': {
      method: 'POST',
      name: '/v1/chat/completions',
      scope: 'write',
      answer: openAi('chat'),
    },
  }

  /** A procedure of the contract. */
  const procedure = (path: string): Route | undefined => {
    const served = door.find(path.slice(API_PREFIX.length))
    return (
      served && {
        method: 'POST',
        name: path,
        scope: served.scope,
        answer: async (call) => {
          const release = served.isQueued ? await enter(call) : () => undefined
          const session = { id: call.id, project }
          const caller = call.key ? { caller: call.key.id } : {}
          const context = { engine, session, ...caller, onTokens: counter(call) }
          try {
            await door.handle(call.request, call.response, context)
          } finally {
            release()
          }
        },
      }
    )
  }

  const find = (path: string): Route | undefined => {
    if (path.startsWith(`${API_PREFIX}/`)) return procedure(path)
    return Object.hasOwn(routes, path) ? routes[path] : undefined
  }

  const serve = async (call: Call): Promise<void> => {
    const { request, response, path } = call
    checkHost(request, gate)
    if (checkOrigin(request, response, gate)) return
    const route = find(path)
    if (route?.scope === 'open') {
      call.route = route.name
      return route.answer(call)
    }
    // Whoever has no key does not learn what there is.
    call.key = checkKey(request, gate)
    if (!route)
      throw new Refusal(404, 'not_found', 'There is nothing here; /openapi.json lists what there is.')
    call.route = route.name
    if (request.method !== route.method) throw new Refusal(405, 'method', `Only ${route.method}.`)
    if (isDraining) throw new Refusal(503, 'draining', 'The service is about to end.', 5)
    checkScope(call.key, route.scope === 'any' ? null : route.scope)
    checkBody(request)
    checkUsage(call.key, gate)
    await route.answer(call)
  }

  const log = (call: Call, status: number, ms: number, error: unknown): void => {
    if (!wish.log) return
    const { id, key, route, tokens, waitedMs, request } = call
    const failure = error === null ? {} : { error: refusalOf(error).code, cause: causeOf(error) }
    const line = {
      time: new Date(now()).toISOString(),
      level: status >= 500 ? 'error' : 'info',
      request: id,
      key: key?.id ?? null,
      method: request.method,
      route,
      status,
      ms: Math.round(ms),
      waitedMs,
      tokens,
      ...failure,
    }
    process.stderr.write(`${JSON.stringify(line)}\n`)
  }

  const server = createServer((request, response) => {
    const since = now()
    const left = new AbortController()
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const call: Call = {
      id: newId(),
      request,
      response,
      signal: AbortSignal.any([left.signal, ending.signal]),
      path,
      route: 'unknown',
      key: null,
      tokens: 0,
      waitedMs: 0,
    }
    let failure: unknown = null
    response.setHeader('x-request-id', call.id)
    response.setHeader('cache-control', 'no-store')
    response.setHeader('x-content-type-options', 'nosniff')
    underWay.add(response)
    response.once('close', () => {
      underWay.delete(response)
      left.abort(new Error('the caller has left'))
      // 499: the caller left before the answer was whole.
      const status = response.writableFinished ? response.statusCode : 499
      metrics.request(call.route, status, (now() - since) / 1000)
      counted[status < 400 ? 'answered' : 'refused']++
      log(call, status, now() - since, failure)
    })
    serve(call).catch((error: unknown) => {
      failure = error
      if (left.signal.aborted) return
      const refusal = ending.signal.aborted
        ? new Refusal(503, 'draining', 'The service has ended.', 5)
        : refusalOf(error)
      if (refusal.status !== 500) metrics.refused(refusal.code)
      refuse(response, refusal)
    })
  })
  server.headersTimeout = HEADERS_MS
  server.requestTimeout = REQUEST_MS
  server.maxConnections = MOST_CONNECTIONS

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wish.port, wish.host, () => resolve())
  })
  engine.tensors.setWriters(wish.workers)
  engine.llama.setWriters(Math.min(wish.workers, MOST_SEATS))
  const saving = setInterval(() => usage.save(), SAVE_USAGE_MS)
  saving.unref()
  const { port } = server.address() as AddressInfo

  const drain = async (): Promise<void> => {
    isDraining = true
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
    const giveUp = setTimeout(() => {
      ending.abort(new Error('the service ends'))
      setImmediate(() => server.closeAllConnections())
    }, wish.drainMs)
    // A connection that only waits for its next request is not work.
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    await closed
    clearTimeout(giveUp)
    clearInterval(idle)
    clearInterval(saving)
    usage.save()
    engine.tensors.setWriters(1)
    engine.llama.setWriters(1)
  }
  let drained: Promise<void> | null = null
  const host = wish.host.includes(':') ? `[${wish.host}]` : wish.host
  return {
    url: `http://${host}:${port}`,
    load: () => ({ writing: queue.running, waiting: queue.waiting, ...counted }),
    stop: () => (drained ??= drain()),
  }
}

/** For the log: what kind of error, never its message, which may quote what was written. */
const causeOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
