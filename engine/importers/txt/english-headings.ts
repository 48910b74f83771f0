// Headings of English books: `CHAPTER I.`, `BOOK THE FIRST`, `Part Two: The Sea`, `PROLOGUE`, `IV`, and lines of capitals.
import type { HeadingLine } from './heading.ts'
import { MAX_HEADING } from './heading.ts'
import { readNumeral, SPELLED } from './numerals.ts'

const PART_WORDS = 'part|book|volume|vol\\.?|phase|act'
const CHAPTER_WORDS = 'chapter|chap\\.?|stave|canto|letter|episode|adventure'
const NUMBER = `(?:\\d{1,3}|[ivxlc]+|(?:the\\s+)?(?:${SPELLED}|last))`
const COUNTED = new RegExp(`^(${PART_WORDS}|${CHAPTER_WORDS})\\s+(${NUMBER})(?![\\p{L}\\p{N}'’])(.*)$`, 'iu')
/** `THE FIRST BOOK`, `Second Part`. */
const ORDINAL_FIRST = new RegExp(`^(?:the\\s+)?(${SPELLED})\\s+(${PART_WORDS}|chapter)\\.?$`, 'iu')
const NAMED =
  /^(prologue|epilogue|prelude|preface|introduction|introductory|foreword|afterword|conclusion|interlude|postscript|appendix|finale|etymology|extracts|overture|coda|dedication|(?:author|translator|publisher|editor)[’']s (?:note|preface))\b(.*)$/iu
const CONTENTS = /^(?:the\s+|table\s+of\s+)?contents\s*[.:]?$/iu
const BARE = /^(\d{1,3}|[IVXLC]{1,8})\b(?:\s*([.:)—–-]+)\s*(.*))?$/u

const isCapitals = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)

/** Reads like a title, not like the start of a sentence. */
export const isTitleLike = (text: string): boolean => {
  const plain = text.trim()
  if (plain === '' || plain.length > MAX_HEADING || /[,;]$/u.test(plain)) return false
  if (isCapitals(plain)) return true
  const words = plain.match(/\p{L}[\p{L}'’-]*/gu) ?? []
  const small = new Set(
    'a an and as at but by for from in is into nor of off on or out the to up upon with'.split(' '),
  )
  const weighty = words.filter((word, i) => i === 0 || !small.has(word))
  const capital = weighty.filter((word) => /^\p{Lu}/u.test(word))
  return words.length > 0 && capital.length >= weighty.length * 0.6 && /^["“‘'(]?[\p{Lu}\p{N}]/u.test(plain)
}

const readRest = (rest: string): string | undefined => {
  const separated = /^\s*[.:—–-]+\s*/u.exec(rest)
  const name = rest.slice(separated?.[0].length ?? 0).trim()
  if (name === '') return ''
  const isMarked = separated !== null && /^["“‘'(_[]?[\p{Lu}\p{N}]/u.test(name) && !/[,;]$/u.test(name)
  return isMarked || (/^[\s(]/u.test(rest) && isTitleLike(name)) ? name : undefined
}

const isPart = (word: string): boolean => new RegExp(`^(?:${PART_WORDS})$`, 'iu').test(word)

/** A heading that says what it is; undefined for anything else, sentences that begin alike included. */
export const readEnglishHeading = (line: string): HeadingLine | undefined => {
  const text = line.trim().replace(/^[_*=]+|[_*=]+$/gu, '')
  if (text === '' || text.length > MAX_HEADING || !/^\p{Lu}/u.test(text)) return undefined
  if (CONTENTS.test(text)) return { kind: 'contents', label: text, name: '', key: 'contents' }
  const counted = COUNTED.exec(text)
  if (counted) {
    const [, word = '', numeral = '', rest = ''] = counted
    const value = readNumeral(numeral.replace(/^the\s+/iu, '')) ?? (/last$/iu.test(numeral) ? 999 : undefined)
    const name = readRest(rest)
    if (value === undefined || name === undefined) return undefined
    const label = text.slice(0, text.length - rest.length) + (/^\./u.test(rest) ? '.' : '')
    return { kind: isPart(word) ? 'part' : 'chapter', label, name, key: `${word.toLowerCase()} ${value}` }
  }
  const ordinal = ORDINAL_FIRST.exec(text)
  if (ordinal) {
    const [, numeral = '', word = ''] = ordinal
    return {
      kind: isPart(word) ? 'part' : 'chapter',
      label: text,
      name: '',
      key: `${word.toLowerCase()} ${readNumeral(numeral)}`,
    }
  }
  const named = NAMED.exec(text)
  if (!named) return undefined
  const [, word = '', rest = ''] = named
  const isShouted = isCapitals(word)
  const isFine =
    /^\s*[.:]?\s*$/u.test(rest) || (isShouted && readRest(rest) !== undefined) || isTitleLike(text)
  return isFine ? { kind: 'chapter', label: text, name: '', key: word.toLowerCase() } : undefined
}

/** A numeral alone, or before a title: `IV`, `12.`, `III. ON THE WRONG ROAD`. Only a sequence of them proves anything. */
export const readBareNumeral = (
  line: string,
): { value: number; name: string; numeral: string } | undefined => {
  const found = BARE.exec(line.trim())
  if (!found || line.trim().length > MAX_HEADING) return undefined
  const [, numeral = '', mark = '', name = ''] = found
  const value = readNumeral(numeral)
  if (value === undefined) return undefined
  if (name !== '' && (mark === '' || !isTitleLike(name))) return undefined
  return { value, name, numeral: numeral + (mark.startsWith('.') ? '.' : '') }
}

/** A short line of capitals: the last resort for books that count nothing. */
export const isCapitalsLine = (line: string): boolean => {
  const text = line.trim()
  return (
    text.length >= 3 &&
    text.length <= 70 &&
    isCapitals(text) &&
    /\p{L}{3}/u.test(text) &&
    !/[,;:]$/u.test(text) &&
    !/^["“]/u.test(text)
  )
}
