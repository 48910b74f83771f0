// The typed bridge between a window and the desktop shell: everything the renderer may ask of its host, and nothing else.

/** One entry of the native menu: a command of the renderer, sent over so that menu, shortcut and palette agree. */
export interface MenuCommand {
  readonly id: string
  /** In the writer's language. */
  readonly title: string
  readonly menu: 'file' | 'edit' | 'view' | 'story' | 'help'
  /** Electron's notation, e.g. `CmdOrCtrl+Shift+E`. */
  readonly accelerator?: string
  readonly enabled?: boolean
  /** A line above this entry. */
  readonly separated?: boolean
}

/** The words of the menus themselves, in the writer's language. */
export type MenuTitles = Readonly<Record<MenuCommand['menu'] | 'window', string>>

export interface FileFilter {
  readonly name: string
  /** Without dots. */
  readonly extensions: readonly string[]
}

export interface OpenFileOptions {
  readonly title?: string
  readonly filters?: readonly FileFilter[]
  readonly multiple?: boolean
}

export interface SaveFileOptions {
  readonly title?: string
  readonly defaultPath?: string
  readonly filters?: readonly FileFilter[]
}

type Stop = () => void

export interface Bridge {
  readonly host: 'electron'
  readonly platform: string
  readonly portMessage: string
  /** Absolute paths, or null when the writer thought better of it. */
  openFile(options: OpenFileOptions): Promise<readonly string[] | null>
  saveFile(options: SaveFileOptions): Promise<string | null>
  openFolder(options: { readonly title?: string }): Promise<string | null>
  setMenu(titles: MenuTitles, commands: readonly MenuCommand[]): void
  onCommand(listener: (id: string) => void): Stop
  /** Asks for a port to the engine; it arrives as a `message` event of this window with data `portMessage`. */
  requestEngine(): void
  /** The engine has ended: close the link; a new port can be asked for at once and comes when the engine is back. */
  onEngineGone(listener: () => void): Stop
  /** The window wants to close. It stays until `confirmClose` (or a few seconds have passed). */
  onCloseRequest(listener: () => void): Stop
  confirmClose(): void
  /** Empty for a file that is not on the disk. */
  pathForFile(file: File): string
  /** A project chosen outside: a double click, the command line. */
  onOpenProject(listener: (path: string) => void): Stop
}

/** Channel names. Each is its own type, so that preload and main, built apart, cannot disagree. */
export interface Channels {
  readonly openFile: 'dialog:open-file'
  readonly saveFile: 'dialog:save-file'
  readonly openFolder: 'dialog:open-folder'
  readonly setMenu: 'menu:set'
  readonly command: 'menu:command'
  readonly requestEngine: 'engine:request'
  readonly enginePort: 'engine:port'
  readonly engineGone: 'engine:gone'
  readonly closeRequest: 'window:close-request'
  readonly confirmClose: 'window:confirm-close'
  readonly openProject: 'project:open'
  readonly ready: 'window:ready'
}

declare global {
  interface Window {
    readonly arcwright?: Bridge
  }
}
