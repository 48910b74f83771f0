// Keeps the keyboard inside a dialog when the control that had it has gone with the step it belonged to, or went out of use.
import { useEffect, type RefObject } from 'react'

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

const isTopmost = (element: HTMLElement): boolean =>
  [...document.querySelectorAll('.scrim')].at(-1)?.contains(element) ?? true

interface Kept {
  /** Changes whenever controls may have gone; the element takes the focus if nobody else has it. */
  readonly step: unknown
  /** Of Escape while nobody has the focus: a button that is switched off by its own press hears no key. Null: it means nothing. */
  readonly onEscape: (() => void) | null
}

export const useKeptFocus = (ref: RefObject<HTMLElement | null>, { step, onEscape }: Kept): void => {
  useEffect(() => {
    if (isNowhere()) ref.current?.focus()
  }, [ref, step])
  useEffect(() => {
    const take = (event: KeyboardEvent): void => {
      if (!ref.current || !isNowhere() || !isTopmost(ref.current)) return
      ref.current.focus()
      if (event.key !== 'Escape' || !onEscape) return
      event.stopPropagation()
      onEscape()
    }
    document.addEventListener('keydown', take, true)
    return () => document.removeEventListener('keydown', take, true)
  }, [ref, onEscape])
}
