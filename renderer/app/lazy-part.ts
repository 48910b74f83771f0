// Parts of the window that are fetched when they are first looked at, or before: as soon as it has nothing else to do.
import { lazy, type ComponentType } from 'react'

const loads: (() => Promise<unknown>)[] = []

/** Stands within a `Suspense`. @param load gives the component; it is asked once. */
export const lazyPart = (load: () => Promise<ComponentType>): ComponentType => {
  let loaded: Promise<ComponentType> | null = null
  const once = (): Promise<ComponentType> => (loaded ??= load())
  loads.push(once)
  return lazy(async () => ({ default: await once() }))
}

const untilIdle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve())
    else setTimeout(resolve, 200)
  })

/** One after the other, so that a key pressed meanwhile waits for one part at most. */
export const fetchParts = async (): Promise<void> => {
  for (const load of loads) {
    await untilIdle()
    // What cannot be fetched now is asked for again, and told, where it is looked at.
    await load().catch(() => undefined)
  }
}
