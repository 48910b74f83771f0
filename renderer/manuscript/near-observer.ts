// Tells places on the page when they come near the eye and when they leave: one observer for all scenes.
import { createContext } from 'react'

export interface NearObserver {
  /** @returns a function that stops watching. */
  readonly watch: (element: Element, onChange: (near: boolean) => void) => () => void
  readonly dispose: () => void
}

/** Scenes within two and a half screens above and below are kept ready. */
const MARGIN = '250% 0px'

export const createNearObserver = (root: Element): NearObserver => {
  const callbacks = new Map<Element, (near: boolean) => void>()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) callbacks.get(entry.target)?.(entry.isIntersecting)
    },
    { root, rootMargin: MARGIN },
  )
  return {
    watch: (element, onChange) => {
      callbacks.set(element, onChange)
      observer.observe(element)
      return () => {
        callbacks.delete(element)
        observer.unobserve(element)
      }
    },
    dispose: () => observer.disconnect(),
  }
}

export const NearContext = createContext<NearObserver | null>(null)
