// One window of the studio: sandboxed, on its remembered place, with a port to the engine, closed only once it has saved.
import { BrowserWindow, ipcMain, screen, type IpcMainEvent } from 'electron'
import type { AppFolders } from '../app-folders.ts'
import { CHANNELS } from './channels.ts'
import type { EngineUtility } from './engine-utility.ts'
import type { ProjectInbox } from './project-inbox.ts'
import { STUDIO_ORIGIN } from './studio-protocol.ts'
import { readWindowState, rememberWindowState } from './window-state.ts'

/** A window that hangs must not keep the writer from quitting. */
const FLUSH_LIMIT_MS = 5000

export interface StudioWindowOptions {
  readonly folders: AppFolders
  readonly preloadFile: string
  readonly iconFile: string
  readonly engine: EngineUtility
  readonly inbox: ProjectInbox
  readonly onClosed: () => void
}

export interface StudioWindow {
  show(): void
}

export const createStudioWindow = (options: StudioWindowOptions): StudioWindow => {
  const { folders, engine, inbox } = options
  const { maximized, ...bounds } = readWindowState(folders.dataDir, screen)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Arcwright',
    icon: options.iconFile,
    webPreferences: {
      preload: options.preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: true,
    },
  })
  const contents = window.webContents
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())

  const endings: (() => void)[] = []
  const listen = (channel: string, listener: () => void): void => {
    const receive = (event: IpcMainEvent): void => {
      if (event.sender === contents) listener()
    }
    ipcMain.on(channel, receive)
    endings.push(() => ipcMain.off(channel, receive))
  }
  listen(CHANNELS.requestEngine, () => engine.connect(contents))
  listen(CHANNELS.ready, () => {
    endings.push(inbox.open((file) => contents.send(CHANNELS.openProject, file)))
  })

  // Closing: the window flushes its edits first; when it cannot answer (crashed, hung) it closes after a while.
  let flushed = false
  let limit: NodeJS.Timeout | undefined
  const closeNow = (): void => {
    flushed = true
    clearTimeout(limit)
    window.close()
  }
  listen(CHANNELS.confirmClose, closeNow)
  window.on('close', (event) => {
    if (flushed || contents.isCrashed()) return rememberWindowState(folders.dataDir, window)
    event.preventDefault()
    if (limit !== undefined) return
    limit = setTimeout(closeNow, FLUSH_LIMIT_MS)
    contents.send(CHANNELS.closeRequest)
  })
  window.once('closed', () => {
    clearTimeout(limit)
    for (const end of endings) end()
    engine.forget(contents)
    options.onClosed()
  })
  // A crashed page comes back by itself: its text is in the engine, at most a second old.
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') contents.reload()
  })

  void window.loadURL(`${STUDIO_ORIGIN}/`)
  return {
    show() {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}
