// What floats over the page (popovers, menus) and is put away when something larger comes over it. Looks are the callers'.
import { useContext, useEffect, useRef } from 'react'
import { OverlayTriggerStateContext } from 'react-aria-components'

const open = new Set<() => void>()

/** Closes popovers and menus as a press beside them would: what was written in them is kept. @returns whether any were open. */
export const putAwayFloating = (): boolean => {
  const closing = [...open]
  for (const close of closing) close()
  return closing.length > 0
}

/** After what closed has given the focus back, which is in the frame after its end: commands work on what had it before. */
export const whenFocusIsBack = (run: () => void): void =>
  void requestAnimationFrame(() => requestAnimationFrame(run))

/** For what stands inside a popover, and so only while it is open. @param onOpenChange of a popover without a trigger. */
export const useFloating = (onOpenChange: ((isOpen: boolean) => void) | undefined): void => {
  const trigger = useContext(OverlayTriggerStateContext)
  const close = useRef<() => void>(() => undefined)
  useEffect(() => {
    close.current = () => (onOpenChange ? onOpenChange(false) : trigger?.close())
  })
  useEffect(() => {
    const closeIt = (): void => close.current()
    open.add(closeIt)
    return () => void open.delete(closeIt)
  }, [])
}
