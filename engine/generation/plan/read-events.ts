// Finds the event of a stretch of prose by its words, in English and Chinese: what the planner learns from. No grammar.
import type { Language } from '../../domain/project.ts'
import { ACTIONS, formsOf } from './actions.ts'
import { BACKGROUND, type Slot } from './background.ts'
import { ANOTHER, ONE, SELF, type EventSymbols } from './symbols.ts'

interface Hit {
  readonly slot: Slot | 'action'
  readonly id: string
  /** Words (characters in Chinese) from the start. */
  readonly at: number
}

type Entry = Pick<Hit, 'slot' | 'id'>

/** Rarer than this is not more telling: of such words the first counts. */
const TELLING = 1.6
const SLOTS = Object.keys(BACKGROUND) as readonly Slot[]
/** Who did it stands at most so many words before, to whom at most so many after. */
const REACH = { en: 8, zh: 12 } as const

const addTo = (lexicon: Map<string, Entry[]>, word: string, entry: Entry): void => {
  const known = lexicon.get(word)
  if (known) known.push(entry)
  else lexicon.set(word, [entry])
}

const plural = (word: string): string => (word.endsWith('s') ? word : `${word}s`)

const buildEnglish = (): { words: Map<string, Entry[]>; phrases: readonly (readonly [string, Entry])[] } => {
  const words = new Map<string, Entry[]>()
  const phrases: (readonly [string, Entry])[] = []
  for (const { id, en } of ACTIONS)
    for (const form of new Set(en.flatMap(formsOf))) addTo(words, form, { slot: 'action', id })
  for (const slot of SLOTS)
    for (const { id, en } of BACKGROUND[slot])
      for (const word of en)
        if (word.includes(' ')) phrases.push([` ${word} `, { slot, id }])
        else for (const form of new Set([word, plural(word)])) addTo(words, form, { slot, id })
  return { words, phrases }
}

const buildChinese = (): Map<string, Entry[]> => {
  const words = new Map<string, Entry[]>()
  for (const { id, zh } of ACTIONS) for (const word of zh) addTo(words, word, { slot: 'action', id })
  for (const slot of SLOTS)
    for (const { id, zh } of BACKGROUND[slot]) for (const word of zh) addTo(words, word, { slot, id })
  return words
}

const ENGLISH = buildEnglish()
const CHINESE = buildChinese()
const LONGEST = Math.max(...[...CHINESE.keys()].map((word) => word.length))

interface Reading {
  readonly hits: readonly Hit[]
  /** Places of people who are only a pronoun or a name. */
  readonly people: readonly number[]
  readonly selves: readonly number[]
}

const PERSON = /^(?:i|he|she|they|we|him|them|me|us|her|you)$/
const OWN = /^(?:himself|herself|themselves|myself|ourselves|yourself)$/

const readEnglish = (text: string): Reading => {
  const hits: Hit[] = []
  const people: number[] = []
  const selves: number[] = []
  let at = 0
  let opens = true
  for (const found of text.matchAll(/[\p{L}'’-]+|[.!?]/gu)) {
    const [token] = found
    if (/[.!?]/.test(token)) {
      opens = true
      continue
    }
    const word = token.toLowerCase()
    const isName = !opens && /^\p{Lu}\p{Ll}+$/u.test(token)
    for (const entry of isName ? [] : (ENGLISH.words.get(word) ?? [])) hits.push({ ...entry, at })
    if (isName || PERSON.test(word)) people.push(at)
    if (OWN.test(word)) selves.push(at)
    opens = false
    at++
  }
  const plain = ` ${text.toLowerCase().replace(/[^\p{L}]+/gu, ' ')} `
  for (const [phrase, entry] of ENGLISH.phrases) {
    const from = plain.indexOf(phrase)
    if (from >= 0) hits.push({ ...entry, at: plain.slice(0, from).split(' ').length - 1 })
  }
  return { hits, people, selves }
}

const readChinese = (text: string): Reading => {
  const hits: Hit[] = []
  const people: number[] = []
  const selves: number[] = []
  for (let at = 0; at < text.length; at++) {
    if (/[我他她你您咱俺]/.test(text[at])) people.push(at)
    if (text.startsWith('自己', at)) selves.push(at)
    for (let length = Math.min(LONGEST, text.length - at); length > 0; length--) {
      const entries = CHINESE.get(text.slice(at, at + length))
      if (!entries) continue
      for (const entry of entries) hits.push({ ...entry, at })
      break
    }
  }
  return { hits, people, selves }
}

/** How telling each symbol is: rare ones say more. */
export type Rarity = ReadonlyMap<string, number>

const keyOf = ({ slot, id }: Entry): string => `${slot}:${id}`

const nearest = ({ hits, people, selves }: Reading, from: number, to: number, fallback: string): string => {
  const role = hits.find(({ slot, at }) => slot === 'role' && at >= from && at <= to)
  if (role) return role.id
  if (selves.some((at) => at >= from && at <= to)) return SELF
  return people.some((at) => at >= from && at <= to) ? fallback : ''
}

/** The most telling action of a stretch with all that stands around it; null where nobody does anything we know. */
export const readEvent = (text: string, language: Language, rarity?: Rarity): EventSymbols | null => {
  const reading = language === 'zh' ? readChinese(text) : readEnglish(text)
  const weigh = (hit: Hit): number => Math.min(TELLING, rarity?.get(keyOf(hit)) ?? 1)
  const best = (slot: Hit['slot']): readonly Hit[] =>
    reading.hits.filter((hit) => hit.slot === slot).toSorted((a, b) => weigh(b) - weigh(a))
  const [action] = best('action')
  if (!action) return null
  const reach = REACH[language]
  const subject = nearest(reading, action.at - reach, action.at - 1, ONE) || ONE
  const object = nearest(reading, action.at + 1, action.at + reach, ANOTHER)
  const first = (slot: Slot): string | null => best(slot)[0]?.id ?? null
  return {
    subject,
    action: action.id,
    object: object === '' || object === subject ? ANOTHER : object,
    place: first('place'),
    weather: first('weather'),
    things: [...new Set(best('thing').map(({ id }) => id))].slice(0, 2),
    sense: first('sense'),
    turn: first('turn'),
  }
}

/** Logarithm of one over the share of stretches in which a symbol stands. */
export const rarityOf = (stretches: readonly string[], language: Language): Rarity => {
  const counts = new Map<string, number>()
  for (const text of stretches) {
    const { hits } = language === 'zh' ? readChinese(text) : readEnglish(text)
    for (const key of new Set(hits.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return new Map([...counts].map(([key, count]) => [key, Math.log(stretches.length / count)]))
}

/** What a writer's own words name: for a premise or a place. */
export const namedIn = (text: string, language: Language): readonly Entry[] =>
  (language === 'zh' ? readChinese(text) : readEnglish(text)).hits
