// What a writer types into the search: words, beginnings of words, phrases in quotes; as the index wants it, and as
// places in a text. Case and accents are ignored; each Chinese or Japanese character is a word of its own.

export interface QueryTerm {
  readonly text: string
  /** Finds words that begin so; phrases in quotes are meant as they stand. */
  readonly isPrefix: boolean
}

const TERM = /["“”]([^"“”]*)["“”]?|[^\s"“”]+/gu
const IDEOGRAPH = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u
const EVERY_IDEOGRAPH = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/gu
const HAS_WORDS = /[\p{L}\p{N}]/u

/** Terms without a letter or digit find nothing and are left out. */
export const parseQuery = (query: string): QueryTerm[] =>
  Array.from(query.matchAll(TERM), ([all, phrase]): QueryTerm => {
    const text = ((phrase as string | undefined) ?? all).trim()
    return {
      text,
      isPrefix: (phrase as string | undefined) === undefined && !IDEOGRAPH.test(text.at(-1) ?? ''),
    }
  }).filter(({ text }) => HAS_WORDS.test(text))

/** Text as it is indexed: ideographs stand apart, so that any of them can be found. */
export const indexable = (text: string): string =>
  IDEOGRAPH.test(text) ? text.replaceAll(EVERY_IDEOGRAPH, ' $& ') : text

/** The terms in the language of SQLite's full-text index; all of them must be in one piece. */
export const matchExpression = (terms: readonly QueryTerm[]): string =>
  terms
    .map(({ text, isPrefix }) => `"${indexable(text).replaceAll('"', ' ').trim()}"${isPrefix ? '*' : ''}`)
    .join(' AND ')

interface Folded {
  readonly text: string
  /** Offset in the original of each character of `text`, and of its end; null where they are the same. */
  readonly offsets: readonly number[] | null
}

// eslint-disable-next-line no-control-regex -- the first 128 characters are what is meant
const ASCII = /^[\x00-\x7f]*$/u

const foldCharacter = (character: string): string =>
  ASCII.test(character)
    ? character.toLowerCase()
    : character.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Without case and accents. */
const fold = (text: string): Folded => {
  if (ASCII.test(text)) return { text: text.toLowerCase(), offsets: null }
  let folded = ''
  const offsets: number[] = []
  let at = 0
  for (const character of text) {
    const plain = foldCharacter(character)
    for (let index = 0; index < plain.length; index += 1) offsets.push(at)
    folded += plain
    at += character.length
  }
  offsets.push(at)
  return { text: folded, offsets }
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)

/** Words of a phrase may be joined by anything that is no letter or digit, as the index sees it. */
const patternOf = ({ text, isPrefix }: QueryTerm): RegExp => {
  const words = fold(indexable(text)).text.match(/[\p{L}\p{N}]+/gu) ?? []
  const body = words.map(escape).join(String.raw`[^\p{L}\p{N}]*`)
  const start = IDEOGRAPH.test(words[0]?.[0] ?? '') ? '' : String.raw`(?<![\p{L}\p{N}])`
  const end = isPrefix || IDEOGRAPH.test(words.at(-1)?.at(-1) ?? '') ? '' : String.raw`(?![\p{L}\p{N}])`
  return new RegExp(start + body + end, 'gu')
}

/** Where the terms stand in a text, in order and apart from each other. */
export const placesOf = (
  text: string,
  terms: readonly QueryTerm[],
): { readonly from: number; readonly to: number }[] => {
  const folded = fold(text)
  const original = (at: number): number => folded.offsets?.[at] ?? at
  const places = terms
    .flatMap((term) =>
      Array.from(folded.text.matchAll(patternOf(term)), (match) => ({
        from: original(match.index),
        to: original(match.index + match[0].length),
      })),
    )
    .sort((a, b) => a.from - b.from || b.to - a.to)
  const apart: { from: number; to: number }[] = []
  for (const place of places) if (place.from >= (apart.at(-1)?.to ?? 0)) apart.push(place)
  return apart
}
