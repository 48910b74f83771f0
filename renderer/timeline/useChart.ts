// The chart for the current state and size. While a handle is dragged the value scale stands still.
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Span } from './book-axis.ts'
import type { StoryShape, Target } from './feelings.ts'
import { isBeat, pointsOfShape, type BeatKey } from './story-shapes.ts'
import { drawChart, type Chart, type ChartSize } from './timeline-chart.ts'
import { drawsOwnArc, useTimeline, type TimelineState } from './timeline-store.ts'
import { viewSpan } from './timeline-view.ts'

const ownTarget = (state: TimelineState): Target | undefined =>
  drawsOwnArc(state)
    ? (state.ownArc ?? undefined)
    : state.targets.find((target) => target.scopeId === state.scopeId && target.measure === state.measure)

/** The target of the nearest node around the scope, else of the book. */
const outerTarget = ({ axis, scopeId, measure, targets }: TimelineState): Target | null => {
  if (scopeId === null) return null
  const around = [...(axis.byId.get(scopeId)?.ancestors ?? [])].reverse()
  for (const id of [...around, null]) {
    const found = targets.find((target) => target.scopeId === id && target.measure === measure)
    if (found) return found
  }
  return null
}

const useReferenceShape = (): StoryShape | undefined =>
  useTimeline(({ shapes, referenceId }) => shapes.find(({ id }) => id === referenceId))

const NONE: Target['points'] = []

/** Handles of the current scope's target, as dragged or as stored. */
export const useTargetPoints = (): readonly Target['points'][number][] =>
  useTimeline((state) => state.draft ?? ownTarget(state)?.points ?? NONE)

export const useChart = (size: ChartSize): Chart => {
  const shown = useTimeline(
    useShallow((state) => ({
      axis: state.axis,
      feelings: state.feelings,
      measure: state.measure,
      scopeId: state.scopeId,
      range: state.range,
      voice: state.voice,
      smoothing: state.smoothing,
      compared: state.compared,
      turns: state.turns,
    })),
  )
  const frozen = useTimeline((state) => state.frozen)
  const shape = useReferenceShape()
  const points = useTargetPoints()
  const outer = useTimeline(outerTarget)
  return useMemo(() => {
    const reference = shape ? pointsOfShape(shape, shown.measure) : []
    const turns = shown.turns ?? []
    const view = viewSpan(shown)
    return drawChart({ ...shown, turns, reference, points, outer, size, view }, frozen ?? undefined)
  }, [shown, shape, points, outer, size, frozen])
}

/** The named moments of the structure that the scope's target was started from, in words of the book. */
export const useBeats = (scope: Span): readonly { readonly word: number; readonly key: BeatKey }[] => {
  const shapeId = useTimeline((state) => ownTarget(state)?.shape ?? null)
  const shapes = useTimeline((state) => state.shapes)
  const beats = shapes.find(({ id }) => id === shapeId)?.beats ?? []
  return beats.flatMap(({ x, key }) =>
    isBeat(key) ? [{ word: scope.from + x * (scope.to - scope.from), key }] : [],
  )
}
