// The whole studio for end-to-end tests: the real hosts, the real engine, a real Chromium. One call up, one call down.
import { fork, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright'
import { buildFor } from '../../main/builds.ts'
import { findChromium, launchChromium } from './browser.ts'
import type { ShimRequest } from './electron-shim/control.ts'
import { end, watch, type Watched } from './processes.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface HarnessOptions {
  /** The studio's own data; a fresh temporary folder, removed at the end, when left out. */
  readonly dataDir?: string
  /** Where projects are proposed; `documents` in the same folder when left out. */
  readonly documentsDir?: string
  /** A project to open at the start. */
  readonly projectPath?: string
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly locale?: string
  readonly colorScheme?: 'light' | 'dark'
  /** Further switches of Chromium's. */
  readonly browserArgs?: readonly string[]
}

interface Place {
  readonly env: NodeJS.ProcessEnv
  remove(): void
}

const placeFor = ({ dataDir, documentsDir }: HarnessOptions): Place => {
  const temporary = mkdtempSync(path.join(tmpdir(), 'arcwright-e2e-'))
  return {
    env: {
      ...process.env,
      ARCWRIGHT_DATA_DIR: dataDir ?? path.join(temporary, 'data'),
      ARCWRIGHT_DOCUMENTS_DIR: documentsDir ?? temporary,
    },
    remove: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  }
}

export interface HostProcess {
  /** With its one-time token. */
  readonly url: string
  readonly watched: Watched
  /** @returns the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Whatever a test left running ends with the test process. */
const running = new Set<Watched>()
process.once('exit', () => {
  for (const { child } of running) child.kill('SIGKILL')
})
const track = (watched: Watched): Watched => {
  running.add(watched)
  void watched.exited.then(() => running.delete(watched))
  return watched
}

/** The browser host alone, without a page. */
export const startHostProcess = async (options: HarnessOptions = {}): Promise<HostProcess> => {
  buildFor('browser')
  const place = placeFor(options)
  const args = [
    'main/start.mjs',
    '--host',
    'browser',
    '--no-open',
    ...(options.projectPath ? [options.projectPath] : []),
  ]
  const watched = track(
    watch(spawn(process.execPath, args, { cwd: ROOT, env: place.env, stdio: ['ignore', 'pipe', 'pipe'] })),
  )
  const [url] = await watched.waitFor(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/)
  return {
    url,
    watched,
    async stop(signal) {
      const code = await end(watched, signal)
      place.remove()
      return code
    },
  }
}

export interface BrowserStudio {
  readonly page: Page
  readonly browser: Browser
  /** The host's address without the token. */
  readonly origin: string
  readonly host: HostProcess
  /** Ends the engine as a crash would. */
  killEngine(): void
  /** The process in which llama.cpp runs. Throws where there is none. Linux only. */
  llamaPid(): number
  /** Another window on the same studio. */
  newPage(): Promise<Page>
  stop(): Promise<void>
}

/** Pids of the processes whose parent is `pid`. Linux only; elsewhere empty. */
const childrenOf = (pid: number): number[] => {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return text.trim().split(/\s+/).filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** The descendant of `pid` that was started with these words. */
const descendant = (pid: number, words: string): number | undefined => {
  for (const child of childrenOf(pid)) {
    const isIt = readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(words)
    const found = isIt ? child : descendant(child, words)
    if (found !== undefined) return found
  }
  return undefined
}

/** The studio in a browser page, past the token. The page is at `/` and may still be loading its data. */
export const startBrowserHost = async (options: HarnessOptions = {}): Promise<BrowserStudio> => {
  const host = await startHostProcess(options)
  const browser = await launchChromium(options.browserArgs)
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    locale: options.locale ?? 'en-US',
    colorScheme: options.colorScheme ?? 'light',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  await page.goto(host.url)
  const { origin } = new URL(host.url)
  await page.waitForURL((url) => url.origin === origin && !url.searchParams.has('token'))
  return {
    page,
    browser,
    origin,
    host,
    killEngine() {
      const [engine] = childrenOf(host.watched.child.pid ?? 0)
      if (engine === undefined) throw new Error('the engine process was not found')
      process.kill(engine, 'SIGKILL')
    },
    llamaPid() {
      const found = descendant(host.watched.child.pid ?? 0, 'llama-process')
      if (found === undefined) throw new Error('the process of llama.cpp was not found')
      return found
    },
    async newPage() {
      const other = await context.newPage()
      await other.goto(origin)
      return other
    },
    async stop() {
      await browser.close()
      await host.stop()
    },
  }
}

export interface ShimStudio {
  readonly page: Page
  readonly watched: Watched
  /** Steers the process in which the real main runs. */
  ask(request: ShimRequest): Promise<unknown>
  /** Resolves when main has ended by itself, with its exit code. */
  readonly exited: Promise<number | null>
  stop(): Promise<void>
}

const startChromium = async (profile: string): Promise<{ watched: Watched; endpoint: string }> => {
  const { executable, args } = await findChromium()
  const watched = track(
    watch(
      spawn(
        executable,
        [...args, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
        { stdio: ['ignore', 'ignore', 'pipe'] },
      ),
    ),
  )
  const [, endpoint = ''] = await watched.waitFor(/DevTools listening on (ws:\S+)/)
  return { watched, endpoint }
}

/** The real, built main and preload over Chromium, in place of Electron's binary. */
export const startShim = async (options: HarnessOptions = {}): Promise<ShimStudio> => {
  buildFor('electron')
  const place = placeFor(options)
  const profile = mkdtempSync(path.join(tmpdir(), 'arcwright-shim-'))
  const { watched: chrome, endpoint } = await startChromium(profile)
  const watched = track(
    watch(
      fork(path.join(ROOT, 'out/main/electron/index.js'), options.projectPath ? [options.projectPath] : [], {
        cwd: ROOT,
        env: { ...place.env, ARCWRIGHT_SHIM_CDP: endpoint },
        execArgv: ['--import', path.join(ROOT, 'tests/helpers/electron-shim/register.ts')],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
    ),
  )
  const browser = await chromium.connectOverCDP(endpoint)
  const answers = new Map<number, (message: { value?: unknown; error?: string }) => void>()
  let requestId = 0
  watched.child.on('message', (message: { id: number; value?: unknown; error?: string }) => {
    answers.get(message.id)?.(message)
    answers.delete(message.id)
  })

  const context = browser.contexts()[0]
  if (!context) throw new Error('Chromium has no context')
  const isStudio = (page: Page): boolean => page.url().startsWith('https://studio.arcwright.localhost')
  const giveUp = Date.now() + 30_000
  let page = context.pages().find(isStudio)
  while (!page) {
    if (Date.now() > giveUp || watched.child.exitCode !== null)
      throw new Error(`the shell opened no window:\n${watched.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    page = context.pages().find(isStudio)
  }
  return {
    page,
    watched,
    exited: watched.exited,
    ask: (request) =>
      new Promise((resolve, reject) => {
        const id = ++requestId
        answers.set(id, ({ value, error }) =>
          error === undefined ? resolve(value) : reject(new Error(error)),
        )
        watched.child.send({ id, request })
      }),
    async stop() {
      await end(watched)
      await browser.close()
      await end(chrome, 'SIGKILL')
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
      place.remove()
    },
  }
}
