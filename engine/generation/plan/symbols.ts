// A beat as the planner reads and writes it: a line of symbols, one for who, does what, to whom, where, and what surrounds it.
import { ACTIONS } from './actions.ts'
import { BACKGROUND, type Concept, type Slot } from './background.ts'

/** A letter for every place in a line, in the order in which it is written. */
const LETTERS = {
  subject: 's',
  action: 'a',
  object: 'o',
  place: 'p',
  weather: 'w',
  thing: 't',
  sense: 'n',
  turn: 'x',
} as const

/** People without a role of their own in the scene. */
export const ONE = 'one'
export const ANOTHER = 'another'
export const SELF = 'self'

export interface EventSymbols {
  /** A role, or one of the people the story is about. */
  readonly subject: string
  readonly action: string
  readonly object: string
  readonly place: string | null
  readonly weather: string | null
  /** At most two. */
  readonly things: readonly string[]
  readonly sense: string | null
  readonly turn: string | null
}

const roles = (): readonly string[] => [ONE, ANOTHER, SELF, ...BACKGROUND.role.map(({ id }) => id)]
const ids = (slot: Slot): readonly string[] => BACKGROUND[slot].map(({ id }) => id)

/** Every symbol there is, in an order that saved planners rely on. */
export const allSymbols = (): readonly string[] => [
  ...roles().map((id) => `${LETTERS.subject}:${id}`),
  ...ACTIONS.map(({ id }) => `${LETTERS.action}:${id}`),
  ...roles().map((id) => `${LETTERS.object}:${id}`),
  ...ids('place').map((id) => `${LETTERS.place}:${id}`),
  ...ids('weather').map((id) => `${LETTERS.weather}:${id}`),
  ...ids('thing').map((id) => `${LETTERS.thing}:${id}`),
  ...ids('sense').map((id) => `${LETTERS.sense}:${id}`),
  ...ids('turn').map((id) => `${LETTERS.turn}:${id}`),
]

/** The symbol of a concept of the background, as bias and templates name it. */
export const symbolOf = (slot: Exclude<Slot, 'role'>, id: string): string => `${LETTERS[slot]}:${id}`
export const actionSymbol = (id: string): string => `${LETTERS.action}:${id}`

export const toLine = (event: EventSymbols): string => {
  const part = (letter: string, id: string | null): readonly string[] =>
    id === null ? [] : [`${letter}:${id}`]
  return [
    ...part(LETTERS.subject, event.subject),
    ...part(LETTERS.action, event.action),
    ...part(LETTERS.object, event.object),
    ...part(LETTERS.place, event.place),
    ...part(LETTERS.weather, event.weather),
    ...event.things.flatMap((thing) => part(LETTERS.thing, thing)),
    ...part(LETTERS.sense, event.sense),
    ...part(LETTERS.turn, event.turn),
  ].join(' ')
}

/** Null for a line that is not whole: who, does what, to whom. */
export const fromLine = (line: string): EventSymbols | null => {
  const parts = line
    .trim()
    .split(/\s+/)
    .map((symbol) => symbol.split(':') as [string, string | undefined])
  const all = (letter: string): readonly string[] =>
    parts.flatMap(([own, id]) => (own === letter && id !== undefined ? [id] : []))
  const first = (letter: string): string | null => all(letter)[0] ?? null
  const [subject, action, object] = [LETTERS.subject, LETTERS.action, LETTERS.object].map(first)
  if (!subject || !action || !object || !ACTIONS.some(({ id }) => id === action)) return null
  return {
    subject,
    action,
    object,
    place: first(LETTERS.place),
    weather: first(LETTERS.weather),
    things: [...new Set(all(LETTERS.thing))].slice(0, 2),
    sense: first(LETTERS.sense),
    turn: first(LETTERS.turn),
  }
}

export const conceptOf = (slot: Slot, id: string): Concept | undefined =>
  BACKGROUND[slot].find((concept) => concept.id === id)
