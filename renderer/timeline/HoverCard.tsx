// The little card over the timeline: the sentence there, its emotion, valence and how sure the analyser is.
import { useLayoutEffect, useRef, type ReactElement, type RefObject } from 'react'
import { createPortal } from 'react-dom'
import { useText } from '../locales/index.ts'
import { EmotionMark } from './EmotionMark.tsx'
import { formatSigned } from './format.ts'
import { UNSURE } from './timeline-chart.ts'
import type { SentenceThere } from './useSentence.ts'

const WIDTH_PX = 340

interface HoverCardProps {
  readonly there: SentenceThere
  /** The chart; the card floats above it. */
  readonly anchor: RefObject<Element | null>
  /** Where the card points at, from the chart's left edge. */
  readonly atPx: number
}

export const HoverCard = ({ there, anchor, atPx }: HoverCardProps): ReactElement => {
  const t = useText()
  const card = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = anchor.current?.getBoundingClientRect()
    if (!card.current || !box) return
    const left = Math.max(8, Math.min(window.innerWidth - WIDTH_PX - 8, box.left + atPx - WIDTH_PX / 2))
    card.current.style.left = `${left}px`
    card.current.style.bottom = `${window.innerHeight - box.top + 6}px`
  })
  const { sentence } = there
  return createPortal(
    <div className="timeline-card" ref={card} style={{ width: WIDTH_PX }} data-testid="timeline-card">
      {sentence ? <p lang="">{sentence.text}</p> : <p className="quiet">{t('timeline:noWordsHere')}</p>}
      <div className="timeline-card-facts">
        {sentence && (
          <>
            <span className="with-mark">
              <EmotionMark emotion={sentence.emotion} /> {t(`emotions:${sentence.emotion}`)}
            </span>
            <span>{t('timeline:valenceIs', { value: formatSigned(sentence.valence) })}</span>
            {sentence.correctedFrom ? (
              <b>{t('arc:correctedMark')}</b>
            ) : (
              <span>{t('timeline:sureness', { percent: Math.round(sentence.confidence * 100) })}</span>
            )}
            {sentence.confidence < UNSURE && <i>{t('arc:uncertain')}</i>}
          </>
        )}
        <span className="timeline-card-scene">{there.sceneTitle}</span>
      </div>
    </div>,
    document.body,
  )
}
