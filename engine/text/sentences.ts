// Where sentences begin and end, in English and Chinese prose. Knows nothing of blocks or feelings.
import type { Language } from '../domain/project.ts'
import { hasWords } from './words.ts'

/** Character offsets into the given text, surrounding white space left out. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/** A run of marks that may end a sentence: full-width ones, an ellipsis (also `. . .`), or `.`, `!`, `?`. */
const ENDER = /(?:\.\s){2,}\.|[.!?…。！？｡．]+/gv
const CLOSERS = /["'”’»)\]}」』）】》〉＂]*/uy
const OPENERS = /[\s"'“‘«([{「『（【《〈—–\-_*]*/uy
const WORD_BEFORE = /[\p{L}\p{M}.]+$/v

/** Never the end of a sentence: a name or number follows. */
const TITLES = new Set(
  (
    'mr mrs ms messrs dr st mt prof rev revd hon capt col gen lt sgt maj cpl gov sen rep adm cmdr supt mme mlle mgr ' +
    'pres vs viz cf ed eds vol fig pp op ft i.e e.g'
  ).split(' '),
)
/** Only before a digit. */
const NUMBERED = new Set(['no', 'nos', 'p', 'ch', 'art'])

const isIdeograph = (char: string): boolean => /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/v.test(char)

const matchEnd = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** Whether a single point after `before` is that of an abbreviation or initial. `next` is the first character after it. */
const isAbbreviation = (before: string, next: string): boolean => {
  const word = WORD_BEFORE.exec(before)?.[0] ?? ''
  if (word === '') return false
  const lower = word.toLowerCase()
  if (TITLES.has(lower)) return true
  if (NUMBERED.has(lower)) return /\p{Nd}/v.test(next)
  // "J. R. Hartley", "U.S. Navy"; but "than I. He left" ends.
  if (/^(?:\p{Lu}\.)*\p{Lu}$/v.test(word))
    return word !== 'I' || /(?:^|\p{Lu}\.\s)$/v.test(before.slice(0, -1))
  return false
}

/** Whether a text ends in the point of a title or of an initial, behind which a name would have followed. */
export const endsInTitle = (text: string): boolean => {
  const word = /(?<word>[\p{L}\p{M}.]+)\.$/v.exec(text.slice(-24))?.groups?.['word'] ?? ''
  return TITLES.has(word.toLowerCase()) || (/^\p{Lu}$/v.test(word) && word !== 'I')
}

/** The ellipsis that trails off inside a sentence: "I… I cannot", “我……我不知道”. */
const isHesitation = (spoken: string, next: string, after: string): boolean =>
  isIdeograph(next) ? (spoken.match(/\p{L}/gv)?.length ?? 0) < 5 : /^I\b/v.test(after)

/**
 * Sentence ranges in order. Closing quotes and brackets stay with their sentence; `“What?” she said` is one sentence
 * while a capital follows in none; pieces without words join the sentence before them.
 */
export const splitSentences = (text: string, language: Language): TextRange[] => {
  const ends: number[] = []
  let start = 0
  ENDER.lastIndex = 0
  for (let found = ENDER.exec(text); found; found = ENDER.exec(text)) {
    const marks = found[0]
    const end = matchEnd(CLOSERS, text, ENDER.lastIndex)
    ENDER.lastIndex = end
    const nextAt = matchEnd(OPENERS, text, end)
    const next = text.charAt(nextAt)
    const isEllipsis = marks === '…' || (marks.length > 1 && !/[!?。！？｡．]/v.test(marks))
    if (next !== '') {
      const isFullWidth = /[。！？｡．]/v.test(marks) && !(marks === '．' && /\p{Nd}/v.test(next))
      const isClosed = end > found.index + marks.length
      if (!isFullWidth) {
        const isApart = nextAt > end && /^[\s“‘「『（《"—]/u.test(text.slice(end, end + 1))
        if (!isApart && !(language === 'zh' && isIdeograph(next)) && !(isEllipsis && isIdeograph(next)))
          continue
        if (/\p{Ll}/v.test(next)) continue
        if (
          isEllipsis &&
          !isClosed &&
          isHesitation(text.slice(start, found.index), next, text.slice(nextAt, nextAt + 3))
        )
          continue
        if (marks === '.' && isAbbreviation(text.slice(Math.max(start, found.index - 24), found.index), next))
          continue
      }
    }
    ends.push(end)
    start = end
  }
  return toRanges(text, ends)
}

const toRanges = (text: string, ends: readonly number[]): TextRange[] => {
  const ranges: TextRange[] = []
  let start = 0
  for (const end of [...ends, text.length]) {
    const piece = text.slice(start, end)
    const from = start + piece.length - piece.trimStart().length
    const to = start + piece.trimEnd().length
    start = end
    if (to <= from) continue
    const last = ranges.at(-1)
    if (last && !hasWords(piece)) ranges[ranges.length - 1] = { from: last.from, to }
    else ranges.push({ from, to })
  }
  const [first, second] = ranges
  if (first && second && !hasWords(text.slice(first.from, first.to)))
    ranges.splice(0, 2, { from: first.from, to: second.to })
  return ranges
}
