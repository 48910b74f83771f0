// Whether a key of the lorebook stands in a text: words, or a regular expression between slashes.

export interface Matching {
  readonly caseSensitive: boolean
  readonly wholeWords: boolean
}

const REGEX = /^\/([\w\W]+?)\/([dgimsuvy]*)$/u
/** A hostile expression may be slow in the length of the text: more than this is never looked at by one. */
const REGEX_REACH = 8000
/** What makes a word longer; scripts without gaps have none. */
const LETTER = String.raw`[[\p{L}\p{N}_]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]]`

const compiled = new Map<string, RegExp | null>()

/** Null for a key that is none, or that cannot be read: then its text is meant. */
const regexOf = (key: string): RegExp | null => {
  const known = compiled.get(key)
  if (known !== undefined) return known
  const [, source, flags] = REGEX.exec(key) ?? []
  let found: RegExp | null = null
  try {
    // Without memory of where the last search ended.
    if (source !== undefined && !/(?<!\\)\//u.test(source))
      found = new RegExp(source, flags?.replace(/[gy]/gu, ''))
  } catch {
    found = null
  }
  if (compiled.size > 5000) compiled.clear()
  compiled.set(key, found)
  return found
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`)

export const keyMatches = (key: string, text: string, { caseSensitive, wholeWords }: Matching): boolean => {
  const wanted = key.trim()
  if (wanted === '') return false
  const regex = regexOf(wanted)
  if (regex) return regex.test(text.slice(-REGEX_REACH))
  const [needle, hay] = caseSensitive ? [wanted, text] : [wanted.toLowerCase(), text.toLowerCase()]
  // Several words on end are found as they stand.
  if (!wholeWords || /\s/u.test(needle)) return hay.includes(needle)
  if (!hay.includes(needle)) return false
  return new RegExp(`(?<!${LETTER})${escape(needle)}(?!${LETTER})`, 'v').test(hay)
}
