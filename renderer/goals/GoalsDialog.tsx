// Goals: how far the writer is today, in this sitting and in the book; what was written when; and what is aimed at.
import { useState, type ReactElement } from 'react'
import { Button, Dialog, Progress, TextField } from '../ui/index.ts'
import { formatNumber, useLocale, useText } from '../locales/index.ts'
import { closeGoals, startSession, updateGoals, useGoals, type Overview } from './goals-store.ts'
import { HistoryChart } from './HistoryChart.tsx'
import './goals.css'

const Meter = (props: {
  readonly title: string
  readonly words: number
  readonly goal: number | null
  readonly note?: string
}): ReactElement => {
  const { title, words, goal, note } = props
  const t = useText()
  const text =
    goal === null
      ? t('goals:wordsOnly', { count: words, words: formatNumber(words) })
      : t('goals:wordsOf', { words: formatNumber(words), goal: formatNumber(goal) })
  return (
    <div className="goal-meter">
      <span className="label">{title}</span>
      <strong>{text}</strong>
      {goal !== null && <Progress label={`${title}: ${text}`} done={words} total={goal} />}
      {note && <small>{note}</small>}
    </div>
  )
}

/** A whole number of words, or nothing; null where it is neither. */
const wordsFrom = (text: string): number | null | undefined => {
  const plain = text.replaceAll(/[\s,，.]/gu, '')
  if (plain === '') return null
  const words = Number(plain)
  return Number.isInteger(words) && words > 0 && words <= 100_000_000 ? words : undefined
}

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T12:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

const Aims = ({ goals }: { readonly goals: Overview['goals'] }): ReactElement => {
  const t = useText()
  const locale = useLocale()
  const [daily, setDaily] = useState(goals.dailyWords?.toString() ?? '')
  const [session, setSession] = useState(goals.sessionWords?.toString() ?? '')
  const [project, setProject] = useState(goals.projectWords?.toString() ?? '')
  const [deadline, setDeadline] = useState(goals.deadline ?? '')
  const [dayStart, setDayStart] = useState(goals.dayStartsAt.toString())
  const [weekdays, setWeekdays] = useState(goals.weekdays)
  const badWords = (text: string): { error?: string } =>
    wordsFrom(text) === undefined ? { error: t('goals:badWords') } : {}
  const hour = Number(dayStart)
  const badHour = !Number.isInteger(hour) || hour < 0 || hour > 23
  const badDay = deadline.trim() !== '' && !isDay(deadline.trim())
  const bad = badHour || badDay || [daily, session, project].some((text) => wordsFrom(text) === undefined)
  // 5 January 1970 was a Monday.
  const dayNames = Array.from({ length: 7 }, (_, index) =>
    new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format((index + 4) * 86_400_000),
  )
  const save = (): void => {
    if (bad) return
    void updateGoals({
      dailyWords: wordsFrom(daily) ?? null,
      sessionWords: wordsFrom(session) ?? null,
      projectWords: wordsFrom(project) ?? null,
      deadline: deadline.trim() || null,
      dayStartsAt: hour,
      weekdays,
    })
  }
  return (
    <form
      className="goal-aims"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <TextField
        label={t('goals:daily')}
        value={daily}
        onChange={setDaily}
        {...badWords(daily)}
        testId="goal-daily"
      />
      <TextField label={t('goals:session')} value={session} onChange={setSession} {...badWords(session)} />
      <TextField
        label={t('goals:project')}
        value={project}
        onChange={setProject}
        {...badWords(project)}
        testId="goal-project"
      />
      <TextField
        label={t('goals:deadline')}
        value={deadline}
        onChange={setDeadline}
        placeholder="2027-01-31"
        {...(badDay ? { error: t('goals:badDay') } : {})}
      />
      <fieldset className="goal-weekdays">
        <legend className="label">{t('goals:weekdays')}</legend>
        {dayNames.map((name, index) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={weekdays[index] ?? false}
              onChange={(event) =>
                setWeekdays(weekdays.map((on, day) => (day === index ? event.target.checked : on)))
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      <TextField
        label={t('goals:dayStartsAt')}
        value={dayStart}
        onChange={setDayStart}
        hint={t('goals:dayStartsAtHint')}
        {...(badHour ? { error: t('goals:badHour') } : {})}
      />
      <div className="goal-aims-end">
        <Button type="submit" look="primary" isDisabled={bad} data-testid="goals-save">
          {t('goals:save')}
        </Button>
      </div>
    </form>
  )
}

const Body = ({ overview }: { readonly overview: Overview }): ReactElement => {
  const t = useText()
  const book = useGoals((state) => state.book)
  const { goals, day, session, streak, daysLeft, wordsPerDay, bookWords, history } = overview
  const apart =
    day.pasted > 0 || day.generated > 0
      ? t('goals:apart', { pasted: formatNumber(day.pasted), generated: formatNumber(day.generated) })
      : undefined
  const plan =
    daysLeft === null
      ? undefined
      : wordsPerDay === null
        ? t('goals:daysLeft', { count: daysLeft })
        : t('goals:plan', { count: daysLeft, words: formatNumber(wordsPerDay) })
  return (
    <div className="goals">
      <div className="goal-meters">
        <Meter
          title={t('goals:today')}
          words={day.counted}
          goal={goals.dailyWords}
          {...(apart ? { note: apart } : {})}
        />
        <Meter title={t('goals:thisSession')} words={session.counted} goal={goals.sessionWords} />
        <Meter
          title={t('goals:book')}
          words={bookWords}
          goal={goals.projectWords}
          {...(plan ? { note: plan } : {})}
        />
      </div>
      <p className="goal-line">
        {t('goals:streak', { count: streak.current })} · {t('goals:longest', { count: streak.longest })}
        {book && book.characters > 0 && (
          <>
            {' '}
            ·{' '}
            {t('goals:byScript', {
              words: formatNumber(book.words),
              characters: formatNumber(book.characters),
            })}
          </>
        )}
        <Button look="quiet" className="small" onPress={() => void startSession()}>
          {t('goals:startSession')}
        </Button>
      </p>
      <HistoryChart days={history} goal={goals.dailyWords} />
      <p className="goal-hint">{t('goals:whatCounts')}</p>
      <h3>{t('goals:aims')}</h3>
      <Aims key={JSON.stringify(goals)} goals={goals} />
    </div>
  )
}

export const GoalsDialog = (): ReactElement => {
  const t = useText()
  const open = useGoals((state) => state.open)
  const overview = useGoals((state) => state.overview)
  return (
    <Dialog
      title={t('goals:title')}
      isOpen={open}
      onClose={closeGoals}
      widthPx={680}
      testId="goals-dialog"
      writes
    >
      {overview && <Body overview={overview} />}
    </Dialog>
  )
}
