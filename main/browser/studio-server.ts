// The loopback web server of the browser host: the renderer's files, and the door through which sockets reach the engine.
import { createReadStream } from 'node:fs'
import http from 'node:http'
import { Socket, type AddressInfo } from 'node:net'
import type { UpgradeRequest } from '../../engine/engine-process.ts'
import { findStaticFile, securityHeaders } from '../static-files.ts'
import { createSessionGate } from './session-gate.ts'

export interface StudioServerOptions {
  readonly folder: string
  /** 0 lets the system choose. */
  readonly port: number
  /** False: the engine is not there now. */
  readonly handToEngine: (request: UpgradeRequest, socket: Socket) => boolean
  /** A project to open first. */
  readonly projectPath?: string
}

export interface StudioServer {
  /** The address with its one-time token. */
  readonly url: string
  close(): Promise<void>
}

const ENGINE_PATH = '/engine'

const reason = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  421: 'Misdirected Request',
  503: 'Service Unavailable',
} as const

const refuse = (socket: Socket, status: keyof typeof reason): void =>
  void socket.end(`HTTP/1.1 ${status} ${reason[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)

const plainHeaders = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

export const startStudioServer = async (options: StudioServerOptions): Promise<StudioServer> => {
  const { folder, port, handToEngine, projectPath } = options
  const server = http.createServer()
  let origin = new URL('http://127.0.0.1')
  const gate = createSessionGate(() => origin)

  const answer = (response: http.ServerResponse, status: number, text: string): void => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    response.end(text)
  }

  /** A page that moves on by itself: unlike after a redirect, the strict cookie is then always sent. */
  const welcome = (response: http.ServerResponse, cookie: string | undefined): void => {
    const target =
      projectPath === undefined ? '/' : `/#${new URLSearchParams({ open: projectPath }).toString()}`
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
    })
    response.end(
      `<!doctype html><meta charset="utf-8"><title>Arcwright</title><meta http-equiv="refresh" content="0;url=${target.replaceAll('&', '&amp;')}">`,
    )
  }

  server.on('request', (request, response) => {
    const headers = securityHeaders(`'self' ws://${origin.host}`)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (!gate.isForUs(request)) return answer(response, 421, 'This address is not ours.')
    if (!gate.isFromUs(request, true)) return answer(response, 403, 'Requests from other pages are refused.')
    const url = URL.parse(request.url ?? '/', origin.href)
    if (!url) return answer(response, 404, 'There is nothing here.')
    const token = url.searchParams.get('token')
    if (token !== null) {
      const cookie = gate.redeem(token)
      if (cookie === undefined && !gate.knows(request))
        return answer(response, 403, 'This address has been used. Start Arcwright again for a new one.')
      return welcome(response, cookie)
    }
    if (!gate.knows(request))
      return answer(response, 401, 'Open the address that Arcwright printed when it started.')
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'Only GET and HEAD.')
    const found = findStaticFile(folder, url.pathname)
    if (!found) return answer(response, 404, 'There is nothing here.')
    response.writeHead(200, {
      'content-type': found.mime,
      'content-length': found.sizeBytes,
      'cache-control': found.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
    })
    if (request.method === 'HEAD') return response.end()
    createReadStream(found.file)
      .on('error', () => response.destroy())
      .pipe(response)
  })

  server.on('upgrade', (request, socket) => {
    // Plain TCP here; anything else could not be handed to another process.
    if (!(socket instanceof Socket)) return socket.destroy()
    socket.on('error', () => socket.destroy())
    if (!gate.isForUs(request)) return refuse(socket, 421)
    if (!gate.isFromUs(request, false)) return refuse(socket, 403)
    if (!gate.knows(request)) return refuse(socket, 401)
    if (request.url !== ENGINE_PATH) return refuse(socket, 404)
    const upgrade = { method: 'GET', url: ENGINE_PATH, headers: plainHeaders(request.headers) }
    if (!handToEngine(upgrade, socket)) refuse(socket, 503)
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  origin = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return {
    url: `${origin.origin}/?token=${gate.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
