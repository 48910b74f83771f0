// An emotion's shape in its colour, with its name for those who see neither.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { EMOTION_SHAPES } from './emotion-shape.ts'
import type { Emotion } from './feelings.ts'

export const EmotionMark = (props: { readonly emotion: Emotion; readonly sizePx?: number }): ReactElement => {
  const t = useText()
  const { emotion, sizePx = 10 } = props
  return (
    <svg
      className="emotion-mark"
      viewBox="0 0 12 12"
      width={sizePx}
      height={sizePx}
      role="img"
      aria-label={t(`emotions:${emotion}`)}
    >
      <path d={EMOTION_SHAPES[emotion]} fill={`var(--${emotion})`} />
    </svg>
  )
}
