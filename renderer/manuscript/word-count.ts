// Counts words while the writer types, by the same rule as the engine, whose count replaces this one with every save.

const IDEOGRAPH = String.raw`[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]&&[\p{L}\p{N}]]`
const OTHER = String.raw`[[\p{L}\p{N}\p{M}]--[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]&&[\p{L}\p{N}]]]`
const BETWEEN = String.raw`(?:['’‐‑\-]|(?<=\p{Nd})[.,](?=\p{Nd}))`
const WORD = new RegExp(`${IDEOGRAPH}|${OTHER}+(?:${BETWEEN}${OTHER}+)*`, 'gv')

const EVERY_IDEOGRAPH = new RegExp(IDEOGRAPH, 'gv')

/** Chinese and Japanese characters, each of which is a word. */
export const countCharacters = (text: string): number => {
  EVERY_IDEOGRAPH.lastIndex = 0
  let characters = 0
  while (EVERY_IDEOGRAPH.test(text)) characters += 1
  return characters
}

/** Latin-like words as a reader counts them; each Chinese or Japanese character is one. */
export const countWords = (text: string): number => {
  WORD.lastIndex = 0
  let words = 0
  while (WORD.test(text)) words += 1
  return words
}
