// Small marks over the curve: beats of a structure, turns of the story, sentences the writer corrected.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { formatShare, formatSigned } from './format.ts'
import type { Chart } from './timeline-chart.ts'
import { useTimeline } from './timeline-store.ts'
import { useBeats } from './useChart.ts'

/** Average advance of a character of a beat's name; CJK characters are about twice as wide. */
const CHARACTER_PX = 5.4
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, char) => sum + (char > '\u2e80' ? 2 : 1) * CHARACTER_PX, 0)

interface BeatPlace {
  readonly key: string
  readonly name: string
  readonly x: number
  /** Where the name begins; null where there is no room for it. */
  readonly nameX: number | null
}

/** Names right of their lines, the last one left of it; those without room are left to the hint. */
const placeBeats = (
  chart: Chart,
  beats: readonly { readonly key: string; readonly name: string; readonly word: number }[],
): readonly BeatPlace[] => {
  const { left, right } = chart.plot
  const places: BeatPlace[] = []
  let free = -Infinity
  for (const { key, name, word } of beats) {
    const x = chart.x(word)
    if (x < left - 1 || x > right + 1) continue
    const from = x + 6 + widthOf(name) > right ? x - 5 - widthOf(name) : x + 5
    const fits = from >= free
    if (fits) free = from + widthOf(name) + 8
    places.push({ key, name, x, nameX: fits ? from : null })
  }
  return places
}

const Beats = ({ chart }: { readonly chart: Chart }): ReactElement => {
  const t = useText()
  const beats = useBeats(chart.scope).map(({ word, key }) => ({ word, key, name: t(`arc:beat_${key}`) }))
  return (
    <g className="timeline-beats" data-testid="beats">
      {placeBeats(chart, beats).map(({ key, name, x, nameX }) => (
        <g key={key}>
          <title>{name}</title>
          <line x1={x} x2={x} y1={chart.plot.top} y2={chart.plot.bottom} />
          {nameX !== null && (
            <text x={nameX} y={chart.plot.top + 11}>
              {name}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}

const Turns = ({ chart }: { readonly chart: Chart }): ReactElement => {
  const t = useText()
  const measure = useTimeline((state) => state.measure)
  const value = measure === 'valence' ? formatSigned : formatShare
  const { top, bottom } = chart.plot
  return (
    <g className="timeline-turns" data-testid="turns">
      {chart.turns.map(({ x, turn }) => (
        <g key={turn.word}>
          <title>{t('arc:turn', { before: value(turn.before), after: value(turn.after) })}</title>
          <line x1={x} x2={x} y1={top} y2={bottom} />
          <path
            d={
              turn.after > turn.before
                ? `M${x - 5} ${bottom - 2}H${x + 5}L${x} ${bottom - 10}Z`
                : `M${x - 5} ${bottom - 10}H${x + 5}L${x} ${bottom - 2}Z`
            }
          />
        </g>
      ))}
    </g>
  )
}

const Corrected = ({ chart }: { readonly chart: Chart }): ReactElement => {
  const t = useText()
  return (
    <g className="timeline-corrected" data-testid="corrected-marks">
      {chart.corrected.map((word) => {
        const value = chart.valueAt(word)
        return value === null ? null : (
          <circle key={word} cx={chart.x(word)} cy={chart.y(value)} r={4}>
            <title>{t('arc:correctedMark')}</title>
          </circle>
        )
      })}
    </g>
  )
}

export const ChartMarks = ({ chart }: { readonly chart: Chart }): ReactElement => (
  <>
    <Beats chart={chart} />
    <Turns chart={chart} />
    <Corrected chart={chart} />
  </>
)
