// A real engine process behind 127.0.0.1, as the browser host has it, for processes that stand for windows.
import { once } from 'node:events'
import http from 'node:http'
import { Socket, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { openWire, type Wire } from '../../../../engine/evals/durability/wire.ts'
import type { AppFolders } from '../../../app-folders.ts'
import { startEngineChild } from '../../../browser/engine-child.ts'

export interface EngineHost {
  readonly url: string
  /** As a crash would; the supervisor starts it again. */
  kill(): void
  /** A connection, as soon as the engine is up. */
  connect(): Promise<Wire>
  /** Resolves when an engine is up. @returns its process. */
  up(): Promise<number>
  stop(): Promise<void>
}

const RETRY_MS = 15
/** A machine may be busy; an engine that never comes is a finding. */
const LIMIT_MS = 1_800_000

export const startEngineHost = async (folders: AppFolders): Promise<EngineHost> => {
  const engine = startEngineChild(folders, () => undefined)
  const server = http.createServer()
  server.on('upgrade', (request, socket) => {
    if (!(socket instanceof Socket)) return socket.destroy()
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    if (!engine.hand({ method: 'GET', url: '/engine', headers }, socket)) socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/engine`
  const up = async (): Promise<number> => {
    const giveUp = performance.now() + LIMIT_MS
    while (engine.pid() === null && performance.now() < giveUp) await sleep(RETRY_MS)
    const pid = engine.pid()
    if (pid === null) throw new Error('The engine did not start.')
    return pid
  }
  return {
    url,
    up,
    kill: () => {
      const pid = engine.pid()
      if (pid !== null) process.kill(pid, 'SIGKILL')
    },
    async connect() {
      for (let attempt = 0; ; attempt += 1) {
        await up()
        try {
          return await openWire(url)
        } catch (error) {
          if (attempt > 200) throw error
          await sleep(RETRY_MS)
        }
      }
    },
    async stop() {
      await engine.close()
      server.closeAllConnections()
      server.close()
    },
  }
}
