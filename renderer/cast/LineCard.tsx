// One line: its words, how it feels, why it stands here, and what the writer makes of it.
import { Check, ThumbsDown, ThumbsUp, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { Draft } from '../dialogue/Draft.tsx'
import { formatNumber, useText, type TextKey } from '../locales/index.ts'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import { IconToggle } from '../ui/index.ts'
import { useCast } from './cast-store.ts'
import { decideLine, editLine, rateLine, useLines, type Line } from './lines-store.ts'

const REASONS = ['emotion', 'persona', 'variety', 'length']

export const LineCard = ({ line }: { readonly line: Line }): ReactElement => {
  const t = useText()
  const cast = useCast((state) => state.characters) ?? []
  const known: readonly string[] = useLines((state) => state.situations)
  const { id, text, situation, emotion, score, reasons, decision, rating } = line
  const name = cast.find((each) => each.id === line.characterId)?.name ?? '?'
  const percent = (value: number): string => formatNumber(Math.round(value * 100))
  const situationName = known.includes(situation) ? t(`cast:situation_${situation}` as TextKey) : situation
  const decide = (wanted: Line['decision']): void =>
    void decideLine(id, decision === wanted ? 'offered' : wanted)
  return (
    <li className={`line-card ${decision}`} data-testid="line-card">
      <div className="line-head">
        <EmotionMark emotion={emotion.label} sizePx={11} />
        <span className="quiet">
          {name} · {situationName} · {t(`cast:bond_${line.bond}`)} · {t(`cast:state_${line.state}`)}
        </span>
        <span className="line-acts">
          <IconToggle
            writes
            label={t('cast:acceptLine', { text })}
            isSelected={decision === 'accepted'}
            onChange={() => decide('accepted')}
          >
            <Check aria-hidden />
          </IconToggle>
          <IconToggle
            writes
            label={t('cast:rejectLine', { text })}
            isSelected={decision === 'rejected'}
            onChange={() => decide('rejected')}
            data-testid="line-reject"
          >
            <X aria-hidden />
          </IconToggle>
          <IconToggle
            writes
            label={t('cast:likeLine', { text })}
            isSelected={rating > 0}
            onChange={() => void rateLine(id, rating > 0 ? 0 : 1)}
          >
            <ThumbsUp aria-hidden />
          </IconToggle>
          <IconToggle
            writes
            label={t('cast:dislikeLine', { text })}
            isSelected={rating < 0}
            onChange={() => void rateLine(id, rating < 0 ? 0 : -1)}
          >
            <ThumbsDown aria-hidden />
          </IconToggle>
        </span>
      </div>
      <Draft
        key={id}
        label={t('cast:lineText')}
        value={text}
        onCommit={(words) => {
          if (words.trim() === '') return false
          void editLine(id, words)
          return true
        }}
      />
      <p className="quiet line-reasons">
        <strong>
          {t('cowriter:score')} {percent(score)}
        </strong>
        {reasons
          .filter(({ key }) => REASONS.includes(key))
          .map(({ key, value }) => ` · ${t(`cast:reason_${key}` as TextKey)} ${percent(value)}`)
          .join('')}
      </p>
    </li>
  )
}
