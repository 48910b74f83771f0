// How somebody feels just now, what may happen to them, and time that lets it fade.
import { Clock, Leaf, Zap } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { EmotionMark } from '../timeline/EmotionMark.tsx'
import { Button, Select } from '../ui/index.ts'
import { comesToRest, happens, timePasses, type Character } from './cast-store.ts'

/** What people tell of: each a whole event. */
const EVENTS = {
  luck: { desirable: 0.7 },
  loss: { desirable: -0.8 },
  insult: { desirable: -0.5, praiseworthy: -0.8, by: 'other' },
  help: { desirable: 0.6, praiseworthy: 0.7, by: 'other' },
  danger: { desirable: -0.9, likelihood: 0.7, unexpected: 0.5 },
  hope: { desirable: 0.8, likelihood: 0.6 },
  escaped: { desirable: 0.7, awaited: 'feared' },
  disappointed: { desirable: -0.7, awaited: 'hoped' },
  guilt: { praiseworthy: -0.8, by: 'self' },
  triumph: { desirable: 0.6, praiseworthy: 0.8, by: 'self' },
  shock: { unexpected: 0.9 },
  foul: { appeal: -0.8 },
} as const
type EventName = keyof typeof EVENTS
const NAMES = Object.keys(EVENTS) as EventName[]

const TIMES = [10, 60, 480] as const

export const FeelingFields = ({ character }: { readonly character: Character }): ReactElement => {
  const t = useText()
  const [event, choose] = useState<EventName>('luck')
  const { id, state, feeling } = character
  const percent = (value: number): string => formatNumber(Math.round(value * 100))
  return (
    <>
      <p className="cast-feeling" data-testid="cast-feeling">
        <EmotionMark emotion={feeling.label} sizePx={14} /> <strong>{t(`emotions:${feeling.label}`)}</strong>
        <span className="quiet">
          {t('cast:moodIs', {
            pleasure: percent(state.mood.pleasure),
            arousal: percent(state.mood.arousal),
            dominance: percent(state.mood.dominance),
          })}
        </span>
      </p>
      {state.emotions.length === 0 ? (
        <p className="quiet">{t('cast:atRest')}</p>
      ) : (
        <ul className="cast-emotions" aria-label={t('cast:emotions')}>
          {state.emotions.map(({ felt, intensity }) => (
            <li key={felt}>
              <span>{t(`cast:felt_${felt}`)}</span>
              <meter min={0} max={1} value={intensity} aria-label={t(`cast:felt_${felt}`)} />
              <span className="quiet">{percent(intensity)} %</span>
            </li>
          ))}
        </ul>
      )}
      <Select
        label={t('cast:happens')}
        value={event}
        choices={NAMES.map((name) => ({ id: name, label: t(`cast:event_${name}`) }))}
        onChange={choose}
        testId="cast-event"
      />
      <div className="cast-acts">
        <Button writes onPress={() => void happens(id, EVENTS[event])} data-testid="cast-happens">
          <Zap aria-hidden /> {t('cast:happen')}
        </Button>
        {TIMES.map((minutes) => (
          <Button key={minutes} writes look="quiet" onPress={() => void timePasses(id, minutes)}>
            <Clock aria-hidden /> {t(`cast:time_${minutes}`)}
          </Button>
        ))}
        <Button writes look="quiet" onPress={() => void comesToRest(id)}>
          <Leaf aria-hidden /> {t('cast:rest')}
        </Button>
      </div>
    </>
  )
}
