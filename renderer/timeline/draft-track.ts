// A kept draft on today's line of words: each scene stretched over the one it became. Draws nothing.
import type { BookAxis } from './book-axis.ts'
import { packTrack, type Track } from './curve.ts'
import { valueOf, type Draft, type Measure } from './feelings.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Where no scene of the draft is left, as with another file, all of it is stretched over the book. */
export const draftTrack = (axis: BookAxis, draft: Draft, measure: Measure): Track => {
  const placed = draft.scenes.filter(({ id }) => axis.byId.has(id))
  const total = sum(draft.scenes.flatMap(({ words }) => words))
  let before = 0
  const rows = (placed.length > 0 ? placed : draft.scenes).flatMap((scene) => {
    const span = placed.length > 0 ? axis.byId.get(scene.id)! : { from: 0, to: axis.words }
    const own = sum(scene.words)
    const scale = (span.to - span.from) / Math.max(1, placed.length > 0 ? own : total)
    let at = placed.length > 0 ? 0 : before
    before += own
    return scene.words.map((words, index) => {
      const from = span.from + at * scale
      at += words
      return { from, to: span.from + at * scale, value: valueOf(scene, index, measure), weight: 1 }
    })
  })
  return packTrack(rows.toSorted((a, b) => a.from - b.from))
}
