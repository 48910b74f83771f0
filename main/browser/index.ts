// The browser host: the same renderer on 127.0.0.1 behind a one-time token, the engine as a child, a window if there is a browser.
import { appFolders } from '../app-folders.ts'
import { rendererDir } from '../app-root.ts'
import { findBrowser, hasDisplay, openAppWindow, type AppWindow } from './app-window.ts'
import { startEngineChild } from './engine-child.ts'
import { startStudioServer } from './studio-server.ts'

export interface BrowserHostOptions {
  readonly port: number
  /** Open a window if a browser is found; otherwise only print the address. */
  readonly open: boolean
  readonly projectPath?: string
  /** Why this host and not the other, for the one line that is printed. */
  readonly because: string
}

/** Resolves with the exit code once everything that was started has ended. */
export const runBrowserHost = async (options: BrowserHostOptions): Promise<number> => {
  const log = (line: string): void => console.error(`Arcwright: ${line}`)
  const engine = startEngineChild(appFolders(), log)
  const server = await startStudioServer({
    folder: rendererDir,
    port: options.port,
    handToEngine: (request, socket) => engine.hand(request, socket),
    projectPath: options.projectPath,
  }).catch(async (error: unknown) => {
    await engine.close()
    throw error
  })

  let window: AppWindow | undefined
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
    const browser = options.open && hasDisplay() ? findBrowser() : undefined
    if (browser === undefined) {
      console.log(`Arcwright: browser host, because ${options.because}. Open ${server.url}`)
      return
    }
    console.log(`Arcwright: browser host in its own window, because ${options.because}. Ctrl-C ends it.`)
    window = openAppWindow(browser, server.url, (code) => {
      if (code === 0) return resolve()
      log(`the window could not be kept open (${browser}). Open ${server.url}`)
    })
  })
  await ended
  window?.close()
  await engine.close()
  await server.close()
  return 0
}
