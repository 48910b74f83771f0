// The timeline's state: how every scene feels, the targets drawn over it, and which stretch of the book is in view.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { layOutBook, type BookAxis, type Span } from './book-axis.ts'
import type { VoiceScenes } from './curve.ts'
import type {
  BinderNode,
  Draft,
  DraftSummary,
  Measure,
  SceneFeelings,
  SentenceFeeling,
  StoryShape,
  Target,
  TargetPoint,
  Turn,
  Voice,
} from './feelings.ts'

export interface TimelineState {
  /** `closed`: no project. `failed`: the analysis ended with `failure`; what was known before is still shown. */
  readonly status: 'closed' | 'analysing' | 'ready' | 'failed'
  readonly progress: { readonly done: number; readonly total: number }
  readonly failure: string | null
  readonly nodes: readonly BinderNode[]
  readonly feelings: Readonly<Record<string, SceneFeelings>>
  /** Derived from nodes and feelings whenever either changes. */
  readonly axis: BookAxis
  readonly targets: readonly Target[]
  readonly measure: Measure
  /** Whose target is drawn, and what the view shows while `range` is null. Null is the whole book. */
  readonly scopeId: string | null
  /** A free zoom, in words of the book. */
  readonly range: Span | null
  /** The target while a handle is being dragged: not stored yet. */
  readonly draft: readonly TargetPoint[] | null
  /** The value scale while a handle is being dragged: it must not move under the hand. */
  readonly frozen: readonly [number, number] | null
  /** Whose feelings the curve tells: an id of `voices`, null for the text as a whole; `voice` is what is felt. */
  readonly voiceId: string | null
  readonly voice: VoiceScenes | null
  /** What the writer drew for them, where they are in the cast: valence over the book. */
  readonly ownArc: Target | null
  /** Empty until somebody asked. */
  readonly voices: readonly Voice[]
  /** Times the window that suits the view. */
  readonly smoothing: number
  /** Where the level changes; null while turns are not shown. */
  readonly turns: readonly Turn[] | null
  readonly drafts: readonly DraftSummary[]
  /** The kept draft that is drawn beside the text. */
  readonly compared: Draft | null
  readonly shapes: readonly StoryShape[]
  /** A named shape laid over the chart to compare with, without being a target. */
  readonly referenceId: string | null
  /** The pen is out: dragging over the chart draws the target. */
  readonly drawing: boolean
  readonly dialog: TimelineDialog | null
}

/** What floats over the timeline. */
export type TimelineDialog =
  | { readonly kind: 'report' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'keepDraft' }
  | { readonly kind: 'correct'; readonly sceneId: string; readonly sentence: SentenceFeeling }

export const CLOSED: TimelineState = {
  status: 'closed',
  progress: { done: 0, total: 0 },
  failure: null,
  nodes: [],
  feelings: {},
  axis: layOutBook([], {}),
  targets: [],
  measure: 'valence',
  scopeId: null,
  range: null,
  draft: null,
  frozen: null,
  voiceId: null,
  voice: null,
  ownArc: null,
  voices: [],
  smoothing: 1,
  turns: null,
  drafts: [],
  compared: null,
  shapes: [],
  referenceId: null,
  drawing: false,
  dialog: null,
}

export const timelineStore = createStore<TimelineState>()(() => CLOSED)

export const useTimeline = <T>(selector: (state: TimelineState) => T): T => useStore(timelineStore, selector)

/** The only way feelings and nodes change: the axis goes with them. */
export const setBook = (change: Partial<Pick<TimelineState, 'nodes' | 'feelings'>>): void =>
  timelineStore.setState((state) => {
    const nodes = change.nodes ?? state.nodes
    const feelings = change.feelings ?? state.feelings
    const axis = layOutBook(nodes, feelings)
    const scopeId = state.scopeId !== null && axis.byId.has(state.scopeId) ? state.scopeId : null
    return { nodes, feelings, axis, scopeId }
  })

/** Somebody's own arc is drawn instead of the book's: theirs is the book, and valence. */
export const drawsOwnArc = ({ ownArc, scopeId, measure }: TimelineState): boolean =>
  ownArc !== null && scopeId === null && measure === 'valence'

const SPARKLINE_POINTS = 14
const sparklines = new WeakMap<SceneFeelings, readonly number[]>()

const condense = (rows: SceneFeelings): readonly number[] => {
  const words = rows.words.reduce((total, value) => total + value, 0)
  if (words === 0) return []
  const sums = Array.from({ length: SPARKLINE_POINTS }, () => ({ weight: 0, load: 0 }))
  let start = 0
  for (const [index, count] of rows.words.entries()) {
    const first = Math.floor((start / words) * SPARKLINE_POINTS)
    start += count
    const last = Math.max(first, Math.ceil((start / words) * SPARKLINE_POINTS) - 1)
    for (let bin = first; bin <= Math.min(last, SPARKLINE_POINTS - 1); bin += 1) {
      // Neighbouring bins share a little, so that a line of a dozen points does not rattle.
      for (const [offset, share] of [
        [-1, 0.5],
        [0, 1],
        [1, 0.5],
      ] as const) {
        const sum = sums[bin + offset]
        if (!sum) continue
        sum.weight += share * count
        sum.load += share * count * rows.valence[index]!
      }
    }
  }
  return sums.map(({ weight, load }) => (weight > 0 ? load / weight : 0))
}

/** Fourteen smoothed valence values (−1 … 1) across one scene; empty while nothing is known of it. */
export const sceneSparkline = (sceneId: string): readonly number[] => {
  const rows = timelineStore.getState().feelings[sceneId]
  if (!rows) return []
  const known = sparklines.get(rows)
  if (known) return known
  const line = condense(rows)
  sparklines.set(rows, line)
  return line
}
