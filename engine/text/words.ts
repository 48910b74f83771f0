// What counts as a word, in any script: the one definition behind every count, goal and weight. Knows no documents.

// Letters that are words by themselves: Han, Hiragana, Katakana (with their iteration and length marks).
const IDEOGRAPH = String.raw`[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]&&[\p{L}\p{N}]]`
const LETTER = String.raw`[[\p{L}\p{N}\p{M}]--[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]&&[\p{L}\p{N}]]]`
// Apostrophes and hyphens between letters, points and commas between digits, belong to the word around them.
const JOINT = String.raw`(?:['’‐‑\-]|(?<=\p{Nd})[.,](?=\p{Nd}))`
const WORD_SOURCE = `${IDEOGRAPH}|${LETTER}+(?:${JOINT}${LETTER}+)*`

const EVERY_WORD = new RegExp(WORD_SOURCE, 'gv')
const EVERY_IDEOGRAPH = new RegExp(IDEOGRAPH, 'gv')
const ANY_WORD = /[\p{L}\p{N}]/v

/** Words of a text: Latin-like words as a reader counts them, each Chinese or Japanese character as one. */
export const countWords = (text: string): number => {
  let count = 0
  EVERY_WORD.lastIndex = 0
  while (EVERY_WORD.test(text)) count += 1
  return count
}

/** The same count, apart: words of scripts that have them, and Chinese or Japanese characters. */
export const countByScript = (text: string): { readonly words: number; readonly characters: number } => {
  let characters = 0
  EVERY_IDEOGRAPH.lastIndex = 0
  while (EVERY_IDEOGRAPH.test(text)) characters += 1
  return { words: countWords(text) - characters, characters }
}

/** Whether there is anything to count, without counting it. */
export const hasWords = (text: string): boolean => ANY_WORD.test(text)

/** Where each word stands: character offsets into the text, in order. */
export const wordSpans = (text: string): { readonly from: number; readonly to: number }[] =>
  Array.from(text.matchAll(EVERY_WORD), (found) => ({ from: found.index, to: found.index + found[0].length }))

/** Its words, as they are written. */
export const wordsOf = (text: string): string[] => wordSpans(text).map(({ from, to }) => text.slice(from, to))
