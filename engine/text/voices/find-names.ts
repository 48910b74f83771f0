// Who there is in a book whose cast nobody has written down: names that speak and act, found by how they are used.
import type { Language } from '../../domain/project.ts'
import { quotations, withoutQuotations } from './quotations.ts'
import { samePeople, type NamedPerson, type NameTally } from './same-person.ts'
import {
  EN_NOT_NAMES,
  EN_PERSON_VERB,
  EN_SAYING,
  type Gender,
  SAYING,
  TITLES,
  ZH_NOT_NAMES,
  ZH_SURNAMES,
} from './speech-words.ts'

export interface FoundName {
  readonly name: string
  readonly aliases: readonly string[]
  readonly mentions: number
  /** Names of several of whom this could be one: who, only the writer knows. */
  readonly couldBe: readonly string[]
}

/** A name is somebody's only when the book shows it often enough as one who speaks, feels or acts. */
const LEAST_MENTIONS = 3
const LEAST_PERSONAL = 2
const LEAST_PERSONAL_SHARE = 0.04
const MOST_NAMES = 24
/** The longest name that is so large a part of all is what a person is called. */
const LEAST_CALLED = 0.08

const TITLE = Object.keys(TITLES).join('|')
/** Only what is shortened may have a full stop: after "the King." a sentence begins. */
const SHORTENED = 'Mr|Mrs|Ms|Dr'
const EN_NAME = new RegExp(
  String.raw`(?:\b(?:(?:${SHORTENED})\.|${TITLE})\s+)?\p{Lu}[\p{Ll}’'-]+(?:\s+\p{Lu}[\p{Ll}’'-]+)?`,
  'gu',
)
const ZH_PERSON_VERB = new RegExp(`^(?:${SAYING.zh.source}|笑|想|哭|点|摇|看|站|坐|走|听)`, 'u')
const OPENS_SENTENCE = /(?:^|[.!?…:;”"])\s*$/u
const EN_SAYING_BEFORE = new RegExp(String.raw`\b(?:${EN_SAYING})\s+$`, 'u')
const ZH_NAME = new RegExp(
  String.raw`(?<![\p{sc=Han}])(?:[${ZH_SURNAMES}]\p{sc=Han}{1,2}?)(?=(?:${SAYING.zh.source}|笑|点头|摇头|看|想|站|坐|走|哭|听|拿|把|已|也|又|便|就|才|的|没|不|是|在|和|从|对|向|被))`,
  'gu',
)

type Tally = { -readonly [Key in keyof NameTally]: number } & {
  /** How often its first letter is large anyway. */
  opening: number
}

/** Whoever acts is rather the one who was named; “him” and “her” are others as often. */
const SUBJECT: Readonly<Record<Gender, RegExp>> = {
  she: /\b(?:she|herself)\b|她/giu,
  he: /\b(?:he|himself)\b|他/giu,
}
/** What stands behind a name tells how its bearer is spoken of, up to the next name or the sentence's end. */
const REACH = 100
const SENTENCE_ENDS = /[.!?;。！？；](?:\s|$|(?<=[。！？；]))/u

const add = (
  tallies: Map<string, Tally>,
  name: string,
  { personal, opening, behind }: { personal: boolean; opening: boolean; behind: string },
): void => {
  const tally = tallies.get(name) ?? { mentions: 0, personal: 0, opening: 0, she: 0, he: 0 }
  tally.mentions += 1
  if (personal) tally.personal += 1
  if (opening) tally.opening += 1
  for (const gender of ['she', 'he'] as const) tally[gender] += behind.match(SUBJECT[gender])?.length ?? 0
  tallies.set(name, tally)
}

/** @param next where the next name begins. */
const behindIn = (text: string, from: number, next: number): string =>
  text.slice(from, Math.min(next, from + REACH)).split(SENTENCE_ENDS)[0]

const withoutPossessive = (name: string): string => name.replace(/[’']s$/u, '').replace(/[’'-]+$/u, '')

interface Met {
  readonly name: string
  readonly at: number
}

/** Where names stand that are none of the words which are large anyway. */
const englishNames = (text: string): readonly Met[] => {
  const met: Met[] = []
  EN_NAME.lastIndex = 0
  for (let found = EN_NAME.exec(text); found; found = EN_NAME.exec(text)) {
    const at = found.index
    const [opening = ''] = found[0].split(/[.\s]/u)
    // "Then Anne", "But Tom Hale": the first word opens the sentence, the name comes after it.
    if (found[0].includes(' ') && EN_NOT_NAMES.has(opening) && !(opening in TITLES)) {
      EN_NAME.lastIndex = at + opening.length
      continue
    }
    const name = withoutPossessive(found[0])
    if (!EN_NOT_NAMES.has(name) && name.length >= 2) met.push({ name, at })
  }
  return met
}

const countEnglish = (text: string, tallies: Map<string, Tally>): void => {
  const met = englishNames(text)
  met.forEach(({ name, at }, index) => {
    const end = at + name.length
    const isTitled = (name.split(/[.\s]/u)[0] ?? '') in TITLES && name.includes(' ')
    add(tallies, name.replaceAll(/\s+/gu, ' '), {
      personal:
        isTitled ||
        EN_PERSON_VERB.test(text.slice(end, end + 24)) ||
        EN_SAYING_BEFORE.test(text.slice(Math.max(0, at - 16), at)),
      opening: OPENS_SENTENCE.test(text.slice(Math.max(0, at - 4), at)),
      behind: behindIn(text, end, met[index + 1]?.at ?? text.length),
    })
  })
}

const countChinese = (text: string, tallies: Map<string, Tally>): void => {
  const met = Array.from(text.matchAll(ZH_NAME), ({ 0: name, index }): Met => ({ name, at: index }))
  met.forEach(({ name, at }, index) => {
    const end = at + name.length
    if (ZH_NOT_NAMES.some((word) => name.startsWith(word))) return
    add(tallies, name, {
      personal: ZH_PERSON_VERB.test(text.slice(end, end + 2)),
      opening: false,
      behind: behindIn(text, end, met[index + 1]?.at ?? text.length),
    })
  })
}

const onlyOpens = (tally: Tally | undefined): boolean => !tally || tally.opening === tally.mentions

/** "Suddenly Fritz" is Fritz: its first word is only ever large where a sentence begins, and "Fritz" is a name elsewhere. */
const withoutOpenings = (tallies: ReadonlyMap<string, Tally>): ReadonlyMap<string, Tally> => {
  const told = new Map([...tallies].map(([name, tally]) => [name, { ...tally }]))
  for (const [name, tally] of tallies) {
    const [opening = '', ...others] = name.split(/\s+/u)
    const rest = told.get(others.join(' '))
    if (
      opening in TITLES ||
      !rest ||
      onlyOpens(rest) ||
      !onlyOpens(tally) ||
      !onlyOpens(tallies.get(opening))
    )
      continue
    rest.mentions += tally.mentions
    for (const kind of ['personal', 'she', 'he'] as const) rest[kind] += tally[kind]
    told.delete(name)
    told.delete(opening)
  }
  return told
}

/** Reads a book paragraph by paragraph, so that its caller can take turns with other work. */
export interface NameFinder {
  add(text: string, language: Language): void
  /** Names in either script, whatever the text around them is written in. */
  addAll(text: string): void
  /** The people of what was read, most often named first. */
  people(): readonly FoundName[]
  /** Also whoever does something once: for what must rather find one too many. */
  everybody(): readonly FoundName[]
}

/** A guess from usage; a cast written by the writer goes before it. */
export const createNameFinder = (): NameFinder => {
  const tallies = new Map<string, Tally>()
  return {
    add(text, language) {
      const told = withoutQuotations(text, quotations(text))
      if (language === 'zh') countChinese(told, tallies)
      else countEnglish(told, tallies)
    },
    addAll(text) {
      const told = withoutQuotations(text, quotations(text))
      countEnglish(told, tallies)
      countChinese(told, tallies)
    },
    people: () => peopleOf(withoutOpenings(tallies), isKnown).slice(0, MOST_NAMES),
    everybody: () => peopleOf(withoutOpenings(tallies), acts),
  }
}

/** "Suddenly Queequeg" may hold "Queequeg", but nobody is called so. */
const calledOf = ({ names, mentions }: NamedPerson, tallies: ReadonlyMap<string, NameTally>): string =>
  names.find((each) => (tallies.get(each)?.mentions ?? 0) >= mentions * LEAST_CALLED) ?? names[0]

const isKnown = ({ mentions, personal }: NamedPerson): boolean =>
  mentions >= LEAST_MENTIONS && personal >= Math.max(LEAST_PERSONAL, mentions * LEAST_PERSONAL_SHARE)

/** "Mother said": whose, nobody knows. */
const acts = ({ names: [name], personal }: NamedPerson): boolean => personal > 0 && !(name in TITLES)

const peopleOf = (
  tallies: ReadonlyMap<string, NameTally>,
  isMeant: (person: NamedPerson) => boolean,
): readonly FoundName[] => {
  const all = samePeople(tallies)
  const calledBy = new Map(all.map((person) => [person.names[0], calledOf(person, tallies)]))
  return all
    .filter(isMeant)
    .toSorted((a, b) => b.mentions - a.mentions || (a.names[0] < b.names[0] ? -1 : 1))
    .map(({ names, mentions, couldBe }) => {
      const called = calledBy.get(names[0]) ?? names[0]
      return {
        name: called,
        aliases: names.filter((each) => each !== called),
        mentions,
        couldBe: couldBe.map((each) => calledBy.get(each) ?? each),
      }
    })
}
