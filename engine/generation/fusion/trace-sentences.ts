// Where each sentence of a passage comes from: which pieces of material it takes up, and what in it nothing supports.
import type { SentenceSources } from '../../domain/sentence-sources.ts'
import type { Language } from '../../domain/project.ts'
import { likelyNames } from '../../text/private-details.ts'
import { splitSentences } from '../../text/sentences.ts'
import { wordSpans } from '../../text/words.ts'
import { factsIn, factsOf, isPlainWord, wordsIn, type MaterialText } from './material-facts.ts'

/** One weak word in common is chance; a name, a thing, or two words are not. */
const LEAST_WEIGHT = 2

const YEAR_OR_COUNT = /(?<![\p{L}\d])\d{2,}(?![\p{L}\d])/gu

/** When in a recording it is said: the line that has most of the words. */
const momentOf = ({ lines = [] }: MaterialText, words: readonly string[]): number | null => {
  const counted = lines.map(({ fromMs, text }) => ({
    fromMs,
    said: words.filter((word) => text.toLowerCase().includes(word.toLowerCase())).length,
  }))
  const best = counted.toSorted((a, b) => b.said - a.said)[0]
  return best !== undefined && best.said > 0 ? best.fromMs : null
}

/** What the story itself says beside the material. */
export interface Background {
  /** The text before, lore and cast. */
  readonly known: string
  /** Words that contradict the material. */
  readonly against?: readonly string[]
}

/**
 * In order, every sentence once. What nothing supports: names and numbers that stand neither in the material nor in what is
 * known, and words that say the opposite of the material.
 */
export const traceSentences = (
  text: string,
  pieces: readonly MaterialText[],
  { known, against = [] }: Background,
  language: Language,
): readonly SentenceSources[] => {
  const facts = factsOf(pieces, language)
  const said =
    `${known}\n${pieces.map((piece) => [piece.title, piece.text, ...(piece.names ?? []), ...(piece.lines ?? []).map((line) => line.text)].join('\n')).join('\n')}`.toLowerCase()
  return splitSentences(text, language).map(({ from, to }) => {
    const sentence = text.slice(from, to)
    const heard = factsIn(sentence, facts)
    const sources = pieces.flatMap((piece) => {
      const own = heard.filter((fact) => fact.sources.includes(piece.id))
      if (own.reduce((sum, { weight }) => sum + weight, 0) < LEAST_WEIGHT) return []
      const words = own.map(({ word }) => word)
      return [{ id: piece.id, title: piece.title, words, atMs: momentOf(piece, words) }]
    })
    const names = likelyNames(sentence).filter((name) => !isPlainWord(name))
    const claims = [...names, ...(sentence.match(YEAR_OR_COUNT) ?? [])]
    const unsupported = [
      ...[...new Set(claims)].filter((claim) => !said.includes(claim.toLowerCase())),
      ...wordsIn(sentence, against),
    ]
    return { from, to, sources, unsupported }
  })
}

/** Words may have been edited since: so much of them must still be the sentence's. */
const LEAST_SAME = 0.5

const spoken = (text: string): readonly string[] =>
  wordSpans(text).map(({ from, to }) => text.slice(from, to).toLowerCase())

/** The sentence of a candidate that has most of some words; null where none has half of them. */
export const sentenceOf = (
  text: string,
  sentences: readonly SentenceSources[],
  words: string,
): SentenceSources | null => {
  const wanted = spoken(words)
  const scored = sentences.map((sentence) => {
    const own = new Set(spoken(text.slice(sentence.from, sentence.to)))
    return { sentence, same: wanted.filter((word) => own.has(word)).length }
  })
  const best = scored.toSorted((a, b) => b.same - a.same)[0]
  return best && wanted.length > 0 && best.same >= LEAST_SAME * wanted.length ? best.sentence : null
}
