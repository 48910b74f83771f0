// Everything the timeline draws, as numbers: one pure step from state and size to curves, bands, marks and gap.
import { scaleLinear, type ScaleLinear } from 'd3-scale'
import { area, curveMonotoneX, line } from 'd3-shape'
import { scopeSpan, type BookAxis, type NodeSpan, type Span } from './book-axis.ts'
import { buildTrack, coarsen, makeSmoother, windowFor, type VoiceScenes } from './curve.ts'
import { draftTrack } from './draft-track.ts'
import { leadingEmotions, type EmotionSpot } from './emotion-marks.ts'
import type { Draft, Measure, SceneFeelings, Target, TargetPoint, Turn } from './feelings.ts'
import { meanGap, targetAt } from './target-curve.ts'

export interface ChartSize {
  readonly width: number
  readonly height: number
}

/** Room around the plot in pixels: titles below, the scale on the right, half a handle on the left. */
const TOP = 6
const LABELS = 22
const MARKS = 20
const LEFT = 7
const SCALE = 30

export interface ChartInput {
  readonly axis: BookAxis
  readonly feelings: Readonly<Record<string, SceneFeelings>>
  readonly measure: Measure
  readonly view: Span
  readonly scopeId: string | null
  readonly points: readonly TargetPoint[]
  /** The target of the nearest scope around the current one, shown faintly where it has none of its own. */
  readonly outer: Target | null
  /** Whose feelings; null for the text as a whole. */
  readonly voice?: VoiceScenes | null
  /** Times the window that suits the view. */
  readonly smoothing?: number
  readonly compared?: Draft | null
  /** A shape over the scope to compare with. */
  readonly reference?: readonly TargetPoint[]
  readonly turns?: readonly Turn[]
  readonly size: ChartSize
}

export interface Chart {
  readonly x: ScaleLinear<number, number>
  readonly y: ScaleLinear<number, number>
  readonly plot: {
    readonly top: number
    readonly bottom: number
    readonly left: number
    readonly right: number
  }
  readonly actualPath: string
  /** The stretches of the curve where the reading is uncertain, to be cut into dashes. */
  readonly unsurePath: string
  readonly comparedPath: string
  readonly referencePath: string
  readonly turns: readonly { readonly x: number; readonly turn: Turn }[]
  /** Words of the book where a sentence was corrected. */
  readonly corrected: readonly number[]
  readonly targetPath: string
  readonly outerPath: string
  readonly gapPath: string
  readonly gap: number | null
  readonly spots: readonly EmotionSpot[]
  readonly bands: readonly NodeSpan[]
  readonly labels: readonly NodeSpan[]
  readonly ticks: readonly number[]
  readonly scope: Span
  readonly valueAt: (word: number) => number | null
  readonly targetValueAt: (word: number) => number | null
}

const STEPS = [0.25, 0.5, 0.75, 1] as const

/** The scale's end grows in steps, so that curves fill the height and do not jump at every word. */
export const valueDomain = (measure: Measure, values: readonly number[]): readonly [number, number] => {
  const most = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  const end = STEPS.find((step) => step >= most * 1.12) ?? 1
  return measure === 'valence' ? [-end, end] : [0, end]
}

/** Round values only: every half, or every quarter on a narrow scale. */
const ticksOf = ([low, high]: readonly [number, number]): readonly number[] => {
  const step = high > 0.5 ? 0.5 : 0.25
  return [-2, -1, 0, 1, 2].map((i) => i * step).filter((tick) => tick >= low && tick <= high)
}

const inView = (view: Span) => (span: Span) => span.to >= view.from && span.from <= view.to

/** Without neighbours that only touch: nothing of them is to be seen. */
const showsIn = (view: Span) => (span: Span) =>
  span.from < view.from ? span.to > view.from : span.from === view.from || span.from < view.to

/** The finest level of the tree whose names find room; where none do, the coarsest, of which some will be shown. */
const labelLevel = (axis: BookAxis, view: Span, width: number): readonly NodeSpan[] => {
  const levels = [axis.scenes, axis.chapters, axis.parts]
    .map((spans) => spans.filter(showsIn(view)))
    .filter((spans) => spans.length > 0)
  return levels.find((spans) => width / spans.length >= 58) ?? levels.at(-1) ?? []
}

/** Below it a reading counts as uncertain. */
export const UNSURE = 0.45

interface Sample {
  readonly word: number
  readonly actual: number | null
  readonly sure: boolean
  readonly compared: number | null
  readonly reference: number | null
  readonly target: number | null
  readonly outer: number | null
}

const overScope = (points: readonly TargetPoint[], scope: Span): ((word: number) => number | null) => {
  const at = targetAt(points)
  const words = scope.to - scope.from
  return (word) =>
    words > 0 && word >= scope.from && word <= scope.to ? at((word - scope.from) / words) : null
}

type Smoother = ReturnType<typeof makeSmoother>
const smoothers = new WeakMap<BookAxis, Map<string, { readonly of: unknown; readonly smooth: Smoother }>>()

/** The axis is new whenever the feelings are, so it stands for both. @param of what else the track was made of. */
const smootherOf = (
  axis: BookAxis,
  key: string,
  of: unknown,
  make: () => Parameters<typeof makeSmoother>[0],
) => {
  const known = smoothers.get(axis) ?? new Map<string, { readonly of: unknown; readonly smooth: Smoother }>()
  smoothers.set(axis, known)
  const found = known.get(key)
  if (found && found.of === of) return found.smooth
  const smooth = makeSmoother(make())
  known.set(key, { of, smooth })
  return smooth
}

interface Reading {
  readonly word: number
  readonly actual: number | null
  readonly sure: boolean
  readonly compared: number | null
}

let lastReading: { readonly of: readonly unknown[]; readonly rows: readonly Reading[] } | null = null

/** The least stretch that a drawn curve tells apart: a twentieth of its window, in steps, so that zooming reuses it. */
const grainOf = (half: number): number => 2 ** Math.floor(Math.log2(Math.max(1, half / 20)))

/** The curves that a dragged handle does not move are computed once for a view. */
const readCurves = (input: ChartInput, count: number, half: number): readonly Reading[] => {
  const { axis, feelings, measure, view, voice = null, compared = null } = input
  const of = [axis, measure, view.from, view.to, voice, compared, count, half]
  if (lastReading && of.every((part, i) => part === lastReading?.of[i])) return lastReading.rows
  const grain = grainOf(half)
  const smooth = smootherOf(axis, `${measure} ${grain}`, voice, () =>
    coarsen(buildTrack(axis, feelings, measure, voice), grain),
  )
  const sureness = smootherOf(axis, `sure ${grain}`, voice, () =>
    coarsen(buildTrack(axis, feelings, 'confidence', voice), grain),
  )
  const before =
    compared &&
    smootherOf(axis, `draft ${measure} ${grain}`, compared, () =>
      coarsen(draftTrack(axis, compared, measure), grain),
    )
  const rows = Array.from({ length: count + 1 }, (_, i) => {
    const word = view.from + ((view.to - view.from) * i) / count
    const actual = smooth(word, half)
    return {
      word,
      actual,
      sure: actual === null || (sureness(word, half) ?? 1) >= UNSURE,
      compared: before ? before(word, half) : null,
    }
  })
  lastReading = { of, rows }
  return rows
}

/** The curve of the whole book, made once for whoever draws it. */
export const bookSmoother = ({
  axis,
  feelings,
  measure,
  voice = null,
}: Pick<ChartInput, 'axis' | 'feelings' | 'measure' | 'voice'>): Smoother =>
  smootherOf(axis, measure, voice, () => buildTrack(axis, feelings, measure, voice))

/** Middles of paragraphs that hold corrected sentences. */
const correctedWords = ({ axis, feelings, view }: ChartInput): readonly number[] =>
  axis.scenes.filter(inView(view)).flatMap((scene) => {
    const rows = feelings[scene.id]
    let word = scene.from
    return (rows?.words ?? []).flatMap((words, index) => {
      const middle = word + words / 2
      word += words
      return rows!.corrected[index]! > 0 && middle >= view.from && middle <= view.to ? [middle] : []
    })
  })

const isUnsure = (samples: readonly Sample[], sample: Sample): boolean => {
  const step = samples.length > 1 ? samples[1]!.word - samples[0]!.word : 1
  const at = Math.round((sample.word - samples[0]!.word) / step)
  return [samples[at - 1], sample, samples[at + 1]].some((each) => each !== undefined && !each.sure)
}

/** @param frozen keeps the value scale of the chart before, while a handle is dragged. */
export const drawChart = (input: ChartInput, frozen?: readonly [number, number]): Chart => {
  const { axis, feelings, measure, view, size } = input
  const smooth = bookSmoother(input)
  const half = windowFor(view.to - view.from) * (input.smoothing ?? 1)
  const valueAt = (word: number): number | null => smooth(word, half)
  const scope = scopeSpan(axis, input.scopeId)
  const targetValueAt = overScope(input.points, scope)
  const outerAt = input.outer
    ? overScope(input.outer.points, scopeSpan(axis, input.outer.scopeId))
    : () => null
  const count = Math.max(40, Math.min(480, Math.round(size.width / 3)))
  const referenceAt = overScope(input.reference ?? [], scope)
  const samples = readCurves(input, count, half).map((reading): Sample => {
    const { word } = reading
    return { ...reading, target: targetValueAt(word), outer: outerAt(word), reference: referenceAt(word) }
  })
  const values = [
    ...samples.flatMap(({ actual, target, outer, compared, reference }) => [
      actual ?? 0,
      target ?? 0,
      outer ?? 0,
      compared ?? 0,
      reference ?? 0,
    ]),
    ...input.points.map(({ y }) => y),
  ]
  const plot = {
    top: TOP,
    bottom: Math.max(TOP + 20, size.height - LABELS),
    left: LEFT,
    right: Math.max(LEFT + 1, size.width - SCALE),
  }
  const x = scaleLinear([view.from, view.to], [plot.left, plot.right])
  const domain = frozen ?? valueDomain(measure, values)
  const y = scaleLinear([...domain], [plot.bottom - (measure === 'valence' ? 8 : MARKS), plot.top + 8])
  const curve = (value: (sample: Sample) => number | null): string =>
    line<Sample>()
      .defined((sample) => value(sample) !== null)
      .x((sample) => x(sample.word))
      .y((sample) => y(value(sample)!))
      .curve(curveMonotoneX)(samples) ?? ''
  const gapPath =
    area<Sample>()
      .defined(({ actual, target }) => actual !== null && target !== null)
      .x((sample) => x(sample.word))
      .y0((sample) => y(sample.actual!))
      .y1((sample) => y(sample.target!))
      .curve(curveMonotoneX)(samples) ?? ''
  return {
    x,
    y,
    plot,
    actualPath: curve((sample) => sample.actual),
    unsurePath: curve((sample) => (isUnsure(samples, sample) ? sample.actual : null)),
    comparedPath: curve((sample) => sample.compared),
    referencePath: curve((sample) => sample.reference),
    turns: (input.turns ?? [])
      .filter(({ word }) => word >= view.from && word <= view.to)
      .map((turn) => ({ x: x(turn.word), turn })),
    corrected: correctedWords(input),
    targetPath: curve((sample) => sample.target),
    outerPath: input.points.length === 0 ? curve((sample) => sample.outer) : '',
    gapPath,
    gap: meanGap(samples),
    spots: leadingEmotions(axis, feelings, view, Math.max(6, Math.floor(size.width / 44))),
    bands: axis.scenes.filter(showsIn(view)),
    labels: labelLevel(axis, view, size.width),
    ticks: ticksOf(domain),
    scope,
    valueAt,
    targetValueAt,
  }
}
