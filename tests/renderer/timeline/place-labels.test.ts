// Names under the chart: none is left out because the one before it was cut, and none runs into the next.
import { scaleLinear } from 'd3-scale'
import { describe, expect, it } from 'vitest'
import { placeLabels } from '../../../renderer/timeline/place-labels.ts'

const spans = (widths: readonly (readonly [title: string, words: number])[]) => {
  let from = 0
  return widths.map(([title, words], index) => {
    const span = { id: `s${index}`, kind: 'scene' as const, title, ancestors: [], from, to: from + words }
    from += words
    return span
  })
}

/** A pixel a word, but for a third: bands begin between pixels. */
const place = (widths: readonly (readonly [title: string, words: number])[]) => {
  const labels = spans(widths)
  const words = labels.at(-1)?.to ?? 0
  const right = 7 + words * (4 / 3)
  return placeLabels(
    {
      labels,
      plot: { top: 0, bottom: 100, left: 7, right },
      x: scaleLinear([0, words], [7, right]),
    },
    'untitled',
  )
}

describe('names under the chart', () => {
  it('gives each band that has room a name, also after one that was cut', () => {
    const placed = place([
      ['A Quarter Past Two in the Morning of the Flood', 97],
      ['What the Butcher Heard at the Back Door', 101],
      ['The Eight-Ten', 127],
    ])
    expect(placed.map(({ span }) => span.id)).toEqual(['s0', 's1', 's2'])
    expect(placed[0]?.text).toMatch(/…$/)
    expect(placed[2]?.text).toBe('The Eight-Ten')
  })

  it('lets a narrow band borrow the room of those after it, which have one if enough is left', () => {
    const placed = place([
      ['Chapter One', 20],
      ['Chapter Two', 20],
      ['Chapter Three', 200],
    ])
    expect(placed.map(({ text }) => text)).toEqual(['Chapter One', 'Chapter Three'])
  })

  it('gives a name the room that nobody else took', () => {
    const placed = place([
      ['Chapter Eight, in which nothing ends', 43],
      ['Chapter Nine', 90],
      ['Chapter Ten', 200],
    ])
    expect(placed[0]?.text.length).toBeGreaterThan('Chapter Eight…'.length)
    expect(placed.map(({ span }) => span.id)).toEqual(['s0', 's2'])
  })

  it('counts Chinese as wide as it is, and calls what has no title so', () => {
    const placed = place([
      ['四十根蜡烛与一条没有名字的狗', 75],
      ['', 75],
    ])
    expect(placed[0]?.text).toMatch(/^四十根蜡.*…$/)
    expect(placed[1]?.text).toBe('untitled')
  })
})
