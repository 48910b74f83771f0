// The line that stands where the writer is in the text; a slider of its own for the keyboard.
import { useState, type KeyboardEvent, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { sceneAt } from './book-axis.ts'
import { correctAt } from './correct-here.ts'
import type { TargetPoint } from './feelings.ts'
import { goToWord, neighbourParagraph, neighbourScene, usePlayheadWord } from './playhead.ts'
import type { Chart } from './timeline-chart.ts'
import { useTimeline } from './timeline-store.ts'
import { zoomAround, zoomToScope } from './timeline-view.ts'
import { addTargetPoint } from './useChartGestures.ts'
import { useSentence } from './useSentence.ts'

export const Playhead = (props: {
  readonly chart: Chart
  readonly points: readonly TargetPoint[]
  readonly onFocusWord: (word: number | null) => void
}): ReactElement | null => {
  const t = useText()
  const { chart, points, onFocusWord } = props
  const axis = useTimeline((state) => state.axis)
  const feelings = useTimeline((state) => state.feelings)
  const word = usePlayheadWord()
  const [focused, setFocused] = useState(false)
  const there = useSentence(focused ? word : null)
  if (word === null) return null
  const x = chart.x(word)
  const { top, bottom, left, right } = chart.plot
  const scene = sceneAt(axis, word)

  const go = (to: number): void => {
    goToWord(to)
    onFocusWord(to)
  }
  const acts: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => go(neighbourParagraph(axis, feelings, word, -1)),
    ArrowRight: () => go(neighbourParagraph(axis, feelings, word, 1)),
    PageUp: () => go(neighbourScene(axis, word, -1)),
    PageDown: () => go(neighbourScene(axis, word, 1)),
    Home: () => go(0),
    End: () => go(axis.words),
    c: () => void correctAt(word),
    Enter: () => addTargetPoint(chart, points, word, chart.targetValueAt(word) ?? chart.valueAt(word) ?? 0),
    '+': () => zoomAround(word, 0.7),
    '=': () => zoomAround(word, 0.7),
    '-': () => zoomAround(word, 1.4),
    '0': () => zoomToScope(null),
  }
  const key = (event: KeyboardEvent): void => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const seen = x >= left - 1 && x <= right + 1
  return (
    <g
      className="timeline-playhead"
      data-testid="playhead"
      data-word={Math.round(word)}
      role="slider"
      tabIndex={0}
      aria-label={t('timeline:playhead')}
      aria-valuemin={0}
      aria-valuemax={axis.words}
      aria-valuenow={Math.round(word)}
      aria-valuetext={[
        scene?.title,
        there?.sentence && t(`emotions:${there.sentence.emotion}`),
        there?.sentence?.text,
      ]
        .filter(Boolean)
        .join(' · ')}
      onKeyDown={key}
      onFocus={(event) => {
        if (!event.currentTarget.matches(':focus-visible')) return
        setFocused(true)
        onFocusWord(word)
      }}
      onBlur={() => {
        setFocused(false)
        onFocusWord(null)
      }}
      transform={`translate(${Math.max(left, Math.min(right, x))} 0)`}
    >
      <line y1={top} y2={bottom} opacity={seen ? 1 : 0.35} />
      <path d={`M-5 ${top - 5}H5L0 ${top + 3}Z`} opacity={seen ? 1 : 0.35} />
    </g>
  )
}
