// The desktop shell: life cycle only. Windows, menus, dialogs and the engine each live in a file of their own.
import path from 'node:path'
import { app } from 'electron'
import { appFolders } from '../app-folders.ts'
import { appRoot } from '../app-root.ts'
import { answerDialogs } from './dialogs.ts'
import { startEngineUtility } from './engine-utility.ts'
import { guardContents, guardSession } from './guards.ts'
import { answerMenu } from './menu.ts'
import { projectFromArguments, createProjectInbox } from './project-inbox.ts'
import { registerStudioScheme, serveStudio } from './studio-protocol.ts'
import { createStudioWindow, type StudioWindow } from './studio-window.ts'

const folders = appFolders()
app.setName('Arcwright')
// Chromium's own files stay apart from the studio's.
app.setPath('userData', path.join(folders.dataDir, 'shell'))
app.enableSandbox()
registerStudioScheme()

const run = async (): Promise<void> => {
  const inbox = createProjectInbox()
  inbox.offer(projectFromArguments(process.argv))
  let window: StudioWindow | undefined

  app.on('second-instance', (_event, argv) => {
    inbox.offer(projectFromArguments(argv))
    window?.show()
  })
  // macOS: a double click on a project.
  app.on('open-file', (event, file) => {
    event.preventDefault()
    inbox.offer(file)
  })
  app.on('web-contents-created', (_event, contents) => guardContents(contents))

  await app.whenReady()
  guardSession()
  serveStudio()
  answerDialogs()
  answerMenu()
  const engine = startEngineUtility(folders)
  const open = (): void => {
    window = createStudioWindow({
      folders,
      iconFile: path.join(appRoot, 'assets', 'icons', 'icon-256.png'),
      preloadFile: path.join(appRoot, 'out', 'preload', 'index.cjs'),
      engine,
      inbox,
      onClosed: () => {
        window = undefined
      },
    })
  }
  open()

  // macOS keeps the app without windows and opens one again from the dock.
  app.on('activate', () => {
    if (!window) open()
  })
  // A window that still flushes refuses to close, which takes the quit back: when the last one has gone, go on with it.
  let quitting = false
  app.on('before-quit', () => {
    quitting = true
  })
  app.on('window-all-closed', () => {
    if (quitting || process.platform !== 'darwin') app.quit()
  })
  // Windows close first (each flushes its edits), then the engine saves and closes, then we go.
  let engineClosed = false
  app.on('will-quit', (event) => {
    if (engineClosed) return
    event.preventDefault()
    void engine.close().finally(() => {
      engineClosed = true
      app.quit()
    })
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit())
}

if (app.requestSingleInstanceLock()) void run()
else app.quit()
