// Which names of a book are one person's: Mary, Miss Mary and Mary Lennox; 李明 and 小李. What could be two people's stays by itself
// and says whose it could be. Which words are names at all is find-names.ts' concern.
import { isShortName, shortenedAlike } from './chinese-names.ts'
import { TITLES, type Gender } from './speech-words.ts'

export interface NameTally {
  readonly mentions: number
  readonly personal: number
  /** How often the words behind it speak of her, of him. */
  readonly she: number
  readonly he: number
}

export interface NamedPerson {
  /** The fullest first. */
  readonly names: readonly string[]
  readonly mentions: number
  readonly personal: number
  /** Fullest names of several whose this could be; empty where it is nobody else's. */
  readonly couldBe: readonly string[]
}

/** A name in its parts. */
interface Parts {
  readonly name: string
  /** As TITLES has it. */
  readonly title: string | null
  /** Without title and epithet. */
  readonly words: readonly string[]
}

interface Someone {
  readonly fullest: Parts
  readonly names: string[]
  readonly titles: Set<string>
  mentions: number
  personal: number
  she: number
  he: number
  couldBe: readonly string[]
}

/** A full name must be there twice before others are taken for its short forms. */
const LEAST_FULL = 2
/** So many pronouns, and so many times more of one kind, tell how somebody is spoken of. */
const CLEARLY = [
  [3, 3],
  [6, 2],
] as const
/** So many times less often an other under the family's name is no rival. */
const MINOR = 2

/** Miss Elizabeth is a Miss, and Miss Bennet may be her sister all the same. */
const OF_SISTERS = 'Miss'

/** "Poor Mary" is Mary. */
const EPITHETS = new Set(['Poor', 'Old', 'Young', 'Little', 'Dear', 'Good', 'Sweet', 'Brave'])
/** One title in two forms. */
const SAME_TITLE: Readonly<Record<string, string>> = { Doctor: 'Dr', Mistress: 'Miss', Madame: 'Madam' }
/** Of two women one is called so and one so. */
const WED = new Set(['Mrs', 'Madam', 'Lady'])

const partsOf = (name: string): Parts => {
  const words = name.split(/\s+/u)
  const first = words[0].replace(/\.$/u, '')
  const title = words.length > 1 && first in TITLES ? (SAME_TITLE[first] ?? first) : null
  const bare = words.slice(title === null ? 0 : 1)
  return { name, title, words: bare.length > 1 && EPITHETS.has(bare[0]) ? bare.slice(1) : bare }
}

const genderOf = ({ titles, she, he }: Someone): Gender | null => {
  for (const title of titles) if (TITLES[title]) return TITLES[title]
  for (const [least, times] of CLEARLY) {
    if (she + he < least) continue
    if (she >= times * he) return 'she'
    if (he >= times * she) return 'he'
  }
  return null
}

const isWed = ({ titles }: Someone): boolean => [...titles].some((title) => WED.has(title))

/** Whether two may be one: nobody is both she and he, and nobody both Miss and Mrs. */
const mayBeOne = (a: Someone, b: Someone): boolean => {
  const [one, other] = [genderOf(a), genderOf(b)]
  if (one !== null && other !== null && one !== other) return false
  return !(isWed(a) && b.titles.has('Miss')) && !(a.titles.has('Miss') && isWed(b))
}

const someoneOf = (parts: Parts, { mentions, personal, she, he }: NameTally): Someone => ({
  fullest: parts,
  names: [parts.name],
  titles: new Set(parts.title === null ? [] : [parts.title]),
  ...{ mentions, personal, she, he },
  couldBe: [],
})

const join = (person: Someone, other: Someone): void => {
  person.names.push(...other.names)
  for (const title of other.titles) person.titles.add(title)
  person.mentions += other.mentions
  person.personal += other.personal
  person.she += other.she
  person.he += other.he
}

/** With the only one; of several it is told whose it could be. */
const joinOnly = (people: Someone[], short: Someone, holders: readonly Someone[]): void => {
  if (holders.length === 1) return join(holders[0], short)
  short.couldBe = holders.map(({ names }) => names[0])
  people.push(short)
}

const isFull = ({ fullest }: Someone): boolean => fullest.words.length > 1
const isTitled = ({ titles }: Someone): boolean => titles.size > 0
const bareOf = ({ fullest }: Someone): string => fullest.words.join(' ')
const titleOf = ({ fullest }: Someone): string => fullest.title ?? ''

const isWhole = (name: string): boolean => {
  const { title, words } = partsOf(name)
  return title === null && words.length > 1
}

/** So many times more often somebody stands without a byname than with it. */
const MOSTLY = 10

/** "Mester Colin" is Colin: nobody is called Mester, and Colin stands alone all the time. */
const isByname = ({ title, words }: Parts, tallies: ReadonlyMap<string, NameTally>): boolean =>
  title === null &&
  words.length === 2 &&
  !tallies.has(words[0]) &&
  ![...tallies.keys()].some(
    (name) => name !== words.join(' ') && isWhole(name) && name.endsWith(` ${words[1]}`),
  ) &&
  (tallies.get(words[1])?.mentions ?? 0) >= MOSTLY * (tallies.get(words.join(' '))?.mentions ?? Infinity)

/** Those who are called the same way but for an epithet or the form of a title, the longest first. */
const byForm = (tallies: ReadonlyMap<string, NameTally>): readonly Someone[] => {
  const forms = new Map<string, Someone>()
  const longest = [...tallies].toSorted(([a], [b]) => b.length - a.length || (a < b ? -1 : 1))
  for (const [name, tally] of longest) {
    const parts = partsOf(name)
    const someone = someoneOf(
      isByname(parts, tallies) ? { ...parts, words: parts.words.slice(1) } : parts,
      tally,
    )
    const form = `${titleOf(someone)} ${bareOf(someone)}`
    const known = forms.get(form)
    if (known) join(known, someone)
    else forms.set(form, someone)
  }
  return [...forms.values()]
}

const ofFamily =
  (word: string) =>
  ({ fullest }: Someone): boolean =>
    fullest.words.at(-1) === word

/** Joins by first name whoever is nobody else's. @returns the others */
const joinGiven = (shorts: readonly Someone[], full: readonly Someone[]): readonly Someone[] =>
  shorts.filter((short) => {
    const word = bareOf(short)
    const named = full.filter((each) => each.fullest.words[0] === word && mayBeOne(each, short))
    const isOnly = named.length === 1 && !full.some((each) => ofFamily(word)(each))
    if (isOnly) join(named[0], short)
    return !isOnly
  })

/** Whose family's name with a title may be: those with another title are known by that. */
const kinOf = (titled: Someone, people: readonly Someone[]): readonly Someone[] => {
  const kin = people.filter((each) => ofFamily(bareOf(titled))(each) && mayBeOne(each, titled))
  const attested = kin.filter(({ titles }) => titles.has(titleOf(titled)))
  const gender = genderOf(titled)
  const possible = kin.filter((each) => !isTitled(each) && (gender === null || genderOf(each) === gender))
  if (titleOf(titled) === OF_SISTERS) return [...attested, ...possible]
  return attested.length > 0 ? attested : possible
}

/** Captain Wentworth and Mr. Wentworth, or Mr. Hayter and Mrs. Hayter: which of them is Frederick, or Charles, nobody says. */
const hasRival = (titled: Someone, holder: Someone, others: readonly Someone[]): boolean =>
  !holder.titles.has(titleOf(titled)) &&
  others.some(
    (other) =>
      other !== titled &&
      bareOf(other) === bareOf(titled) &&
      mayBeOne(holder, other) &&
      other.mentions * MINOR > titled.mentions,
  )

/** Miss Darcy and Mrs. Darcy keep their titles: where a man bears the family's name, they are not who is called by it alone. */
const withoutLadies = (name: string, holders: readonly Someone[]): readonly Someone[] => {
  const others = holders.filter((each) => isFull(each) || TITLES[titleOf(each)] !== 'she')
  const hasMan = others.some((each) => genderOf(each) === 'he' || (isTitled(each) && genderOf(each) === null))
  return hasMan && holders.every(ofFamily(name)) ? others : holders
}

/** Whole names, and those with a title where they are of the same person. Mrs. Charles Hale is not Charles Hale. */
const fullNames = (whole: readonly Someone[], bare: readonly Someone[]) => {
  const people = whole.filter((each) => !isTitled(each))
  const isNew = (each: Someone): boolean => people.every((other) => bareOf(other) !== bareOf(each))
  const titled = whole.filter(isTitled)
  const others = titled.filter(isNew)
  const firm = () => people.filter(({ mentions }) => mentions >= LEAST_FULL)
  people.push(...others)
  // First names before titles: they tell who is a woman and who a man.
  const left = joinGiven(bare, firm())
  const full = firm()
  for (const someone of titled.filter((each) => !others.includes(each))) {
    const same = full.filter(
      (each) =>
        bareOf(each) === bareOf(someone) &&
        mayBeOne(each, someone) &&
        (!isWed(someone) || isTitled(each) || genderOf(each) === 'she'),
    )
    joinOnly(people, someone, same)
  }
  return { people, full, left }
}

const western = (tallies: ReadonlyMap<string, NameTally>): readonly Someone[] => {
  const all = byForm(tallies)
  const short = all.filter((each) => !isFull(each))
  const {
    people,
    full,
    left: bare,
  } = fullNames(
    all.filter(isFull),
    short.filter((each) => !isTitled(each)),
  )
  const titled = joinGiven(short.filter(isTitled), full)
  const whole = people.filter(isFull)
  // Asked of all before any is joined, so that their order says nothing.
  const claims = titled.map((each) => {
    // A sister who is named in full only once could be meant as well.
    const kin = kinOf(each, titleOf(each) === OF_SISTERS ? whole : full)
    const isNobodys = kin.length === 1 && (!full.includes(kin[0]) || hasRival(each, kin[0], titled))
    return { each, kin: isNobodys ? [] : kin }
  })
  for (const { each, kin } of claims) joinOnly(people, each, kin)
  const alone = people.filter((each) => !isFull(each))
  const questions = bare.map((each) => ({
    each,
    holders: withoutLadies(
      bareOf(each),
      [...full, ...alone].filter(
        (other) => other.fullest.words.includes(bareOf(each)) && mayBeOne(other, each),
      ),
    ),
  }))
  for (const { each, holders } of questions) joinOnly(people, each, holders)
  return people
}

const chinese = (tallies: ReadonlyMap<string, NameTally>): readonly Someone[] => {
  const all = [...tallies].map(([name, tally]) => someoneOf({ name, title: null, words: [name] }, tally))
  const isShort = ({ names: [name] }: Someone): boolean => isShortName(name)
  const people = all.filter((each) => !isShort(each))
  const full = people.filter(({ mentions }) => mentions >= LEAST_FULL)
  const known = all.filter(isShort).map((short) => ({
    short,
    holders: full.filter(
      (each) =>
        shortenedAlike(short.names[0], each.names[0], each.names[0]) !== null && mayBeOne(each, short),
    ),
  }))
  for (const { short, holders } of known) joinOnly(people, short, holders)
  return people
}

const HAN = /\p{sc=Han}/u

/** @param tallies of every name by itself. */
export const samePeople = (tallies: ReadonlyMap<string, NameTally>): readonly NamedPerson[] => {
  const [inHan, others] = [new Map<string, NameTally>(), new Map<string, NameTally>()]
  for (const [name, tally] of tallies) (HAN.test(name) ? inHan : others).set(name, tally)
  return [...western(others), ...chinese(inHan)]
}
