// From what a model answers to single lines: without numbers, bullets, quotation marks, names before them and thoughts.
import { spokenText } from '../../domain/dialogue/spoken-text.ts'
import { WithoutThoughts } from '../chat/without-thoughts.ts'

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')

const BULLET = /^\s*(?:[-*•·–—]\s+|\(?\d{1,3}[.)、:：]\s*|[（(]\d{1,3}[)）]\s*)/u
const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['“', '”'],
  ['"', '"'],
  ['「', '」'],
  ['『', '』'],
  ['‘', '’'],
]
/** What is done while it is said: *sighs*, (laughs). */
const STAGE = /\*[^*]{1,80}\*|[（(][^()（）]{1,60}[)）]/gu

const withoutQuotes = (text: string): string => {
  for (const [open, close] of PAIRS)
    if (text.startsWith(open) && text.endsWith(close) && text.length > 2) return text.slice(1, -1).trim()
  return text
}

/** @param name of the speaker, which some models write before each line. */
export const cleanLine = (draft: string, name: string): string => {
  const speaker = new RegExp(String.raw`^(?:\*\*)?${escape(name)}(?:\*\*)?\s*[:：]\s*`, 'iu')
  const bare = draft.replace(BULLET, '').trim().replace(speaker, '').replaceAll(STAGE, ' ')
  return spokenText(withoutQuotes(spokenText(bare)))
}

const withoutThoughts = (answer: string): string => {
  const filter = new WithoutThoughts()
  return filter.push(answer) + filter.flush()
}

/** One line of an answer is one line of speech; what a model says about its lines (“Here are five lines:”) is none. */
export const draftsOf = (answer: string, name: string): readonly string[] =>
  withoutThoughts(answer)
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '' && !/[:：]\s*$/u.test(line) && !/^\s*(?:#|```)/u.test(line))
    .map((line) => cleanLine(line, name))
    .filter((line) => line !== '')
