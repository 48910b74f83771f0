// Tells of an element whenever it comes near the part of the page that is seen, and when it leaves.

/** So far from being seen is near: time enough to fetch what it shows. */
const NEAR = '600px'

const callbacks = new WeakMap<Element, (isNear: boolean) => void>()
let observer: IntersectionObserver | null = null

/**
 * One observer watches all: a thousand of them would each be asked at every frame.
 * @returns a function that stops watching.
 */
export const watchNear = (element: Element, onChange: (isNear: boolean) => void): (() => void) => {
  observer ??= new IntersectionObserver(
    (changes) => {
      for (const { isIntersecting, target } of changes) callbacks.get(target)?.(isIntersecting)
    },
    { rootMargin: NEAR },
  )
  callbacks.set(element, onChange)
  observer.observe(element)
  return () => observer?.unobserve(element)
}
