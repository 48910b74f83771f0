// Who there is in a book whose cast nobody has written down: names that speak and act, found by how they are used.
import type { Language } from '../../domain/project.ts'
import { quotations, withoutQuotations } from './quotations.ts'
import { EN_NOT_NAMES, EN_PERSON_VERB, EN_SAYING, SAYING, TITLES, ZH_SURNAMES } from './speech-words.ts'

export interface FoundName {
  readonly name: string
  readonly aliases: readonly string[]
  readonly mentions: number
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
const OPENS_SENTENCE = /(?:^|[.!?…:;”"])\s*$/u
const EN_SAYING_BEFORE = new RegExp(String.raw`\b(?:${EN_SAYING})\s+$`, 'u')
const ZH_NAME = new RegExp(
  String.raw`(?<![\p{sc=Han}])(?:[${ZH_SURNAMES}]\p{sc=Han}{1,2}?)(?=(?:${SAYING.zh.source}|笑|点头|摇头|看|想|站|坐|走|哭|听|拿|把|已|也|又|便|就|才|的|没|不|是|在|和|从|对|向|被))`,
  'gu',
)

interface Tally {
  mentions: number
  personal: number
  /** How often its first letter is large anyway. */
  opening: number
}

interface Person extends Omit<Tally, 'opening'> {
  readonly name: string
  readonly aliases: string[]
}

const add = (tallies: Map<string, Tally>, name: string, personal: boolean, opening: boolean): void => {
  const tally = tallies.get(name) ?? { mentions: 0, personal: 0, opening: 0 }
  tally.mentions += 1
  if (personal) tally.personal += 1
  if (opening) tally.opening += 1
  tallies.set(name, tally)
}

const withoutPossessive = (name: string): string => name.replace(/[’']s$/u, '').replace(/[’'-]+$/u, '')

const countEnglish = (text: string, tallies: Map<string, Tally>): void => {
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
    if (EN_NOT_NAMES.has(name) || name.length < 2) continue
    const after = text.slice(at + name.length, at + name.length + 24)
    const isTitled = (name.split(/[.\s]/u)[0] ?? '') in TITLES && name.includes(' ')
    const personal =
      isTitled || EN_PERSON_VERB.test(after) || EN_SAYING_BEFORE.test(text.slice(Math.max(0, at - 16), at))
    add(tallies, name, personal, OPENS_SENTENCE.test(text.slice(Math.max(0, at - 4), at)))
  }
}

const countChinese = (text: string, tallies: Map<string, Tally>): void => {
  for (const found of text.matchAll(ZH_NAME)) {
    const after = text.slice(found.index + found[0].length, found.index + found[0].length + 2)
    add(
      tallies,
      found[0],
      new RegExp(`^(?:${SAYING.zh.source}|笑|想|哭|点|摇|看|站|坐|走|听)`, 'u').test(after),
      false,
    )
  }
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
    rest.personal += tally.personal
    told.delete(name)
    told.delete(opening)
  }
  return told
}

/** A longer name of one who is usually called by a shorter one stands at least this often. */
const LEAST_FULL = 2

/** "Elizabeth" is "Elizabeth Bennet" where only one longer name holds it. */
const foldShortNames = (tallies: ReadonlyMap<string, Tally>): readonly Person[] => {
  const bare = (name: string): string => name.replace(new RegExp(`^(?:${TITLE})\\.?\\s+`, 'u'), '')
  const people: Person[] = []
  for (const [name, { mentions, personal }] of [...tallies].toSorted((a, b) => b[0].length - a[0].length)) {
    const holders = people.filter(
      (longer) =>
        longer.mentions >= LEAST_FULL &&
        (bare(longer.name) === bare(name) || bare(longer.name).split(/\s+/u).includes(bare(name))),
    )
    if (holders.length === 1) {
      holders[0].aliases.push(name)
      holders[0].mentions += mentions
      holders[0].personal += personal
    } else people.push({ name, aliases: [], mentions, personal })
  }
  return people
}

/** Reads a book paragraph by paragraph, so that its caller can take turns with other work. */
export interface NameFinder {
  add(text: string, language: Language): void
  /** The people of what was read, most often named first. */
  people(): readonly FoundName[]
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
    people: () => peopleOf(withoutOpenings(tallies)),
  }
}

const peopleOf = (tallies: ReadonlyMap<string, Tally>): readonly FoundName[] =>
  foldShortNames(tallies)
    .filter(
      ({ mentions, personal }) =>
        mentions >= LEAST_MENTIONS && personal >= Math.max(LEAST_PERSONAL, mentions * LEAST_PERSONAL_SHARE),
    )
    .toSorted((a, b) => b.mentions - a.mentions || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_NAMES)
    .map(({ name, aliases, mentions }) => {
      // "Suddenly Queequeg" may hold "Queequeg", but nobody is called so.
      const names = [name, ...aliases]
      const called =
        names.find((each) => (tallies.get(each)?.mentions ?? 0) >= mentions * LEAST_CALLED) ?? name
      return { name: called, aliases: names.filter((each) => each !== called), mentions }
    })
