// Which words of a text are looked up: letters of scripts that have dictionaries, with the apostrophes between them.
// Addresses, words with digits, abbreviations in capitals and scripts without spaces are left alone.

export interface WordSpan {
  readonly from: number
  readonly to: number
  readonly word: string
}

const ADDRESS = /\b(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+/giu
const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu
/** Scripts that dictionaries of words are made for; the rest writes without spaces or has none here. */
const CHECKED = /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{M}'’]+$/u
const ABBREVIATION = /^\p{Lu}{2,}s?$/u

/** In reading order. */
export const spellWords = (text: string): WordSpan[] => {
  const addresses = Array.from(text.matchAll(ADDRESS), ({ index, 0: found }) => [index, index + found.length])
  return Array.from(text.matchAll(WORD)).flatMap((match) => {
    const word = match[0]
    const from = match.index
    const to = from + word.length
    if (word.length < 2 || !CHECKED.test(word) || ABBREVIATION.test(word)) return []
    // A word that goes on with digits is a name of something.
    if (/[\p{Nd}_]/u.test(text[from - 1] ?? '') || /[\p{Nd}_]/u.test(text[to] ?? '')) return []
    if (addresses.some(([start, end]) => from >= start && to <= end)) return []
    return [{ from, to, word }]
  })
}

/** As dictionaries write it: composed, with straight apostrophes. */
export const plainWord = (word: string): string => word.normalize('NFC').replaceAll('’', "'")
