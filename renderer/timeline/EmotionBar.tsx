// A mix of emotions as one thin bar, largest first, each with its name on hover and in words for screen readers.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { EMOTIONS } from './feelings.ts'

/** Smaller shares are drawn but not named. */
const LEAST_NAMED = 0.08

/** @param mix probabilities in the order of EMOTIONS. */
export const EmotionBar = ({ mix }: { readonly mix: readonly number[] }): ReactElement => {
  const t = useText()
  const parts = EMOTIONS.map((emotion, index) => ({ emotion, share: mix[index] ?? 0 }))
    .filter(({ share }) => share > 0.01)
    .toSorted(
      (a, b) => Number(a.emotion === 'neutral') - Number(b.emotion === 'neutral') || b.share - a.share,
    )
  const words = parts
    .filter(({ share }) => share >= LEAST_NAMED)
    .map(({ emotion, share }) =>
      t('emotions:share', { emotion: t(`emotions:${emotion}`), percent: Math.round(share * 100) }),
    )
    .join(t('emotions:separator'))
  return (
    <span className="emotion-bar" role="img" aria-label={words} title={words}>
      {parts.map(({ emotion, share }) => (
        <span
          key={emotion}
          style={{
            width: `${share * 100}%`,
            background: emotion === 'neutral' ? 'transparent' : `var(--${emotion})`,
          }}
        />
      ))}
    </span>
  )
}
