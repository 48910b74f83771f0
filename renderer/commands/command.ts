// One object per user action: menu, shortcut and palette all derive from it.

export type MenuName = 'file' | 'edit' | 'view' | 'insert' | 'story' | 'help'

export interface Command {
  /** `feature.act`, stable. */
  readonly id: string
  /** The words the writer sees, in the language of the moment. */
  readonly title: () => string
  /** `Mod+Shift+K`: Mod is ⌘ on a Mac, Ctrl elsewhere. */
  readonly shortcut?: string
  readonly enabled?: () => boolean
  readonly run: () => void | Promise<void>
  readonly menu?: MenuName
  /** True when the shortcut is handled by the place that has focus (the editor), not by the window. */
  readonly local?: boolean
}
