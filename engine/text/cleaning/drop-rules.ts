// Rules that leave out whole paragraphs because of all the others. What is cleaned within one is paragraph-rules'.
import type { CleaningRule } from '../../domain/dataset.ts'
import { detectLanguage } from '../language.ts'
import { countWords } from '../words.ts'

/** A shorter paragraph may well be said twice: “Yes.” */
const LEAST_WORDS = 8

const wordsByLanguage = (texts: readonly string[]): ReadonlyMap<string, number> => {
  const words = new Map<string, number>()
  for (const text of texts) {
    const language = detectLanguage(text)
    words.set(language, (words.get(language) ?? 0) + countWords(text))
  }
  return words
}

/** Each gives the places of the paragraphs that go. */
export const DROP_RULES = {
  /** Paragraphs in another language than most of the text. */
  'other-language': (texts) => {
    const [main] = [...wordsByLanguage(texts)].toSorted((a, b) => b[1] - a[1])[0] ?? []
    return new Set(
      texts.flatMap((text, at) =>
        countWords(text) >= LEAST_WORDS && detectLanguage(text) !== main ? [at] : [],
      ),
    )
  },
  /** Paragraphs that stood before, word for word; the first of them stays. */
  duplicates: (texts) => {
    const seen = new Set<string>()
    const gone = new Set<number>()
    texts.forEach((text, at) => {
      if (countWords(text) < LEAST_WORDS) return
      const key = text.replaceAll(/\s+/gu, ' ').trim().toLowerCase()
      if (seen.has(key)) gone.add(at)
      seen.add(key)
    })
    return gone
  },
} as const satisfies Partial<Record<CleaningRule, (texts: readonly string[]) => ReadonlySet<number>>>
