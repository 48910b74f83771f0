// Keeps the keyboard inside a dialog when the control that had it has gone with the step it belonged to.
import { useEffect, type RefObject } from 'react'

/** @param step changes whenever controls may have gone; the element takes the focus if nobody else has it. */
export const useKeptFocus = (ref: RefObject<HTMLElement | null>, step: unknown): void => {
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) ref.current?.focus()
  }, [ref, step])
}
