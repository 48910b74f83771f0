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
  /** Absolute paths, or null when the writer thought better of it. */
  openFile(options: OpenFileOptions): Promise<readonly string[] | null>
  saveFile(options: SaveFileOptions): Promise<string | null>
  openFolder(options: { readonly title?: string }): Promise<string | null>
  setMenu(titles: MenuTitles, commands: readonly MenuCommand[]): void
  onCommand(listener: (id: string) => void): Stop
  /** Asks for a port to the engine; it arrives as a `message` event of this window with data `PORT_MESSAGE`. */
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

/** Data of the `message` event that carries the port, in `event.ports[0]`. */
export const PORT_MESSAGE = 'arcwright:engine-port'

/** Channel names, shared by preload and main. */
export const CHANNELS = {
  openFile: 'dialog:open-file',
  saveFile: 'dialog:save-file',
  openFolder: 'dialog:open-folder',
  setMenu: 'menu:set',
  command: 'menu:command',
  requestEngine: 'engine:request',
  enginePort: 'engine:port',
  engineGone: 'engine:gone',
  closeRequest: 'window:close-request',
  confirmClose: 'window:confirm-close',
  openProject: 'project:open',
  ready: 'window:ready',
} as const

declare global {
  interface Window {
    readonly arcwright?: Bridge
  }
}
