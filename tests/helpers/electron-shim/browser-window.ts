// BrowserWindow and its WebContents over a page of a real Chromium, with the real preload in an isolated world.
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserContext, CDPSession, Page } from 'playwright'
import { ipcMain, invokeHandler } from './ipc-main.ts'
import { Menu, type Key } from './menu.ts'
import type { MessagePortMain } from './ports.ts'
import { answerFromProtocol, toPageUrl, toSchemeUrl } from './protocol.ts'
import { decode, encode } from './wire-values.ts'
import { preloadElectron, worldBridge } from './worlds.ts'

const WORLD = 'preload'
const CODEC = `[${encode.toString()}, ${decode.toString()}]`
const MAIN_WORLD = `(${worldBridge.toString()})('shim-main', 'shim-preload', ${CODEC})`
const preloadWorld = (source: string): string => `(() => {
  const codec = ${CODEC}
  const bridge = (${worldBridge.toString()})('shim-preload', 'shim-main', codec)
  const electron = (${preloadElectron.toString()})(bridge, codec)
  const require = (name) => {
    if (name === 'electron') return electron
    throw new Error('a sandboxed preload cannot require ' + name)
  }
  const process = { platform: ${JSON.stringify(process.platform)} }
  ;(function (require, process, module, exports) { ${source}\n})(require, process, { exports: {} }, {})
})()`

interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly webPreferences?: { readonly preload?: string }
}

type FromPage =
  | ({ kind: 'key' } & Key)
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'invoke'; id: number; channel: string; args: unknown[] }
  | { kind: 'port'; id: number; frame: unknown }

/** Where windows are opened; set once Chromium is connected. */
export const chromium: {
  context: Promise<BrowserContext> | undefined
  app: EventEmitter | undefined
  onLastClosed: (() => void) | undefined
} = { context: undefined, app: undefined, onLastClosed: undefined }

let portId = 0

class WebContents extends EventEmitter {
  readonly window: BrowserWindow
  openHandler: ((details: { url: string }) => { action: string }) | undefined

  constructor(window: BrowserWindow) {
    super()
    this.window = window
  }

  send(channel: string, ...args: unknown[]): void {
    this.window.toPage({ kind: 'event', channel, args, ports: [] })
  }

  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[] = []): void {
    this.window.toPage({
      kind: 'event',
      channel,
      args: [message],
      ports: ports.map((port) => this.window.adopt(port)),
    })
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler
  }

  isCrashed(): boolean {
    return false
  }

  reload(): void {
    void this.window.page?.reload()
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  readonly webContents: WebContents
  page: Page | undefined
  readonly #options: WindowOptions
  readonly #ports = new Map<number, MessagePortMain>()
  readonly #up: Promise<void>
  #session: CDPSession | undefined
  #world: number | undefined
  /** Messages reach the page in the order in which they were sent. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: WindowOptions) {
    super()
    this.#options = options
    this.webContents = new WebContents(this)
    BrowserWindow.all.push(this)
    chromium.app?.emit('web-contents-created', {}, this.webContents)
    this.#up = this.#start()
  }

  static fromWebContents(contents: WebContents): BrowserWindow {
    return contents.window
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.all.at(-1) ?? null
  }

  async loadURL(url: string): Promise<void> {
    await this.#up
    await this.page?.goto(toPageUrl(url))
    this.emit('ready-to-show')
  }

  /** As the writer would: may be prevented. @returns true when it closes. */
  close(): boolean {
    let prevented = false
    this.emit('close', { preventDefault: () => (prevented = true) })
    if (!prevented) void this.page?.close()
    return !prevented
  }

  show(): void {
    this.emit('show')
  }

  focus(): void {
    this.emit('focus')
  }

  maximize(): void {
    this.emit('maximize')
  }

  restore(): void {
    this.emit('restore')
  }

  isMinimized(): boolean {
    return false
  }

  isMaximized(): boolean {
    return false
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, width: this.#options.width ?? 800, height: this.#options.height ?? 600 }
  }

  toPage(message: Record<string, unknown>): void {
    this.#queue = this.#queue.then(async () => {
      if (!this.#session || this.#world === undefined) return
      const expression = `__shimReceive(${JSON.stringify(encode(message))})`
      await this.#session
        .send('Runtime.evaluate', { expression, contextId: this.#world })
        .catch(() => undefined)
    })
  }

  /** The port moves into the page. @returns its number there. */
  adopt(port: MessagePortMain): number {
    const id = ++portId
    this.#ports.set(id, port)
    port.move((frame) => this.toPage({ kind: 'port', id, frame }))
    return id
  }

  async #start(): Promise<void> {
    const context = await chromium.context
    if (!context) throw new Error('a window before the app was ready')
    const page = await context.newPage()
    this.page = page
    page.on('close', () => this.#closed())
    await page.setViewportSize({ width: this.#options.width ?? 800, height: this.#options.height ?? 600 })
    const session = await context.newCDPSession(page)
    this.#session = session
    await session.send('Page.enable')
    const { frameTree } = await session.send('Page.getFrameTree')
    session.on('Runtime.executionContextCreated', ({ context: world }) => {
      // As in Electron, a frame inside the page has no preload; some builds of Chromium tell of its worlds too.
      const { frameId } = world.auxData as { readonly frameId?: string }
      if (world.name !== WORLD || frameId !== frameTree.frame.id) return
      // A new document: what belonged to the old one is over.
      for (const port of this.#ports.values()) port.close()
      this.#ports.clear()
      this.#world = world.id
    })
    session.on('Runtime.bindingCalled', ({ payload }) => void this.#fromPage(decode(payload) as FromPage))
    session.on('Fetch.requestPaused', (event) => void answerFromProtocol(session, event))
    session.on('Page.frameRequestedNavigation', ({ url }) => this.#navigating(url))
    await session.send('Runtime.enable')
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    await session.send('Runtime.addBinding', { name: '__shimSend', executionContextName: WORLD })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: MAIN_WORLD })
    const preload = this.#options.webPreferences?.preload
    const source = preloadWorld(preload ? readFileSync(preload, 'utf8') : '')
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD })
  }

  #navigating(pageUrl: string): void {
    this.webContents.emit('will-navigate', { url: toSchemeUrl(pageUrl), preventDefault: () => undefined })
  }

  #closed(): void {
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1)
    for (const port of this.#ports.values()) port.close()
    this.emit('closed')
    if (BrowserWindow.all.length === 0) chromium.onLastClosed?.()
  }

  async #fromPage(message: FromPage): Promise<void> {
    const event = { sender: this.webContents }
    switch (message.kind) {
      case 'key':
        return Menu.press(message)
      case 'send':
        ipcMain.emit(message.channel, event, ...message.args)
        return
      case 'port':
        this.#ports.get(message.id)?.postMessage(message.frame)
        return
      case 'invoke': {
        const answer = await invokeHandler(message.channel, event, message.args)
        this.toPage({ kind: 'answer', id: message.id, ...answer })
      }
    }
  }
}
