// Does a passage go on with what came before? Shared names and things, the same tense, the same person, nobody out of the blue:
// no understanding.
import { likelyNames } from '../text/private-details.ts'
import { wordsOf } from '../text/words.ts'

/** Words of the text before in which ties are looked for. */
const WINDOW = 160
/** So many different words in common are enough. */
const ENOUGH = 3

/** What somebody nobody has heard of takes away, and of how many. A story may bring people in; a small model does at every turn. */
const STRANGER = 0.25
const MOST_STRANGERS = 2

const COMMON = new Set(
  `the and that with was were for his her hers him she had have has not but you they them their from this all out said
   would could there when what who which been one into upon than then very more some will your its are did about before
   after over down only like just now how any our own such here where made went came come back still again never well
   much must might should shall while though because until being other through away every even may can`.split(
    /\s+/,
  ),
)

const PAST = /\b(?:was|were|had|did|said|went|came|saw|took|\p{L}{3,}ed)\b/giu
const PRESENT = /\b(?:is|are|has|does|says|goes|comes|sees|takes)\b/giu
const FIRST = /\b(?:I|me|my|mine|we|us|our)\b|[我咱]/gu
const THIRD = /\b(?:he|him|his|she|her|hers|they|them|their)\b|[他她]/giu
const QUOTED = /["“«「『][^"”»」』]*["”»」』]?/gu
const HAN = /\p{sc=Han}/u

/** Words that name something: long or rare enough in English, pairs of characters in Chinese. */
const ties = (text: string): ReadonlySet<string> => {
  const words = wordsOf(text).map((word) => word.toLowerCase())
  const named = words.flatMap((word, at) => {
    if (HAN.test(word)) return at > 0 && HAN.test(words[at - 1]) ? [words[at - 1] + word] : []
    return word.length > 3 && !COMMON.has(word) ? [word.replace(/(?:'s|s|ed|ing)$/u, '')] : []
  })
  return new Set(named)
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** Which of two ways a text goes, −1 … 1; 0 where it shows neither. */
const leaning = (text: string, one: RegExp, other: RegExp): number => {
  const [a, b] = [count(text, one), count(text, other)]
  return a + b === 0 ? 0 : (a - b) / (a + b)
}

const agreement = (before: number, after: number): number => 1 - Math.abs(before - after) / 2

/** Names in a text that stand nowhere in what is known. */
const strangers = (text: string, known: ReadonlySet<string>): number =>
  [...new Set(likelyNames(text.replaceAll(/\b(Mr|Mrs|Ms|Dr)\./gu, '$1')))].filter((name) => !known.has(name))
    .length

/** What texts go on from. */
export interface Before {
  readonly text: string
  /** Of the text, as they are written. */
  readonly words: readonly string[]
  /** Who and what the story knows besides: its cast, its lore, what a model was told. */
  readonly known?: string | undefined
}

/**
 * Takes what came before apart, once for all texts that may follow.
 * @returns of a text, 0 … 1; 1 where nothing came before.
 */
export const coherenceAfter = ({ text: before, words, known = '' }: Before): ((text: string) => number) => {
  const recent = before.slice(-WINDOW * 8)
  if (recent.trim() === '') return () => 1
  const named = ties(recent)
  // Speech has its own tense and person.
  const told = recent.replace(QUOTED, '')
  const [tenseBefore, personBefore] = [leaning(told, PAST, PRESENT), leaning(told, FIRST, THIRD)]
  const said = new Set([...words, ...wordsOf(known)].map((word) => word.replace(/['’]s$/u, '')))
  return (text) => {
    const shared = [...ties(text)].filter((tie) => named.has(tie)).length
    const telling = text.replace(QUOTED, '')
    const tense = agreement(tenseBefore, leaning(telling, PAST, PRESENT))
    const person = agreement(personBefore, leaning(telling, FIRST, THIRD))
    const goesOn = 0.5 * Math.min(1, shared / ENOUGH) + 0.25 * tense + 0.25 * person
    return goesOn * (1 - STRANGER * Math.min(MOST_STRANGERS, strangers(text, said)))
  }
}
