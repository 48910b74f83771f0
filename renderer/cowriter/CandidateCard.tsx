// One candidate: its words, how it feels, how far from the target, what the score is made of, and the writer's verdict.
import { Check, ThumbsDown, ThumbsUp, X } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { StarToggle } from '../learning/StarToggle.tsx'
import { useText } from '../locales/index.ts'
import { EmotionBar } from '../timeline/EmotionBar.tsx'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import { formatShare } from '../timeline/format.ts'
import { Button, IconButton, IconToggle } from '../ui/index.ts'
import type { Candidate } from './cowriter-options.ts'
import { accept, rate, reject, select } from './cowriter-store.ts'
import type { Draft } from './drafts.ts'
import { SourceList, TracedText, useSources } from './TracedText.tsx'
import { foundIn, isFound, reasonName } from './reasons.ts'

export const Verdict = ({ candidate }: { readonly candidate: Candidate }): ReactElement => {
  const t = useText()
  return (
    <div className="candidate-verdict">
      <div className="candidate-row">
        <EmotionMark emotion={candidate.emotion} />
        <EmotionBar mix={candidate.mix} />
        <b title={t('cowriter:score')}>{formatShare(candidate.score)}</b>
      </div>
      <p className="candidate-reasons">
        {candidate.distance !== null && (
          <span>{t('cowriter:distance', { value: formatShare(candidate.distance) })}</span>
        )}
      </p>
      <ul className="candidate-reasons" aria-label={t('cowriter:why')}>
        {candidate.reasons
          .filter((reason) => !isFound(reason))
          .map(({ key, value, weight }) => (
            <li key={key}>
              {reasonName(key)} {formatShare(value)}
              {weight !== undefined && <span> × {formatShare(weight)}</span>}
            </li>
          ))}
      </ul>
    </div>
  )
}

export const Rating = ({ candidate }: { readonly candidate: Candidate }): ReactElement => {
  const t = useText()
  const { rating } = candidate
  return (
    <>
      <IconToggle
        label={t('cowriter:good')}
        isSelected={rating === 1}
        onChange={() => void rate(candidate, rating === 1 ? 0 : 1)}
      >
        <ThumbsUp aria-hidden />
      </IconToggle>
      <IconToggle
        label={t('cowriter:bad')}
        isSelected={rating === -1}
        onChange={() => void rate(candidate, rating === -1 ? 0 : -1)}
      >
        <ThumbsDown aria-hidden />
      </IconToggle>
      <StarToggle candidateId={candidate.id} />
    </>
  )
}

export const CandidateCard = (props: {
  readonly draft: Draft
  readonly at: number
  readonly isCurrent: boolean
  readonly isWriting: boolean
}): ReactElement => {
  const t = useText()
  const { draft, at, isCurrent, isWriting } = props
  const { candidate } = draft
  const rejected = candidate?.decision === 'rejected'
  const [revealed, setRevealed] = useState(false)
  const sentences = useSources(candidate?.id ?? null)
  const found = candidate ? foundIn(candidate.reasons) : []
  return (
    <li
      className={`candidate${isCurrent ? ' current' : ''}${rejected ? ' rejected' : ''}`}
      data-testid="candidate"
      aria-current={isCurrent}
    >
      {found.length > 0 && !revealed ? (
        <p className="candidate-kept">
          {t('cowriter:keptBack', { what: found.join(t('cowriter:listJoint')) })}{' '}
          <Button look="quiet" onPress={() => setRevealed(true)} data-testid="candidate-reveal">
            {t('cowriter:reveal')}
          </Button>
        </p>
      ) : (
        <Button
          writes
          look="quiet"
          className="candidate-text"
          onPress={() => select(at)}
          isDisabled={draft.text === ''}
        >
          {draft.text === '' ? (
            <span className="quiet">{t('cowriter:waiting')}</span>
          ) : (
            <TracedText text={draft.text} sentences={sentences} />
          )}
        </Button>
      )}
      <SourceList text={draft.text} sentences={sentences} />
      {candidate && <Verdict candidate={candidate} />}
      {draft.text !== '' && (
        <div className="candidate-acts">
          {candidate && <Rating candidate={candidate} />}
          <span className="spacer" />
          {candidate && !rejected && (
            <IconButton label={t('cowriter:rejectThis')} onPress={() => void reject(at)}>
              <X aria-hidden />
            </IconButton>
          )}
          <Button
            look={isCurrent && !isWriting ? 'primary' : 'plain'}
            onPress={() => void accept(at)}
            data-testid="candidate-accept"
          >
            <Check aria-hidden /> {t('cowriter:accept')}
          </Button>
        </div>
      )}
    </li>
  )
}
