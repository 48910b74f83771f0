// The map itself: a mark a sentence where the model puts it, and the way between two. For the eye; the list beside it speaks.
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { useRef, type PointerEvent, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { EMOTION_SHAPES } from '../timeline/emotion-shape.ts'
import type { Emotion } from '../timeline/feelings.ts'
import { useSize } from '../timeline/useSize.ts'
import {
  latentStore,
  takeSentence,
  useLatent,
  type LatentMap,
  type MapPlace,
  type WayPlace,
} from './latent-store.ts'

const HEIGHT = 330
const EDGE = 14
const MARK = 9
const REACH = 18
const FAR_OUT = 0.01

const shapeOf = (emotion: string): { readonly path: string; readonly colour: string } => {
  const known = emotion in EMOTION_SHAPES ? (emotion as Emotion) : 'neutral'
  return { path: EMOTION_SHAPES[known], colour: `var(--${known})` }
}

export const LatentChart = ({ map }: { readonly map: LatentMap }): ReactElement => {
  const t = useText()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useSize(frame)
  const { from, to, way, at, near, hovered } = useLatent((state) => state)
  const all = [...map.places, ...way, ...near]
  // A few sentences far out must not press the others together: they stand at the edge.
  const span = (axis: 'x' | 'y'): [number, number] => {
    const numbers = all.map((place) => place[axis]).toSorted((a, b) => a - b)
    const at = (share: number): number => numbers[Math.round(share * (numbers.length - 1))] ?? 0
    return [at(FAR_OUT), at(1 - FAR_OUT)]
  }
  const x = scaleLinear(span('x'), [EDGE, Math.max(EDGE + 1, width - EDGE)]).clamp(true)
  const y = scaleLinear(span('y'), [HEIGHT - EDGE, EDGE]).clamp(true)
  const path = line<WayPlace>(
    (place) => x(place.x),
    (place) => y(place.y),
  )
  const nearest = (event: PointerEvent): MapPlace | null => {
    const box = event.currentTarget.getBoundingClientRect()
    const [px, py] = [event.clientX - box.left, event.clientY - box.top]
    const distance = (place: MapPlace): number => Math.hypot(x(place.x) - px, y(place.y) - py)
    const [best] = map.places.toSorted((a, b) => distance(a) - distance(b))
    return best && distance(best) <= REACH ? best : null
  }
  const current = way[at]
  return (
    <div className="latent-chart" ref={frame}>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={t('workshop:mapSummary', {
          count: map.places.length,
          share: Math.round(100 * map.view.explained),
        })}
        data-testid="latent-map"
        onPointerMove={(event) => latentStore.setState({ hovered: nearest(event) })}
        onPointerLeave={() => latentStore.setState({ hovered: null })}
        onPointerDown={(event) => {
          const place = nearest(event)
          if (place) takeSentence(place)
        }}
      >
        {map.places.map((place, index) => {
          const { path: shape, colour } = shapeOf(place.emotion)
          const isChosen = place.text === from || place.text === to
          return (
            <g
              key={index}
              className={isChosen ? 'latent-mark chosen' : 'latent-mark'}
              transform={`translate(${x(place.x) - MARK / 2} ${y(place.y) - MARK / 2}) scale(${MARK / 12})`}
            >
              <path d={shape} fill={colour} />
            </g>
          )
        })}
        <path className="latent-way" d={path(way) ?? ''} />
        {[...way, ...near].map((place, index) => (
          <circle key={index} className="latent-step" cx={x(place.x)} cy={y(place.y)} r={3.5} />
        ))}
        {current && <circle className="latent-now" cx={x(current.x)} cy={y(current.y)} r={8} />}
        {hovered && <circle className="latent-hover" cx={x(hovered.x)} cy={y(hovered.y)} r={9} />}
      </svg>
    </div>
  )
}
