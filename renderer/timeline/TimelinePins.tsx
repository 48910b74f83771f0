// Media pinned to the story: small marks at the top of the chart, dragged to another place or opened in the media panel.
import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { movePin, showItem, unpin, useMedia, type MediaPin } from '../media/media-store.ts'
import { sceneAt, wordAt } from './book-axis.ts'
import type { Chart } from './timeline-chart.ts'
import { timelineStore, useTimeline } from './timeline-store.ts'

const KIND_PATHS = {
  image: 'M-5-4H5V4H-5ZM-5 3L-1.5-1L1 1.5L3 0L5 2',
  audio: 'M-4-1.5V1.5M-1.5-4V4M1.5-2.5V2.5M4-1V1',
  video: 'M-4-4.5L4.5 0L-4 4.5Z',
  document: 'M-3.5-5H1.5L4-2.5V5H-3.5ZM1.5-5V-2.5H4',
} as const

/** Moves a pin to a word of the book. */
const movePinTo = (pin: MediaPin, word: number): void => {
  const { axis } = timelineStore.getState()
  const scene = sceneAt(axis, Math.min(axis.words, Math.max(0, word)))
  if (!scene || scene.to <= scene.from) return
  const at = Math.min(1, Math.max(0, (word - scene.from) / (scene.to - scene.from)))
  void movePin(pin.id, scene.id, at)
}

export const TimelinePins = ({ chart }: { readonly chart: Chart }): ReactElement => {
  const t = useText()
  const axis = useTimeline((state) => state.axis)
  const pins = useMedia((state) => state.pins)
  const items = useMedia((state) => state.items)
  const held = useRef<{ readonly id: string; readonly startPx: number } | null>(null)

  const key = (event: KeyboardEvent, pin: MediaPin, word: number): void => {
    const [from, to] = chart.x.domain()
    const step = (to! - from!) / (event.shiftKey ? 20 : 100)
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => movePinTo(pin, word - step),
      ArrowRight: () => movePinTo(pin, word + step),
      Enter: () => showItem(pin.mediaId),
      Delete: () => void unpin(pin.id),
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <g>
      {pins.map((pin) => {
        const item = items.find(({ id }) => id === pin.mediaId)
        const word = wordAt(axis, pin.sceneId, pin.at)
        if (!item || word === null) return null
        const x = chart.x(word)
        if (x < chart.plot.left - 6 || x > chart.plot.right + 6) return null
        return (
          <g
            key={pin.id}
            data-grip
            data-testid="media-pin"
            className="timeline-pin"
            role="slider"
            tabIndex={0}
            aria-label={t('timeline:pin', { name: item.caption || item.name })}
            aria-valuemin={0}
            aria-valuemax={axis.words}
            aria-valuenow={Math.round(word)}
            aria-valuetext={axis.byId.get(pin.sceneId)?.title ?? ''}
            transform={`translate(${x} ${chart.plot.bottom - 30})`}
            onKeyDown={(event) => key(event, pin, word)}
            onPointerDown={(event: PointerEvent<SVGGElement>) => {
              event.stopPropagation()
              event.currentTarget.setPointerCapture(event.pointerId)
              held.current = { id: pin.id, startPx: event.clientX }
            }}
            onPointerMove={(event) => {
              if (held.current?.id !== pin.id) return
              event.currentTarget.setAttribute(
                'transform',
                `translate(${x + event.clientX - held.current.startPx} ${chart.plot.bottom - 30})`,
              )
            }}
            onPointerUp={(event) => {
              const moved = held.current ? event.clientX - held.current.startPx : 0
              held.current = null
              if (Math.abs(moved) < 3) showItem(pin.mediaId)
              else movePinTo(pin, chart.x.invert(x + moved))
            }}
          >
            <title>{item.caption || item.name}</title>
            <rect x={-9} y={-8} width={18} height={16} rx={5} />
            <path d={KIND_PATHS[item.kind]} />
          </g>
        )
      })}
    </g>
  )
}
