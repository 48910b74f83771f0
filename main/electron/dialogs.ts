// Native file dialogs for the window that asks.
import { BrowserWindow, dialog, ipcMain, type FileFilter, type IpcMainInvokeEvent } from 'electron'
import type { FileFilter as BridgeFilter, OpenFileOptions, SaveFileOptions } from '../../preload/bridge.ts'
import { CHANNELS } from './channels.ts'

const toFilters = (filters: readonly BridgeFilter[] = []): FileFilter[] =>
  filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] }))

const windowOf = (event: IpcMainInvokeEvent) => {
  const window = BrowserWindow.fromWebContents(event.sender)
  if (!window) throw new Error('A dialog was asked for by a page without a window.')
  return window
}

export const answerDialogs = (): void => {
  ipcMain.handle(CHANNELS.openFile, async (event, options: OpenFileOptions) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(event), {
      ...(options.title === undefined ? {} : { title: options.title }),
      filters: toFilters(options.filters),
      properties: options.multiple ? ['openFile', 'multiSelections'] : ['openFile'],
    })
    return canceled ? null : filePaths
  })
  ipcMain.handle(CHANNELS.saveFile, async (event, options: SaveFileOptions) => {
    const { canceled, filePath } = await dialog.showSaveDialog(windowOf(event), {
      ...(options.title === undefined ? {} : { title: options.title }),
      ...(options.defaultPath === undefined ? {} : { defaultPath: options.defaultPath }),
      filters: toFilters(options.filters),
    })
    return canceled ? null : filePath
  })
  ipcMain.handle(CHANNELS.openFolder, async (event, options: { title?: string }) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(event), {
      ...(options.title === undefined ? {} : { title: options.title }),
      properties: ['openDirectory', 'createDirectory'],
    })
    return canceled ? null : (filePaths[0] ?? null)
  })
}
