// The line between a panel and the manuscript: dragged, moved by the arrow keys, or clicked twice for the usual size.
import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react'
import { mergeProps, useMove } from 'react-aria'
import { useText, type TextKey } from '../locales/index.ts'
import { keepPane, LEAST, paneProperty, type Pane } from './pane-sizes.ts'

interface Side {
  readonly label: TextKey
  /** Which way the panel grows: towards the right and downwards, or against it. */
  readonly grows: 1 | -1
}

const SIDES: Readonly<Record<Pane, Side>> = {
  binder: { label: 'app:binderWidth', grows: 1 },
  side: { label: 'app:sideWidth', grows: -1 },
  timeline: { label: 'app:timelineHeight', grows: -1 },
}
/** Of one arrow key. */
const KEY_PX = 16

/** Stands inside the panel that it sizes. */
export const PaneDivider = ({ pane }: { readonly pane: Pane }): ReactElement => {
  const t = useText()
  const { label, grows } = SIDES[pane]
  const least = LEAST[pane]
  const isRow = pane === 'timeline'
  const divider = useRef<HTMLDivElement>(null)
  const wanted = useRef(0)
  const [now, setNow] = useState(least)

  const measured = useCallback((): number => {
    const panel = divider.current?.parentElement
    return (isRow ? panel?.offsetHeight : panel?.offsetWidth) ?? least
  }, [isRow, least])
  useEffect(() => {
    const panel = divider.current?.parentElement
    if (!panel) return
    const watcher = new ResizeObserver(() => setNow(measured()))
    watcher.observe(panel)
    return () => watcher.disconnect()
  }, [measured])

  const { moveProps } = useMove({
    onMoveStart: () => (wanted.current = measured()),
    onMove: ({ deltaX, deltaY, pointerType }) => {
      const delta = grows * (isRow ? deltaY : deltaX) * (pointerType === 'keyboard' ? KEY_PX : 1)
      wanted.current = Math.max(least, wanted.current + delta)
      // While it is dragged nothing is rendered anew: the page follows the pointer.
      divider.current
        ?.closest<HTMLElement>('.studio')
        ?.style.setProperty(paneProperty(pane), `${Math.round(wanted.current)}px`)
    },
    // As wide as it became, not as was asked for: nobody drags back through what did not fit.
    onMoveEnd: () => void keepPane(pane, measured()),
  })
  return (
    <div
      {...mergeProps(moveProps, { onDoubleClick: () => void keepPane(pane, 0) })}
      ref={divider}
      className="pane-divider"
      data-pane={pane}
      role="separator"
      tabIndex={0}
      aria-label={t(label)}
      aria-orientation={isRow ? 'horizontal' : 'vertical'}
      aria-valuenow={now}
      aria-valuemin={Math.min(least, now)}
      aria-valuemax={Math.max(isRow ? window.innerHeight : window.innerWidth, now)}
    />
  )
}
