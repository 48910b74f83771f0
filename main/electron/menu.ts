// Sets the native menu that a window asks for, and tells the window in front which command was chosen.
import { BrowserWindow, ipcMain, Menu, type WebContents } from 'electron'
import type { MenuCommand, MenuTitles } from '../../preload/bridge.ts'
import { CHANNELS } from './channels.ts'
import { menuTemplate } from './menu-template.ts'

export const answerMenu = (): void => {
  // Until the window has sent its commands only what the system does is there.
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'editMenu' }, { role: 'windowMenu' }]))
  ipcMain.on(CHANNELS.setMenu, (event, titles: MenuTitles, commands: readonly MenuCommand[]) => {
    const run = (id: string): void => target(event.sender).send(CHANNELS.command, id)
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(titles, commands, run)))
  })
}

/** The window in front, or the one that sent the menu. */
const target = (sender: WebContents): WebContents => BrowserWindow.getFocusedWindow()?.webContents ?? sender
