// What stands between a model's raw text and the writer: no loops, no half words, an end where a sentence ends.
import type { Language } from '../domain/project.ts'
import type { EndReason } from '../models/passage.ts'
import { endsInTitle, splitSentences } from '../text/sentences.ts'
import { closingOf } from '../text/typography.ts'
import { countWords, wordSpans } from '../text/words.ts'

const FINISHED = /[.!?…。！？]["'”’)\]」』）]*$/u
/** A sentence end earlier than this share of the text costs too much of it, unless so many words stand before it. */
const LEAST_KEPT = 0.4
const LEAST_WORDS = 8
const LONGEST_UNIT = 24
/** So many words in the same order again are a repetition, wherever they stand. */
const ECHO_WORDS = 8

export const endsSentence = (text: string): boolean => {
  const trimmed = text.trimEnd()
  return FINISHED.test(trimmed) && !endsInTitle(trimmed)
}

/** How often the unit of `length` words that ends before `end` stands there in a row. */
const repeats = (words: readonly string[], end: number, length: number): number => {
  let count = 1
  for (let start = end - 2 * length; start >= 0; start -= length) {
    for (let i = 0; i < length; i++) if (words[start + i] !== words[end - length + i]) return count
    count++
  }
  return count
}

/** "No, no, no" is speech; the same six words' worth of text thrice is a model that circles. */
const isLoop = (count: number, length: number): boolean => count >= Math.max(3, Math.ceil(6 / length))

/** Where the text begins to circle: the offset after the first round, or null. */
export const loopStart = (text: string): number | null => {
  const spans = wordSpans(text)
  const words = spans.map(({ from, to }) => text.slice(from, to).toLowerCase())
  const seen = new Map<string, number>()
  for (let end = 1; end <= words.length; end++) {
    for (let length = 1; length <= LONGEST_UNIT && 3 * length <= end; length++) {
      const count = repeats(words, end, length)
      if (isLoop(count, length)) return spans[end - (count - 1) * length - 1].to
    }
    if (end < ECHO_WORDS) continue
    const phrase = words.slice(end - ECHO_WORDS, end).join(' ')
    const earlier = seen.get(phrase)
    if (earlier !== undefined && earlier <= end - ECHO_WORDS) return spans[end - ECHO_WORDS].from
    if (earlier === undefined) seen.set(phrase, end)
  }
  return null
}

/** Without what may be the beginning of a word or of a character. */
const wholeWords = (text: string): string => {
  const clean = text.replace(/\ufffd+$/u, '')
  if (!/[\p{L}\p{N}\p{M}'’\-]$/v.test(clean)) return clean
  const last = wordSpans(clean).at(-1)
  // A Chinese character is a word by itself and cannot be half.
  if (!last || /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]$/v.test(clean)) return clean
  return clean.slice(0, last.from)
}

const wholeSentences = (text: string, language: Language): string => {
  if (endsSentence(text)) return text
  const last = splitSentences(text, language)
    .map(({ from, to }) => ({ to, isWhole: endsSentence(text.slice(from, to)) }))
    .findLast(({ isWhole }) => isWhole)
  if (!last) return text
  const kept = text.slice(0, last.to)
  return kept.length >= text.length * LEAST_KEPT || countWords(kept) >= LEAST_WORDS ? kept : text
}

/**
 * The passage as it may be shown: loops cut off, a half word dropped, ended at its last whole sentence unless that
 * would leave next to nothing, and speech that it began closed with it. Leading white space is the model's own and stays.
 * @param before what it goes on from
 */
export const guardPassage = (raw: string, reason: EndReason, language: Language, before = ''): string => {
  const loop = loopStart(raw)
  const text = loop === null ? raw : raw.slice(0, loop)
  const words = loop === null && reason === 'aborted' ? wholeWords(text) : text.replace(/\ufffd+$/u, '')
  const isWhole = loop === null && (reason === 'sentence' || reason === 'stop')
  const kept = (isWhole ? words : wholeSentences(words.trimEnd(), language)).trimEnd()
  return endsSentence(kept) ? kept + closingOf(kept, before) : kept
}
