// For stores that load a project's data through streams: one signal per life of the project, new when the engine is new.
import { appStore, onProject, type ProjectChange } from './app-store.ts'

export interface ProjectFollower {
  /** The project was opened, or the engine came back: load everything. The signal ends with this life. */
  readonly opened: (signal: AbortSignal) => void
  readonly changed?: (change: ProjectChange) => void
  /** Forget it. */
  readonly closed: () => void
}

/** Called once by a store when it is loaded; it follows projects as long as the window lives. */
export const followProject = ({ opened, changed, closed }: ProjectFollower): void => {
  let life: AbortController | null = null
  const begin = (): void => {
    life?.abort()
    life = new AbortController()
    opened(life.signal)
  }
  onProject({
    onOpen: begin,
    onResume: begin,
    onChange: (change) => changed?.(change),
    onClose: () => {
      life?.abort()
      life = null
      closed()
    },
  })
  if (appStore.getState().phase === 'project') begin()
}
