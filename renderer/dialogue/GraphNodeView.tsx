// One node as it is drawn: who speaks or what it is, its words, its emotion, its ports. Dragging it moves it.
import { memo, type PointerEvent, type ReactElement } from 'react'
import { EMOTION_SHAPES } from '../timeline/emotion-shape.ts'
import { useText } from '../locales/index.ts'
import { select, type GraphNode } from './dialogue-store.ts'
import type { Ghost } from './ghosts.ts'
import { NODE_HEIGHT, NODE_WIDTH } from './graph-size.ts'
import { useGraphSurface } from './graph-surface.ts'
import { nodeHeading, nodeText } from './node-words.ts'

/** As many as fit. */
const HEADING_CHARACTERS = 26

interface Props {
  readonly node: GraphNode
  readonly isSelected: boolean
  readonly isStart: boolean
  readonly problem: 'error' | 'warning' | null
  /** Seen from so far away that words cannot be read: the box alone. */
  readonly isFar: boolean
  /** Of a growth, and how it stands; null: of the dialogue itself. */
  readonly ghost: Ghost | null
}

export const GraphNodeView = memo(
  ({ node, isSelected, isStart, problem, isFar, ghost }: Props): ReactElement => {
    const t = useText()
    const { drag } = useGraphSurface()
    const onPointerDown = (event: PointerEvent<SVGGElement>): void => {
      if (event.button !== 0) return
      select(node.id)
      // It has its place once it is taken in.
      if (!ghost) drag(event, node)
    }

    const heading = nodeHeading(node).slice(0, HEADING_CHARACTERS)
    const text = nodeText(node)
    const emotion = node.kind === 'line' ? node.emotion : null
    const spoken = [
      heading,
      text,
      emotion && t(`emotions:${emotion.label}`),
      isStart && t('dialogue:start'),
      problem && t(`dialogue:${problem}`),
      ghost && t(`dialogue:ghost_${ghost}`),
    ]
    return (
      <g
        id={`dialogue-${node.id}`}
        className="graph-node"
        data-kind={node.kind}
        data-selected={isSelected || undefined}
        data-problem={problem ?? undefined}
        data-ghost={ghost ?? undefined}
        data-testid="graph-node"
        transform={`translate(${node.x} ${node.y})`}
        role="option"
        aria-selected={isSelected}
        aria-label={spoken.filter((word) => typeof word === 'string').join(', ')}
        onPointerDown={onPointerDown}
      >
        <rect className="graph-box" width={NODE_WIDTH} height={NODE_HEIGHT} rx={8} />
        {isStart && <rect className="graph-start" x={0} y={12} width={3} height={NODE_HEIGHT - 24} />}
        {!isFar && (
          <>
            <text className="graph-heading" x={12} y={20}>
              {/* The space keeps heading and words apart for who reads them as one. */}
              {`${heading} `}
            </text>
            <foreignObject x={12} y={26} width={NODE_WIDTH - 24} height={NODE_HEIGHT - 32}>
              <div className="graph-text" aria-hidden>
                {text}
              </div>
            </foreignObject>
          </>
        )}
        {emotion && (
          <path
            d={EMOTION_SHAPES[emotion.label]}
            fill={`var(--${emotion.label})`}
            transform={`translate(${NODE_WIDTH - 24} 9)`}
          />
        )}
        {problem && <circle className="graph-problem" cx={NODE_WIDTH - 2} cy={2} r={5} />}
      </g>
    )
  },
)
GraphNodeView.displayName = 'GraphNodeView'
