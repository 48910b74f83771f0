// What the window may ask of the program around it, the same in the desktop shell and in a browser.
import type {
  Bridge,
  MenuCommand,
  MenuTitles,
  OpenFileOptions,
  SaveFileOptions,
} from '../../preload/bridge.ts'

export type { MenuCommand, MenuTitles } from '../../preload/bridge.ts'

type Stop = () => void
const nothing: Stop = () => undefined

const bridge = (): Bridge | undefined => (typeof window === 'undefined' ? undefined : window.arcwright)

export const host = {
  get kind(): 'electron' | 'browser' {
    return bridge() ? 'electron' : 'browser'
  },
  /** 'darwin', 'win32', 'linux' …; in a browser a guess, good enough to name the shortcut keys. */
  get platform(): string {
    return bridge()?.platform ?? (/mac/i.test(navigator.userAgent) ? 'darwin' : 'other')
  },
  /** Without them, choose with the studio's own file dialog (`engine.studio.listFolder`) or an `<input type=file>`. */
  get hasNativeDialogs(): boolean {
    return bridge() !== undefined
  },
  /** Native dialogs: absolute paths, or null when cancelled or when there are none. */
  openFile: async (options: OpenFileOptions): Promise<readonly string[] | null> =>
    (await bridge()?.openFile(options)) ?? null,
  saveFile: async (options: SaveFileOptions): Promise<string | null> =>
    (await bridge()?.saveFile(options)) ?? null,
  openFolder: async (options: { title?: string }): Promise<string | null> =>
    (await bridge()?.openFolder(options)) ?? null,
  setMenu: (titles: MenuTitles, commands: readonly MenuCommand[]): void =>
    bridge()?.setMenu(titles, commands),
  onCommand: (listener: (id: string) => void): Stop => bridge()?.onCommand(listener) ?? nothing,
  /** Where a dropped file lies on the disk, or null: then its bytes must travel. */
  pathForFile: (file: File): string | null => bridge()?.pathForFile(file) || null,

  /**
   * `flush` saves what is not saved yet. The shell waits for it before it closes the window; a browser gives
   * it the moment in which the page is hidden.
   */
  onCloseRequest: (flush: () => Promise<void>): Stop => {
    const shell = bridge()
    if (shell) return shell.onCloseRequest(() => void flush().finally(() => shell.confirmClose()))
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') void flush()
    }
    document.addEventListener('visibilitychange', hidden)
    return () => document.removeEventListener('visibilitychange', hidden)
  },

  /** A project chosen outside the window: double click, command line (in a browser: the address's `#open=`). */
  onOpenProject: (listener: (path: string) => void): Stop => {
    const shell = bridge()
    if (shell) return shell.onOpenProject(listener)
    const path = new URLSearchParams(window.location.hash.slice(1)).get('open')
    if (path) {
      window.history.replaceState(null, '', window.location.pathname)
      listener(path)
    }
    return nothing
  },
}
