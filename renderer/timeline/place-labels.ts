// Which names stand under the chart, where, and how much of each; drawing them is the bands' business.
import type { NodeSpan } from './book-axis.ts'
import type { Chart } from './timeline-chart.ts'

/** Average advance of a character at the label's size; CJK characters are about twice as wide as Latin ones. */
const LATIN_PX = 5.9
const WIDE_PX = 11.2

/** A narrower band borrows the room of those after it; what they have left must be as much for a name of their own. */
const MIN_LABEL_PX = 100

/** Before and after a name. */
const GAP_PX = 14

const advance = (character: string): number => (character.codePointAt(0)! > 0x2e7f ? WIDE_PX : LATIN_PX)

/** As much of a title as fits, with an ellipsis; nothing rather than a stump. */
const fitted = (title: string, widthPx: number): { readonly text: string; readonly widthPx: number } => {
  let used = 0
  const characters = Array.from(title)
  for (const [index, character] of characters.entries()) {
    used += advance(character)
    if (used <= widthPx) continue
    if (index < 3) return { text: '', widthPx: 0 }
    const kept = characters.slice(0, index - 1).join('')
    // Never wider than its room: the name after it would have none.
    return { text: `${kept.trimEnd()}…`, widthPx }
  }
  return { text: title, widthPx: used }
}

export interface Label {
  readonly span: NodeSpan
  readonly x: number
  readonly text: string
}

/** Names under the plot, left to right; where scenes are too narrow for theirs, those that fit. */
export const placeLabels = (
  chart: Pick<Chart, 'labels' | 'plot' | 'x'>,
  untitled: string,
): readonly Label[] => {
  const { left, right } = chart.plot
  const starts: { readonly span: NodeSpan; readonly start: number }[] = []
  let free = left
  for (const span of chart.labels) {
    const from = Math.max(left, chart.x(span.from))
    // Half a pixel of grace: where one name ends and the next band begins, sums of fractions disagree.
    const start = from < free - 0.5 ? free : from
    const own = Math.min(right, chart.x(span.to)) - start
    if (start > from && own < MIN_LABEL_PX) continue
    const room = Math.min(Math.max(own, MIN_LABEL_PX), right - start)
    const { text, widthPx } = fitted(span.title || untitled, room - GAP_PX)
    if (text === '') continue
    starts.push({ span, start })
    free = start + widthPx + GAP_PX
  }
  // Room that nobody took goes to the name before it.
  return starts.map(({ span, start }, index) => {
    const room = (starts[index + 1]?.start ?? right) - start
    return { span, x: start + 8, text: fitted(span.title || untitled, room - GAP_PX).text }
  })
}
