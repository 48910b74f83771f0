// Finds banned phrases in text as it grows, and says how much of its end could still become one. What to do then is others'.

/** Where the first banned phrase begins, or where text begins that may yet become one; the end where none can. */
export interface Verdict {
  readonly at: number
  readonly isBanned: boolean
}

/** A folded character, or SPACE for any white space. */
type Element = string

interface Phrase {
  readonly elements: readonly Element[]
  /** A phrase that begins or ends with a letter means whole words; Chinese has no gaps that would show one. */
  readonly startsWord: boolean
  readonly endsWord: boolean
}

const LETTER = /[\p{L}\p{N}\p{M}]/u
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const WHITE = /\s/
const SPACE = ' '

const isWordLetter = (character: string | undefined): boolean =>
  character !== undefined && LETTER.test(character) && !IDEOGRAPH.test(character)

/** Case and the shape of quotation marks make no other phrase. */
const fold = (character: string): string =>
  /[’‘]/.test(character) ? "'" : /[“”]/.test(character) ? '"' : character.toLowerCase()

const toPhrase = (text: string): Phrase => {
  const characters = Array.from(text.trim().replace(/\s+/gu, ' '))
  return {
    elements: characters.map((character) => (WHITE.test(character) ? SPACE : fold(character))),
    startsWord: isWordLetter(characters[0]),
    endsWord: isWordLetter(characters.at(-1)),
  }
}

export class PhraseBans {
  readonly #phrases: readonly Phrase[]

  /** @param phrases in any case; empty ones do not count */
  constructor(phrases: readonly string[]) {
    this.#phrases = phrases.map(toPhrase).filter(({ elements }) => elements.length > 0)
  }

  get isEmpty(): boolean {
    return this.#phrases.length === 0
  }

  /**
   * @param before the character before the text, '' at the very beginning
   * @param isWhole nothing follows: a phrase at the end is one, and nothing can become one any more
   */
  judge(text: string, before: string, isWhole: boolean): Verdict {
    const characters = Array.from(text)
    for (let at = 0, offset = 0; at < characters.length; offset += characters[at++].length) {
      const previous = at === 0 ? before : characters[at - 1]
      const found = this.#phrases.map((phrase) => match(phrase, characters, at, previous, isWhole))
      if (found.includes('banned')) return { at: offset, isBanned: true }
      if (found.includes('perhaps')) return { at: offset, isBanned: false }
    }
    return { at: text.length, isBanned: false }
  }
}

function match(
  { elements, startsWord, endsWord }: Phrase,
  characters: readonly string[],
  from: number,
  previous: string,
  isWhole: boolean,
): 'banned' | 'perhaps' | 'no' {
  if (startsWord && isWordLetter(previous)) return 'no'
  const open = isWhole ? 'no' : 'perhaps'
  let at = from
  for (const element of elements) {
    if (at === characters.length) return open
    if (element !== SPACE) {
      if (fold(characters[at]) !== element) return 'no'
      at++
      continue
    }
    if (!WHITE.test(characters[at])) return 'no'
    while (at < characters.length && WHITE.test(characters[at])) at++
  }
  if (!endsWord) return 'banned'
  if (at === characters.length) return isWhole ? 'banned' : 'perhaps'
  return isWordLetter(characters[at]) ? 'no' : 'banned'
}
