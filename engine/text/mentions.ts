// Whether a text names somebody: whole words in scripts that have them, the very characters in Chinese.

const WORD = /[\p{L}\p{N}_]/u
const HAN = /\p{sc=Han}/u

export const mentions = (text: string, name: string): boolean => {
  if (name.trim() === '') return false
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (HAN.test(name)) return true
    const before = text[at - 1] ?? ''
    const after = text[at + name.length] ?? ''
    if (!WORD.test(before) && !WORD.test(after)) return true
  }
  return false
}
