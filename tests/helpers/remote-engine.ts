// A real engine process behind each kind of wire, without a window: what contract tests talk to.
import { once } from 'node:events'
import http from 'node:http'
import { Socket, type AddressInfo } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import { engineArguments, type AppFolders } from '../../main/app-folders.ts'
import { appVersion, codeFile } from '../../main/app-root.ts'
import { startEngineChild } from '../../main/browser/engine-child.ts'
import { startProgramUtilities } from '../../main/electron/program-utilities.ts'
import type { EngineMessage, EngineWord } from '../../engine/engine-process.ts'
import { superviseEngine } from '../../main/engine-supervisor.ts'
import { wireOverPort } from '../../renderer/engine-client/port-wire.ts'
import { openSocketWire } from '../../renderer/engine-client/socket-wire.ts'
import type { OpenWire, Wire } from '../../renderer/engine-client/wire.ts'
import { MessageChannelMain } from './electron-shim/ports.ts'
import { utilityProcess } from './electron-shim/utility-process.ts'

type Fork = Parameters<typeof startProgramUtilities>[1]

export interface RemoteEngine {
  readonly open: OpenWire
  /** As a crash would. The supervisor starts it again. */
  kill(): void
  stop(): Promise<void>
}

/** As in the browser host: sockets handed to a child process. */
export const engineOverSocket = async (folders: AppFolders): Promise<RemoteEngine> => {
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
  return {
    open: openSocketWire(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/engine`),
    kill: () => {
      const pid = engine.pid()
      if (pid !== null) process.kill(pid, 'SIGKILL')
    },
    async stop() {
      await engine.close()
      server.close()
    },
  }
}

/** As in the desktop shell: ports handed to a utility process; the shell tells the window when it died. */
export const engineOverPort = async (folders: AppFolders): Promise<RemoteEngine> => {
  let current: ReturnType<typeof utilityProcess.fork> | undefined
  const wires = new Set<Wire>()
  const waiting: (() => void)[] = []
  const supervisor = superviseEngine({
    spawn({ onReady, onExit }) {
      const utility = utilityProcess.fork(
        codeFile('engine/engine-process'),
        engineArguments(folders, appVersion),
      )
      const programs = startProgramUtilities(
        (message: EngineMessage) => utility.postMessage(message),
        utilityProcess.fork as unknown as Fork,
      )
      utility.on('message', (word: EngineWord) => {
        if (!programs.take(word)) onReady()
      })
      utility.once('exit', (code: number) => {
        current = undefined
        programs.stop()
        onExit(code)
      })
      return {
        utility,
        close: () => utility.postMessage({ kind: 'close' }),
        kill: () => void utility.kill(),
      }
    },
    onUp({ utility }) {
      current = utility
      for (const resolve of waiting.splice(0)) resolve()
    },
    onDown() {
      for (const wire of wires) wire.end()
      wires.clear()
    },
  })
  return {
    async open(onGone) {
      if (!current) await new Promise<void>((resolve) => waiting.push(resolve))
      const main = new MessageChannelMain()
      current?.postMessage({ kind: 'window' }, [main.port1])
      const page = new MessageChannel()
      page.port1.on('message', (frame: unknown) => main.port2.postMessage(frame))
      main.port2.move((frame) => page.port1.postMessage(frame))
      page.port1.unref()
      const wire = wireOverPort(page.port2 as unknown as MessagePort, () => {
        wires.delete(wire)
        page.port1.close()
        main.port2.close()
        onGone()
      })
      wires.add(wire)
      return wire
    },
    kill: () => {
      if (current?.pid !== undefined) process.kill(current.pid, 'SIGKILL')
    },
    stop: () => supervisor.close(),
  }
}
