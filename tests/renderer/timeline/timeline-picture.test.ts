// The exported picture: complete, well-formed, needing nothing around it.
import { describe, expect, it } from 'vitest'
import { layOutBook } from '../../../renderer/timeline/book-axis.ts'
import { EMOTIONS } from '../../../renderer/timeline/feelings.ts'
import { timelinePicture } from '../../../renderer/timeline/timeline-picture.ts'
import { makeBook } from './book.ts'

const each = (value: string) =>
  Object.fromEntries(EMOTIONS.map((emotion) => [emotion, value])) as Record<(typeof EMOTIONS)[number], string>

const draw = (title: string, points: { x: number; y: number }[]) => {
  const { nodes, feelings } = makeBook([
    [0.5, 0.4],
    [-0.5, -0.2, 0.1],
  ])
  const axis = layOutBook(nodes, feelings)
  return timelinePicture({
    book: {
      axis,
      feelings,
      points,
      measure: 'valence',
      scopeId: null,
      outer: null,
      view: { from: 0, to: axis.words },
    },
    words: {
      title,
      measure: 'Valence',
      actual: 'actual',
      target: 'target',
      gap: 'gap .3',
      emotions: { ...each('emotion'), joy: 'joy & <more>' },
    },
    colours: {
      page: '#fff',
      band: '#eee',
      ink: '#000',
      muted: '#666',
      line: '#ccc',
      accent: '#900',
      ...each('#123456'),
    },
  })
}

describe('the picture of the timeline', () => {
  it('escapes titles and refers to nothing outside', () => {
    const svg = draw('Salt & <Water> \u0001"Year"', [])
    expect(svg).toContain('Salt &amp; &lt;Water&gt; &quot;Year&quot;')
    expect(svg).toContain('joy &amp; &lt;more&gt;')
    expect(svg).not.toMatch(/var\(|href|url\(|<style/)
    expect(svg).not.toContain('\u0001')
    expect(svg).not.toContain('NaN')
  })

  it('shows the target, its handles and the gap only where one is drawn', () => {
    const handles = (svg: string) => svg.match(/<circle/g)?.length ?? 0
    const bare = draw('A', [])
    expect(handles(bare)).toBe(0)
    expect(bare).not.toContain('gap .3')
    const drawn = draw('A', [
      { x: 0, y: 0.3 },
      { x: 1, y: -0.3 },
    ])
    expect(handles(drawn)).toBe(2)
    expect(drawn).toContain('gap .3')
  })
})
