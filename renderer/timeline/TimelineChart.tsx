// The chart: bands, gap, curves, marks, handles and playhead in one SVG, with the card of the sentence under the pointer.
import { memo, useRef, useState, type ReactElement, type RefObject } from 'react'
import { useText } from '../locales/index.ts'
import type { EmotionSpot } from './emotion-marks.ts'
import { EMOTION_SHAPES } from './emotion-shape.ts'
import { ChartMarks } from './ChartMarks.tsx'
import { HoverCard } from './HoverCard.tsx'
import { Playhead } from './Playhead.tsx'
import { useActiveSceneId } from './playhead.ts'
import { TargetHandles } from './TargetHandles.tsx'
import { TimelineBands } from './TimelineBands.tsx'
import { TimelinePins } from './TimelinePins.tsx'
import type { Chart, ChartSize } from './timeline-chart.ts'
import { useTimeline } from './timeline-store.ts'
import { useTargetPoints } from './useChart.ts'
import { useChartGestures } from './useChartGestures.ts'
import { useSentence } from './useSentence.ts'

interface SpotProps {
  readonly emotion: EmotionSpot['emotion']
  readonly x: number
  readonly y: number
  readonly scale: number
}

const Spot = memo(({ emotion, x, y, scale }: SpotProps): ReactElement => {
  const t = useText()
  return (
    <path
      d={EMOTION_SHAPES[emotion]}
      fill={`var(--${emotion})`}
      transform={`translate(${x - 6 * scale} ${y - 6 * scale}) scale(${scale})`}
    >
      <title>{t(`emotions:${emotion}`)}</title>
    </path>
  )
})
Spot.displayName = 'Spot'

/** Rounded beyond what is seen, so that a word more somewhere draws none of them again. */
const rounded = (value: number): number => Math.round(value * 20) / 20

const EmotionSpots = ({ chart }: { readonly chart: Chart }): ReactElement => (
  <g data-testid="emotion-spots">
    {chart.spots.map(({ word, emotion, share }) => {
      const x = rounded(chart.x(word))
      const scale = rounded(0.55 + 0.4 * Math.min(1, share * 2))
      return <Spot key={x} emotion={emotion} x={x} y={chart.plot.bottom - 10} scale={scale} />
    })}
  </g>
)

interface TimelineChartProps {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly size: ChartSize
  readonly chart: Chart
}

export const TimelineChart = ({ frame, size, chart }: TimelineChartProps): ReactElement => {
  const t = useText()
  const svg = useRef<SVGSVGElement>(null)
  const points = useTargetPoints()
  const activeId = useActiveSceneId()
  const drawing = useTimeline((state) => state.drawing)
  const { hoverWord, brush, stroke, handlers } = useChartGestures(svg, chart, points)
  const [focusWord, setFocusWord] = useState<number | null>(null)
  const word = hoverWord ?? focusWord
  const there = useSentence(word)
  const hoverValue = word === null ? null : chart.valueAt(word)
  const { top, bottom } = chart.plot
  return (
    <div className="timeline-chart" ref={frame}>
      <svg
        ref={svg}
        width={size.width}
        height={size.height}
        role="group"
        aria-label={t('timeline:chart')}
        data-testid="timeline-chart"
        className={drawing ? 'drawing' : undefined}
        {...handlers}
      >
        <rect width={size.width} height={size.height} fill="transparent" />
        <TimelineBands chart={chart} activeId={activeId} />
        <path className="timeline-gap" d={chart.gapPath} />
        <EmotionSpots chart={chart} />
        <path className="timeline-outer" d={chart.outerPath} />
        <path className="timeline-reference" d={chart.referencePath} data-testid="reference-curve" />
        <path className="timeline-compared" d={chart.comparedPath} data-testid="compared-curve" />
        <path className="timeline-actual" d={chart.actualPath} data-testid="actual-curve" />
        <path className="timeline-unsure" d={chart.unsurePath} data-testid="unsure-curve" />
        <path className="timeline-target" d={chart.targetPath} data-testid="target-curve" />
        {word !== null && hoverValue !== null && (
          <g className="timeline-hover">
            <line x1={chart.x(word)} x2={chart.x(word)} y1={top} y2={bottom} />
            <circle cx={chart.x(word)} cy={chart.y(hoverValue)} r={3.5} />
          </g>
        )}
        {brush && (
          <rect
            className="timeline-brush"
            x={chart.x(brush.from)}
            y={top}
            width={chart.x(brush.to) - chart.x(brush.from)}
            height={bottom - top}
          />
        )}
        {stroke.length > 1 && (
          <polyline
            className="timeline-stroke"
            points={stroke.map(({ px, py }) => `${px},${py}`).join(' ')}
          />
        )}
        <ChartMarks chart={chart} />
        <TimelinePins chart={chart} />
        <Playhead chart={chart} points={points} onFocusWord={setFocusWord} />
        {!drawing && <TargetHandles chart={chart} points={points} />}
      </svg>
      {there && word !== null && <HoverCard there={there} anchor={svg} atPx={chart.x(word)} />}
    </div>
  )
}
