// How a test steers the shim: over the IPC channel of the process that runs the real main.
import { BrowserWindow } from './browser-window.ts'
import { Menu } from './menu.ts'
import { utilities } from './utility-process.ts'

/** Asked by the test; each is answered with `{ id, value }` or `{ id, error }`. */
export type ShimRequest =
  | { kind: 'dialog'; answer: unknown }
  | { kind: 'menu' }
  | { kind: 'click'; commandId: string }
  | { kind: 'kill-engine' }
  | { kind: 'open-file'; path: string }
  | { kind: 'second-instance'; argv: string[] }
  | { kind: 'close-window' }
  | { kind: 'may-open'; url: string }

const answers: unknown[] = []
const waiting: ((answer: unknown) => void)[] = []

/** What the test said, or will say, that the writer chose. */
export const nextDialogAnswer = (): Promise<unknown> =>
  new Promise((resolve) => {
    if (answers.length > 0) resolve(answers.shift())
    else waiting.push(resolve)
  })

/** Addresses that main passed on to the system's browser. */
export const openedOutside: string[] = []

const perform = (request: ShimRequest, emit: (event: string, ...args: unknown[]) => void): unknown => {
  switch (request.kind) {
    case 'dialog': {
      const resolve = waiting.shift()
      if (resolve) resolve(request.answer)
      else answers.push(request.answer)
      return undefined
    }
    case 'menu':
      return Menu.describe()
    case 'click':
      return Menu.click(request.commandId)
    case 'kill-engine':
      return [...utilities].map((child) => child.kill('SIGKILL')).length
    case 'open-file':
      return emit('open-file', { preventDefault: () => undefined }, request.path)
    case 'second-instance':
      return emit('second-instance', {}, request.argv)
    case 'close-window':
      return BrowserWindow.getFocusedWindow()?.close()
    case 'may-open': {
      const before = openedOutside.length
      const verdict = BrowserWindow.getFocusedWindow()?.webContents.openHandler?.({ url: request.url })
      return { action: verdict?.action, outside: openedOutside.slice(before) }
    }
  }
}

export const listenToTest = (emit: (event: string, ...args: unknown[]) => void): void => {
  process.on('message', ({ id, request }: { id: number; request: ShimRequest }) => {
    try {
      process.send?.({ id, value: perform(request, emit) ?? null })
    } catch (error) {
      process.send?.({ id, error: String(error) })
    }
  })
}
