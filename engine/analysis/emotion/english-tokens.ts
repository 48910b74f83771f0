// Cuts an English sentence into the tokens that the emotion model reads: words, marks, pictures, one token for every name.
const TOKEN =
  /https?:\/\/\S+|@\w+|#?\[[A-Za-z]+\]|[\p{L}\p{N}]+(?:['’][\p{L}]+)*|\p{Extended_Pictographic}|[!?]+|\.{2,}|…|[.,;:()"“”*/—–-]/gu
const WORD = /^[\p{L}\p{N}]/u
const CAPITAL = /^\p{Lu}/u
const DRAWN_OUT = /(\p{L})\1{2,}/gu
/** What GoEmotions puts in the place of people's names. */
export const NAME = '[name]'

const markOf = (token: string): string => {
  if (token.length === 1) return token === '“' || token === '”' ? '"' : token === '–' ? '—' : token
  if (token === '…' || token.startsWith('..')) return '…'
  if (token.startsWith('http')) return '[link]'
  if (token.startsWith('@')) return NAME
  if (token.includes('?') && token.includes('!')) return '?!'
  return token.slice(0, 3).toLowerCase() === '[na' ? NAME : token.toLowerCase().slice(0, 12)
}

/**
 * In order; lower case, one kind of apostrophe, drawn-out letters cut to two, runs of marks kept up to three.
 * A capitalised word that is not known becomes NAME, so that nobody is judged by what they are called.
 * @param isKnown whether a lower-case word is a word and not a name.
 */
export const englishTokens = (sentence: string, isKnown: (word: string) => boolean): string[] => {
  const tokens: string[] = []
  for (const [raw] of sentence.matchAll(TOKEN)) {
    if (!WORD.test(raw) || raw.includes('://')) {
      const mark = markOf(raw)
      tokens.push(/^[!?]/.test(mark) ? mark.slice(0, 3) : mark)
      continue
    }
    const word = raw.toLowerCase().replaceAll('’', "'").replace(DRAWN_OUT, '$1$1')
    if (CAPITAL.test(raw) && !isKnown(word)) {
      const owner = word.endsWith("'s") ? word.slice(0, -2) : ''
      // Two names in a row are one person.
      if (owner !== '' && isKnown(owner)) tokens.push(word)
      else if (tokens.at(-1) !== NAME) tokens.push(NAME)
    } else tokens.push(word)
  }
  return tokens
}
