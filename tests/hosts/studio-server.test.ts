// The door of the browser host: one visitor with one token, nobody else, no other page, nothing outside the folder.
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { startStudioServer, type StudioServer } from '../../main/browser/studio-server.ts'
import { tempFolder } from '../helpers/temp-project.ts'

let server: StudioServer | undefined
let origin: URL
let engineIsUp = true

beforeEach(() => {
  engineIsUp = true
})
afterEach(async () => {
  await server?.close()
  server = undefined
})

const start = async (): Promise<StudioServer> => {
  const root = tempFolder()
  const folder = path.join(root, 'renderer')
  mkdirSync(path.join(folder, 'assets'), { recursive: true })
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>studio</title>')
  writeFileSync(path.join(folder, 'assets', 'main-1.js'), 'console.log(1)')
  writeFileSync(path.join(root, 'secret.txt'), 'secret')
  const engine = new WebSocketServer({ noServer: true })
  server = await startStudioServer({
    folder,
    port: 0,
    handToEngine(request, socket) {
      if (!engineIsUp) return false
      const incoming = request as unknown as http.IncomingMessage
      engine.handleUpgrade(incoming, socket, Buffer.alloc(0), (peer) => peer.send('engine'))
      return true
    },
  })
  origin = new URL(new URL(server.url).origin)
  return server
}

interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** Sends the path exactly as it is written, unlike `fetch`. */
const get = async (
  rawPath: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> => {
  const request = http.request({ host: '127.0.0.1', port: origin.port, path: rawPath, method, headers })
  request.end()
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks).toString(),
  }
}

const enter = async ({ url }: StudioServer): Promise<{ cookie: string }> => {
  const { headers } = await get(`/?token=${new URL(url).searchParams.get('token') ?? ''}`)
  const [cookie = ''] = headers['set-cookie'] ?? []
  return { cookie: cookie.split(';')[0] ?? '' }
}

const connect = async (headers: Record<string, string>, target = '/engine'): Promise<string | number> => {
  const socket = new WebSocket(`ws://127.0.0.1:${origin.port}${target}`, { headers })
  return new Promise((resolve) => {
    socket.on('message', (data: Buffer) => {
      resolve(data.toString())
      socket.close()
    })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => undefined)
  })
}

it('lets the token in once, with a cookie that scripts and other sites cannot use', async () => {
  const studio = await start()
  const token = new URL(studio.url).searchParams.get('token') ?? ''
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect((await get('/?token=wrong')).status).toBe(403)
  const first = await get(`/?token=${token}`)
  expect(first.status).toBe(200)
  expect(first.headers['set-cookie']?.[0]).toMatch(
    /^arcwright-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
  )
  const second = await get(`/?token=${token}`)
  expect(second.status).toBe(403)
  expect(second.headers['set-cookie']).toBeUndefined()
})

it('shows nothing without the cookie', async () => {
  await start()
  expect((await get('/')).status).toBe(401)
  expect((await get('/assets/main-1.js')).status).toBe(401)
  expect((await get('/', { cookie: `arcwright-${origin.port}=${'A'.repeat(43)}` })).status).toBe(401)
})

it('serves the studio with headers that allow no script from elsewhere and no frame', async () => {
  const headers = await enter(await start())
  const page = await get('/', headers)
  expect(page.status).toBe(200)
  expect(page.body).toContain('studio')
  const policy = page.headers['content-security-policy'] as string
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/https?:/)
  expect(page.headers['x-content-type-options']).toBe('nosniff')
  expect((await get('/assets/main-1.js', headers)).headers['content-type']).toContain('text/javascript')
  expect((await get('/', headers, 'POST')).status).toBe(405)
})

it.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/%',
  '//etc/passwd',
  '/nothing.js',
  '/assets',
])('answers 404 to %s', async (rawPath) => {
  const headers = await enter(await start())
  const answer = await get(rawPath, headers)
  expect(answer.status).toBe(404)
  expect(answer.body).not.toContain('secret')
})

it('refuses names that are not its own, as a page that rebinds its name would use', async () => {
  const headers = await enter(await start())
  expect((await get('/', { ...headers, host: `evil.example:${origin.port}` })).status).toBe(421)
  expect((await get('/', { ...headers, host: `localhost:${origin.port}` })).status).toBe(421)
})

it('refuses what other pages send, even with the cookie', async () => {
  const headers = await enter(await start())
  expect((await get('/', { ...headers, origin: 'https://evil.example' })).status).toBe(403)
  expect(await connect({ ...headers, origin: 'https://evil.example' })).toBe(403)
  expect(await connect(headers)).toBe(403)
})

it('leads to the engine only with cookie and origin, and only by its own path', async () => {
  const headers = await enter(await start())
  const ours = { ...headers, origin: origin.origin }
  expect(await connect(ours)).toBe('engine')
  expect(await connect({ origin: origin.origin })).toBe(401)
  expect(await connect(ours, '/other')).toBe(404)
  engineIsUp = false
  expect(await connect(ours)).toBe(503)
})
