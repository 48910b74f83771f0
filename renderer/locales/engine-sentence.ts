// What the engine says in English, in the window's language: sentence by sentence, with the values that stand in them. Which words stand
// for which is the catalogue's of each language.
export type SentenceCatalogue = Readonly<Record<string, string>>

interface Pattern {
  readonly whole: RegExp
  readonly said: string
}

const patterns = new WeakMap<SentenceCatalogue, readonly Pattern[]>()

const patternsOf = (catalogue: SentenceCatalogue): readonly Pattern[] => {
  const known = patterns.get(catalogue)
  if (known) return known
  const made = Object.entries(catalogue)
    .filter(([english]) => english.includes('{1}'))
    .map(([english, said]) => {
      const parts = english
        .split(/\{\d\}/u)
        .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))
      return { whole: new RegExp(`^${parts.join('(.+?)')}$`, 'su'), said }
    })
  patterns.set(catalogue, made)
  return made
}

const translateSentence = (sentence: string, catalogue: SentenceCatalogue): string | null => {
  const same = Object.hasOwn(catalogue, sentence) ? catalogue[sentence] : undefined
  if (same !== undefined) return same
  for (const { whole, said } of patternsOf(catalogue)) {
    const found = whole.exec(sentence)
    // A value that has words of its own, such as the kind of a thing, is said in them; a name stays as it is.
    if (found)
      return said.replaceAll(/\{(\d)\}/gu, (_, number: string) => {
        const value = found[Number(number)] ?? ''
        return Object.hasOwn(catalogue, value) ? (catalogue[value] ?? value) : value
      })
  }
  return null
}

/** Null where a sentence of it has no words in the catalogue: then nobody should be shown half of it. */
export const translateMessage = (message: string, catalogue: SentenceCatalogue): string | null => {
  const whole = translateSentence(message, catalogue)
  if (whole !== null) return whole
  const said = message.split(/(?<=[.!?])\s+(?=\p{Lu}|\{)/u).map((each) => translateSentence(each, catalogue))
  return said.includes(null) ? null : said.join('')
}
