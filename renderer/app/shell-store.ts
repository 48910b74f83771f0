// Which of the frame's own dialogs are open: palette, shortcuts, about, new project, file choice, tour.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** `draft-project`: a new project that a draft is brought into at once. */
export type ShellDialog =
  'palette' | 'shortcuts' | 'about' | 'new-project' | 'draft-project' | 'project-details'

/** A running question for a path, answered by the in-app file dialog. */
export interface FileQuestion {
  /** `source`: an existing file, or the folder in view. */
  readonly mode: 'open' | 'save' | 'source'
  /** Only files with these are listed; without the point. */
  readonly extensions: readonly string[]
  readonly suggestedName: string
  /** Where the usual one of the mode does not fit. */
  readonly title?: string
  readonly answer: (path: string | null) => void
}

interface ShellState {
  readonly dialog: ShellDialog | null
  readonly fileQuestion: FileQuestion | null
  /** The step of the tour, counted from 0; null when it is not shown. */
  readonly tourStep: number | null
  /** Which tab of the side panel is shown. */
  readonly sideTab: string
}

export const shellStore = createStore<ShellState>()(() => ({
  dialog: null,
  fileQuestion: null,
  tourStep: null,
  sideTab: 'cowriter',
}))

export const useShell = <T>(selector: (state: ShellState) => T): T => useStore(shellStore, selector)

export const openDialog = (dialog: ShellDialog): void => shellStore.setState({ dialog })
export const closeDialog = (): void => shellStore.setState({ dialog: null })
