// What the timeline shows of the book: zoom levels, free ranges, panning. Pure changes of the store.
import { scopeSpan, type Span } from './book-axis.ts'
import type { Measure } from './feelings.ts'
import { timelineStore, type TimelineDialog, type TimelineState } from './timeline-store.ts'

/** No view is narrower than this. */
const LEAST_WORDS = 30

export const ZOOM_LEVELS = ['book', 'part', 'chapter', 'scene'] as const
export type ZoomLevel = (typeof ZOOM_LEVELS)[number]

export const viewSpan = (state: Pick<TimelineState, 'axis' | 'range' | 'scopeId'>): Span => {
  const span = state.range ?? scopeSpan(state.axis, state.scopeId)
  return span.to > span.from ? span : { from: span.from, to: span.from + 1 }
}

/** The node of a level around a scene; undefined where the book has none there, null for the book itself. */
export const scopeOfLevel = (
  { axis }: Pick<TimelineState, 'axis'>,
  level: ZoomLevel,
  sceneId: string | null,
): string | null | undefined => {
  if (level === 'book') return null
  const scene = axis.byId.get(sceneId ?? '') ?? axis.scenes[0]
  if (!scene) return undefined
  if (level === 'scene') return scene.id
  return scene.ancestors.find((id) => axis.byId.get(id)?.kind === level)
}

export const levelOfScope = ({ axis, scopeId }: Pick<TimelineState, 'axis' | 'scopeId'>): ZoomLevel =>
  (scopeId === null ? undefined : axis.byId.get(scopeId)?.kind) ?? 'book'

export const zoomToScope = (scopeId: string | null): void =>
  timelineStore.setState({ scopeId, range: null, draft: null })

/** A free zoom inside the current scope's target; a range as wide as the book gives the whole book back. */
export const zoomToRange = (range: Span): void =>
  timelineStore.setState(({ axis }) => {
    const width = Math.min(Math.max(range.to - range.from, LEAST_WORDS), axis.words)
    if (axis.words === 0 || width >= axis.words * 0.999) return { range: null, scopeId: null }
    const from = Math.min(Math.max(0, range.from), axis.words - width)
    return { range: { from, to: from + width } }
  })

/** @param factor below 1 comes closer. @param word stays where it is on screen. */
export const zoomAround = (word: number, factor: number): void => {
  const { from, to } = viewSpan(timelineStore.getState())
  zoomToRange({ from: word - (word - from) * factor, to: word + (to - word) * factor })
}

/** @param fraction of the view's width; positive moves on in the book. */
export const panBy = (fraction: number): void => {
  const { from, to } = viewSpan(timelineStore.getState())
  const step = (to - from) * fraction
  zoomToRange({ from: from + step, to: to + step })
}

export const setMeasure = (measure: Measure): void => timelineStore.setState({ measure, draft: null })

/** @param smoothing times the window that suits the view. */
export const setSmoothing = (smoothing: number): void => timelineStore.setState({ smoothing })

export const setReference = (referenceId: string | null): void => timelineStore.setState({ referenceId })

export const setDrawing = (drawing: boolean): void => timelineStore.setState({ drawing })

export const openTimelineDialog = (dialog: TimelineDialog): void => timelineStore.setState({ dialog })
export const closeTimelineDialog = (): void => timelineStore.setState({ dialog: null })
