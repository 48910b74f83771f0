// The chart for the current state and size. While a handle is dragged the value scale stands still.
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Target } from './feelings.ts'
import { drawChart, type Chart, type ChartSize } from './timeline-chart.ts'
import { useTimeline, type TimelineState } from './timeline-store.ts'
import { viewSpan } from './timeline-view.ts'

const ownTarget = (state: TimelineState): Target | undefined =>
  state.targets.find((target) => target.scopeId === state.scopeId && target.measure === state.measure)

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

const NONE: Target['points'] = []

/** Handles of the current scope's target, as dragged or as stored. */
export const useTargetPoints = (): readonly Target['points'][number][] =>
  useTimeline((state) => state.draft ?? ownTarget(state)?.points ?? NONE)

export const useChart = (size: ChartSize): Chart => {
  const { axis, feelings, measure, scopeId, range, frozen } = useTimeline(
    useShallow(({ axis, feelings, measure, scopeId, range, frozen }) => ({
      axis,
      feelings,
      measure,
      scopeId,
      range,
      frozen,
    })),
  )
  const points = useTargetPoints()
  const outer = useTimeline(outerTarget)
  return useMemo(() => {
    const view = viewSpan({ axis, scopeId, range })
    return drawChart({ axis, feelings, measure, scopeId, points, outer, size, view }, frozen ?? undefined)
  }, [axis, feelings, measure, scopeId, range, points, outer, size, frozen])
}
