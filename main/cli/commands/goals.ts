// arcwright goals: what the writer sets out to write, and what was written.
import path from 'node:path'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

/** `none` takes a goal away. */
const goal = (name: string, text: string | undefined): number | null | undefined =>
  text === 'none' ? null : numberFrom(name, text)

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const weekdaysFrom = (text: string | undefined): boolean[] | undefined => {
  const chosen = text?.split(',').map((day) => day.trim().toLowerCase().slice(0, 3))
  const unknown = chosen?.find((day) => !WEEK.includes(day))
  if (unknown !== undefined) throw new UsageError(`--weekdays: ${unknown} is none of ${WEEK.join(', ')}`)
  return chosen && WEEK.map((day) => chosen.includes(day))
}

export const goalsCommand = toCommand({
  name: 'goals',
  description: 'show and set targets; show what was written',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    book: { type: 'string', description: 'words of the whole book, or none' },
    daily: { type: 'string', description: 'words a day, or none' },
    session: { type: 'string', description: 'words a sitting, or none' },
    deadline: { type: 'string', description: 'the last day, as 2027-01-31, or none' },
    'day-starts-at': { type: 'string', description: 'the hour a new day begins, 0 to 23' },
    weekdays: { type: 'string', description: 'days of writing, with commas: mon,tue,wed,thu,fri,sat,sun' },
    'new-sitting': { type: 'boolean', description: 'the next words begin a new sitting', default: false },
    days: { type: 'string', description: 'days of history', default: '28' },
  },
  async run(options, engine, terminal) {
    await engine.project.open({ path: path.resolve(options.project) })
    const patch = {
      projectWords: goal('book', options.book),
      dailyWords: goal('daily', options.daily),
      sessionWords: goal('session', options.session),
      deadline: options.deadline === 'none' ? null : options.deadline,
      dayStartsAt: numberFrom('day-starts-at', options['day-starts-at']),
      weekdays: weekdaysFrom(options.weekdays),
    }
    const set = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    if (Object.keys(set).length > 0) await engine.goals.update(set)
    if (options['new-sitting']) await engine.goals.startSession()
    const overview = await engine.goals.overview({ days: numberFrom('days', options.days) ?? 28 })
    const book = await engine.goals.bookWords()
    const { goals, day, session, streak } = overview
    const of = (target: number | null): string => (target === null ? '' : ` of ${target}`)
    terminal.say(`today ${day.counted}${of(goals.dailyWords)} words, in a row ${streak.current} days`)
    terminal.say(`this sitting ${session.counted}${of(goals.sessionWords)} words`)
    terminal.say(
      `book ${overview.bookWords}${of(goals.projectWords)} words, ${book.characters} of them characters`,
    )
    if (overview.daysLeft !== null)
      terminal.say(`${overview.daysLeft} days left, ${overview.wordsPerDay ?? '–'} words a day`)
    return { ...overview, book }
  },
})
