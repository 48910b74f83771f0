// Where somebody speaks: the quoted stretches of a paragraph, in English and Chinese typography. Who speaks is voices.ts.
import type { TextRange } from '../sentences.ts'

const CLOSING: Readonly<Record<string, string>> = {
  '“': '”',
  '「': '」',
  '『': '』',
  '"': '"',
  '‘': '’',
  '＂': '＂',
}
const LETTER = /[\p{L}\p{N}]/u

/** A ‘ opens speech only where no word runs into it, a ’ closes it only where none runs on: else it is an apostrophe. */
const isApostrophe = (text: string, at: number): boolean =>
  LETTER.test(text.charAt(at - 1)) && LETTER.test(text.charAt(at + 1))

const closeOf = (text: string, open: number): number => {
  const mark = CLOSING[text.charAt(open)]
  for (let at = open + 1; at < text.length; at++)
    if (text.charAt(at) === mark && !(mark === '’' && isApostrophe(text, at))) return at
  return -1
}

/** Fewer letters than this between two marks is a title or a word held up, not speech, unless it ends like a sentence. */
const SHORT_LETTERS = 12

/** Whether quoted words are said by someone: they end with a mark, as speech does, or are long. */
const isSpoken = (inside: string): boolean =>
  /[.!?,…—–。！？，、～~-]$/u.test(inside.trim()) || inside.trim().length > SHORT_LETTERS

/**
 * Spoken stretches with their marks, in order. A quotation that is not closed runs to the paragraph's end, as when a
 * speech goes on in the next one.
 */
export const quotations = (text: string): readonly TextRange[] => {
  const found: TextRange[] = []
  for (let at = 0; at < text.length; at++) {
    const mark = text.charAt(at)
    if (!(mark in CLOSING)) continue
    if (mark === '‘' && LETTER.test(text.charAt(at - 1))) continue
    const close = closeOf(text, at)
    // A lone ‘ is an elision (‘tis), and a lone straight mark an inch.
    if (close < 0 && (mark === '‘' || (mark === '"' && at > 0))) continue
    const to = close < 0 ? text.length : close + 1
    if (isSpoken(text.slice(at + 1, close < 0 ? undefined : close))) found.push({ from: at, to })
    at = to - 1
  }
  return found
}

/** The text with what is spoken blanked out, so that offsets stay. */
export const withoutQuotations = (text: string, quoted: readonly TextRange[]): string => {
  let [told, at] = ['', 0]
  for (const { from, to } of quoted) {
    told += text.slice(at, from) + ' '.repeat(to - from)
    at = to
  }
  return told + text.slice(at)
}
