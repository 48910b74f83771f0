// Debian's redis-server for tests, where it is installed: on a free port, in a folder of its own, every write on disk.
import { spawn, spawnSync } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { end, watch, type Watched } from './processes.ts'

/** Why there is none; null where there is one. */
export const redisMissing =
  spawnSync('redis-server', ['--version']).status === 0 ? null : 'redis-server is not installed'

export interface RedisServer {
  readonly url: string
  /** As a power cut does it. */
  kill(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** @param folder where its log of writes lies */
export const redisServer = async (folder: string): Promise<RedisServer> => {
  const port = await freePort()
  let running: Watched | null = null
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const where = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
      const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '']
      running = watch(spawn('redis-server', [...where, ...durable]))
      await running.waitFor(/Ready to accept connections/u)
    },
    async kill() {
      running?.child.kill('SIGKILL')
      await running?.exited
    },
    async stop() {
      if (running) await end(running)
    },
  }
  await server.start()
  return server
}
