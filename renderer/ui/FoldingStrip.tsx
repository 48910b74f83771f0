// A toolbar in one line: what has no room in it is folded into a menu at its end, the least wanted first.
import { Ellipsis } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef, useState, type ReactElement, type RefObject } from 'react'
import { MenuTrigger, Toolbar } from 'react-aria-components'
import { IconButton } from './Button.tsx'
import { howManyFit } from './how-many-fit.ts'
import { Menu, MenuPopover, Popover } from './Overlay.tsx'
import type { StripItem } from './strip-item.ts'
import { StripControl } from './StripControl.tsx'
import { StripEntry } from './StripEntry.tsx'

/** What is folded keeps its size out of sight, so that everything can be measured at any time. */
const measured = (strip: HTMLElement, wanted: readonly string[]): number => {
  const { columnGap, paddingInlineStart, paddingInlineEnd } = getComputedStyle(strip)
  const width = (id: string): number =>
    strip.querySelector(`:scope > [data-item="${id}"]`)?.getBoundingClientRect().width ?? 0
  return howManyFit({
    room: strip.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd),
    widths: wanted.map(width),
    more: width(''),
    gap: parseFloat(columnGap),
  })
}

/** How many of the wanted things have room, as sizes change. */
const useFitting = (ref: RefObject<HTMLElement | null>, wanted: readonly string[]): number => {
  const [fitting, setFitting] = useState(wanted.length)
  useLayoutEffect(() => {
    const strip = ref.current
    if (!strip) return
    const measure = (): void => setFitting(measured(strip, wanted))
    measure()
    const observer = new ResizeObserver(measure)
    for (const element of [strip, ...strip.children]) observer.observe(element)
    return () => observer.disconnect()
  }, [ref, wanted])
  return fitting
}

export const FoldingStrip = (props: {
  readonly label: string
  readonly moreLabel: string
  /** In the order they are shown. */
  readonly items: readonly StripItem[]
  /** Their ids, the most wanted first; may name what is not there now. */
  readonly wanted: readonly string[]
}): ReactElement => {
  const { items } = props
  const strip = useRef<HTMLDivElement>(null)
  const more = useRef<HTMLSpanElement>(null)
  const [panelId, setPanelId] = useState<string | null>(null)
  const ids = items.map(({ id }) => id).join(' ')
  const wanted = useMemo(() => props.wanted.filter((id) => ids.split(' ').includes(id)), [props.wanted, ids])
  const fitting = useFitting(strip, wanted)
  const staying = new Set(wanted.slice(0, fitting))
  const folded = items.filter(({ id }) => !staying.has(id))
  const panel = items.find((item) => item.id === panelId)
  const cell = (item: StripItem): ReactElement => (
    <span
      key={item.id}
      className="strip-item"
      data-item={item.id}
      data-folded={staying.has(item.id) ? undefined : ''}
    >
      <StripControl item={item} />
    </span>
  )
  return (
    <Toolbar ref={strip} className="toolbar" aria-label={props.label}>
      {items.filter(({ atEnd }) => !atEnd).map(cell)}
      <span className="spacer" />
      {items.filter(({ atEnd }) => atEnd).map(cell)}
      <span ref={more} className="strip-item" data-item="" data-folded={folded.length > 0 ? undefined : ''}>
        <MenuTrigger>
          <IconButton label={props.moreLabel} data-testid="toolbar-more">
            <Ellipsis />
          </IconButton>
          <MenuPopover placement="bottom end">
            <Menu aria-label={props.moreLabel}>
              {folded.map((item) => (
                <StripEntry key={item.id} item={item} onPanel={() => setPanelId(item.id)} />
              ))}
            </Menu>
          </MenuPopover>
        </MenuTrigger>
      </span>
      {panel?.kind === 'panel' && (
        <Popover
          label={panel.label}
          triggerRef={more}
          isOpen
          placement="bottom end"
          onOpenChange={() => setPanelId(null)}
        >
          {panel.panel(() => setPanelId(null))}
        </Popover>
      )}
    </Toolbar>
  )
}
