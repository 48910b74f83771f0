// Puts the bridge into the window's world: one line per capability, no logic.
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from './bridge.ts'
import { CHANNELS } from './channels.ts'

/** Data of the `message` event that carries the port, in `event.ports[0]`. */
const PORT_MESSAGE = 'arcwright:engine-port'

const on = (channel: string, listener: (argument: string) => void): (() => void) => {
  const receive = (_event: unknown, argument: string): void => listener(argument)
  ipcRenderer.on(channel, receive)
  return () => void ipcRenderer.off(channel, receive)
}

// Ports cannot cross the context bridge; a message to the same window can carry them.
ipcRenderer.on(CHANNELS.enginePort, (event) =>
  window.postMessage(PORT_MESSAGE, window.location.origin, event.ports),
)

contextBridge.exposeInMainWorld('arcwright', {
  host: 'electron',
  platform: process.platform,
  portMessage: PORT_MESSAGE,
  openFile: (options) => ipcRenderer.invoke(CHANNELS.openFile, options) as Promise<string[] | null>,
  saveFile: (options) => ipcRenderer.invoke(CHANNELS.saveFile, options) as Promise<string | null>,
  openFolder: (options) => ipcRenderer.invoke(CHANNELS.openFolder, options) as Promise<string | null>,
  setMenu: (titles, commands) => ipcRenderer.send(CHANNELS.setMenu, titles, commands),
  onCommand: (listener) => on(CHANNELS.command, listener),
  requestEngine: () => ipcRenderer.send(CHANNELS.requestEngine),
  onEngineGone: (listener) => on(CHANNELS.engineGone, () => listener()),
  onCloseRequest: (listener) => on(CHANNELS.closeRequest, () => listener()),
  confirmClose: () => ipcRenderer.send(CHANNELS.confirmClose),
  pathForFile: (file) => webUtils.getPathForFile(file),
  onOpenProject: (listener) => {
    const stop = on(CHANNELS.openProject, listener)
    ipcRenderer.send(CHANNELS.ready)
    return stop
  },
} satisfies Bridge)
