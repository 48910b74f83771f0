// A list that may be very long: its beginning stands in the page, and more of it as its end comes into sight.
import { Fragment, useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { formatNumber, useText } from '../locales/index.ts'

/** Rows drawn at once: more than any screen shows, few enough for one frame or two. */
const STEP = 40

interface GrowingListProps<Item> {
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  readonly label: string
  readonly className: string
  /** Of one that is looked at: it is there, however far down. */
  readonly openKey?: string | null
  /** Gives a list item. */
  readonly children: (item: Item) => ReactNode
}

export const GrowingList = <Item,>(props: GrowingListProps<Item>): ReactElement => {
  const t = useText()
  const { items, keyOf, label, className, openKey = null, children } = props
  const [wanted, setWanted] = useState(STEP)
  const end = useRef<HTMLLIElement>(null)
  const shown = Math.min(wanted, items.length)
  useEffect(() => {
    const marker = end.current
    if (!marker) return
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) setWanted((before) => before + STEP)
    })
    observer.observe(marker)
    return () => observer.disconnect()
    // Observed anew after each step: where the end is still in sight, it grows on.
  }, [shown, items.length])
  const rest = items.slice(shown)
  const open = openKey === null ? undefined : rest.find((item) => keyOf(item) === openKey)
  return (
    <ul className={className} aria-label={label}>
      {items.slice(0, shown).map((item) => (
        <Fragment key={keyOf(item)}>{children(item)}</Fragment>
      ))}
      {rest.length > 0 && (
        <li ref={end} className="list-end">
          {t('app:shownOf', { shown: formatNumber(shown), total: formatNumber(items.length) })}
        </li>
      )}
      {open && children(open)}
    </ul>
  )
}
