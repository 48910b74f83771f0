// A stand-in for the `electron` module where its binary is not: the real main and preload run over a real Chromium.
// Not covered: native menus' looks, fuses, code signing, printing. Whatever main does not use is not here.
import { EventEmitter } from 'node:events'
import { chromium as playwright } from 'playwright'
import { BrowserWindow, chromium } from './browser-window.ts'
import { listenToTest, nextDialogAnswer, openedOutside } from './control.ts'
import { utilities } from './utility-process.ts'

export { BrowserWindow } from './browser-window.ts'
export { ipcMain } from './ipc-main.ts'
export { Menu } from './menu.ts'
export { MessageChannelMain } from './ports.ts'
export { protocol } from './protocol.ts'
export { utilityProcess } from './utility-process.ts'

/** There is no keychain here: what would be sealed goes into a file of its owner's. */
export const safeStorage = { isAsyncEncryptionAvailable: () => Promise.resolve(false) }

const endpoint = process.env.ARCWRIGHT_SHIM_CDP ?? ''
let quitting = false

const connect = async (): Promise<void> => {
  const browser = await playwright.connectOverCDP(endpoint)
  chromium.context = Promise.resolve(browser.contexts()[0] ?? (await browser.newContext()))
  browser.on('disconnected', () => process.exit(1))
}

const emitter = new EventEmitter()
chromium.app = emitter
const ready = connect()

const preventable = (event: string): boolean => {
  let prevented = false
  emitter.emit(event, { preventDefault: () => (prevented = true) })
  return prevented
}

const finish = (): void => {
  if (preventable('will-quit')) {
    quitting = false
    return
  }
  for (const child of utilities) child.kill()
  process.exit(0)
}

/** Electron's order: before-quit, every window's close (one that refuses takes the quit back), will-quit, the end. */
const quit = (): void => {
  if (quitting || preventable('before-quit')) return
  quitting = true
  const windows = [...BrowserWindow.all]
  if (windows.length === 0) return finish()
  for (const window of windows) if (!window.close()) quitting = false
}
chromium.onLastClosed = () => {
  if (quitting) finish()
  else emitter.emit('window-all-closed')
}

export const app = Object.assign(emitter, {
  quit,
  whenReady: () => ready,
  setName: () => undefined,
  setPath: () => undefined,
  enableSandbox: () => undefined,
  requestSingleInstanceLock: () => true,
})

export const dialog = {
  showOpenDialog: nextDialogAnswer,
  showSaveDialog: nextDialogAnswer,
}

export const shell = {
  openExternal: async (url: string): Promise<void> => void openedOutside.push(url),
}

export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
  },
}

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1600, height: 1000 } }],
}

listenToTest((event, ...args) => void emitter.emit(event, ...args))
process.on('exit', () => {
  for (const child of utilities) child.kill('SIGKILL')
})
