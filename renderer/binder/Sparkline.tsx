// A scene's feeling as a line a thumbnail wide; its direction is spoken too.
import type { ReactElement } from 'react'
import { useStore } from 'zustand'
import { sceneSparkline, timelineStore } from '../timeline/timeline-store.ts'
import { useText, type TextKey } from '../locales/index.ts'

const WIDTH = 40
const HEIGHT = 14
/** A rise or fall smaller than this is level. */
const LEVEL = 0.08

/** Valence −1 … 1 into the box, eased so that quiet scenes still show their shape. */
const pathOf = (values: readonly number[]): string =>
  values
    .map((value, index) => {
      const x = 1 + (index * (WIDTH - 2)) / Math.max(1, values.length - 1)
      const y = HEIGHT / 2 - Math.tanh(value * 1.8) * (HEIGHT / 2 - 1.5)
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')

const trend = (values: readonly number[]): TextKey => {
  const change = (values.at(-1) ?? 0) - (values[0] ?? 0)
  if (Math.abs(change) < LEVEL) return 'binder:feelingFlat'
  return change > 0 ? 'binder:feelingUp' : 'binder:feelingDown'
}

export const Sparkline = ({ sceneId }: { readonly sceneId: string }): ReactElement => {
  const t = useText()
  // The values are read when the scene's feelings change: an empty line has no identity of its own.
  useStore(timelineStore, (state) => state.feelings[sceneId])
  const values = sceneSparkline(sceneId)
  const known = values.length > 1
  return (
    <svg
      className={known ? 'sparkline' : 'sparkline unknown'}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={known ? t(trend(values)) : undefined}
      aria-hidden={!known}
    >
      <path d={known ? pathOf(values) : `M1 ${HEIGHT / 2}H${WIDTH - 1}`} />
    </svg>
  )
}
