// Tells features when a project is there, what changed in it and when it is gone; loads again after the engine came back.
import type { Outputs } from '../../engine/contract/index.ts'
import { engine } from '../engine-client/engine.ts'
import { follow } from '../engine-client/follow.ts'
import { appStore } from './app-store.ts'

type Change = Outputs['project']['watch'] extends AsyncIterable<infer Event> ? Event : never

export interface ProjectFollower {
  /** The project was opened, or the engine is new: load everything. The signal ends with this life of the project. */
  readonly opened: (signal: AbortSignal) => void
  readonly changed?: (change: Change) => void
  /** Forget it. */
  readonly closed: () => void
}

const followers = new Set<ProjectFollower>()
let projectId: string | null = null
let life: AbortController | null = null
let stopWatching: (() => void) | null = null

const begin = (only?: ProjectFollower): void => {
  if (!only) {
    life?.abort()
    life = new AbortController()
  }
  if (!life) return
  for (const follower of only ? [only] : followers) follower.opened(life.signal)
}

const end = (): void => {
  stopWatching?.()
  stopWatching = null
  life?.abort()
  life = null
  for (const follower of followers) follower.closed()
}

const meet = (id: string | null): void => {
  if (id === projectId) return
  if (projectId !== null) end()
  projectId = id
  if (id === null) return
  stopWatching = follow(
    (signal) => engine.project.watch(undefined, { signal }),
    (change) => {
      for (const follower of followers) follower.changed?.(change)
    },
    () => begin(),
  )
}

/** Stores call this once, when they are loaded; they live as long as the window. */
export const followProject = (follower: ProjectFollower): void => {
  if (followers.size === 0) appStore.subscribe((state) => meet(state.project?.id ?? null))
  followers.add(follower)
  if (projectId === null) meet(appStore.getState().project?.id ?? null)
  else begin(follower)
}
