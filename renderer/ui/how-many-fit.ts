// How many things of a strip have room; what has none is folded into a menu, which takes room of its own.

export interface StripRoom {
  /** All measures are CSS pixels. */
  readonly room: number
  /** The most wanted first: it stays the longest. */
  readonly widths: readonly number[]
  /** The button of the menu, shown only when something is folded. */
  readonly more: number
  readonly gap: number
}

/** Between them stands a spacer without width: there are as many gaps as things. */
export const howManyFit = ({ room, widths, more, gap }: StripRoom): number => {
  const ends: number[] = []
  for (const width of widths) ends.push((ends.at(-1) ?? 0) + width + gap)
  const isWhole = (ends.at(-1) ?? 0) <= room
  return isWhole ? widths.length : ends.filter((end) => end + gap + more <= room).length
}
