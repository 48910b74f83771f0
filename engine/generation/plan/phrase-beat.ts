// Puts a planned event into words: one sentence of what happens, one of what surrounds it, in the language of the book.
import type { Language } from '../../domain/project.ts'
import { ACTIONS } from './actions.ts'
import { ANOTHER, conceptOf, ONE, SELF, type EventSymbols } from './symbols.ts'

export interface PhrasedBeat {
  readonly summary: string
  readonly background: string
}

/** People of the plan in the order of their weight, and the place the writer named, if any. */
export interface Stage {
  readonly cast: readonly string[]
  readonly place: string
}

const PEOPLE = { en: ['the heroine', 'the other'], zh: ['主人公', '对方'] } as const

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Names for the two in the middle; everyone else by what they are. */
const nameOf = (who: string, { cast }: Stage, language: Language, isObject: boolean): string => {
  if (who === ONE) return (isObject ? cast[1] : cast[0]) ?? PEOPLE[language][isObject ? 1 : 0]
  if (who === ANOTHER) return cast[1] ?? PEOPLE[language][1]
  if (who === SELF) return isObject ? (cast[1] ?? PEOPLE[language][1]) : (cast[0] ?? PEOPLE[language][0])
  return conceptOf('role', who)?.phrase[language] ?? who
}

const phraseOf = (
  slot: 'place' | 'weather' | 'thing' | 'sense' | 'turn',
  id: string | null,
  language: Language,
) => (id === null ? undefined : conceptOf(slot, id)?.phrase[language])

export const phraseBeat = (event: EventSymbols, stage: Stage, language: Language): PhrasedBeat => {
  const action = ACTIONS.find(({ id }) => id === event.action)?.phrase[language] ?? ''
  const happens = action
    .replaceAll('{a}', nameOf(event.subject, stage, language, false))
    .replaceAll('{b}', nameOf(event.object, stage, language, true))
  const turn = phraseOf('turn', event.turn, language)
  const known = phraseOf('place', event.place, language)
  const place = stage.place.trim() === '' ? known : stage.place.trim()
  const around = [
    phraseOf('weather', event.weather, language),
    ...event.things.map((thing) => phraseOf('thing', thing, language)),
    phraseOf('sense', event.sense, language),
  ].filter((part) => part !== undefined)
  if (language === 'zh') {
    return {
      summary: `${happens}${turn === undefined ? '' : `，${turn}`}。`,
      background:
        [place, ...around].filter((part) => part !== undefined).join('；') +
        (place || around.length ? '。' : ''),
    }
  }
  const where = place === undefined ? [] : [place]
  const parts = [...where, ...around]
  return {
    summary: `${capital(happens)}${turn === undefined ? '' : `, ${turn}`}.`,
    background: parts.length === 0 ? '' : `${capital(parts.join(', '))}.`,
  }
}
