// The part of a sentence that has the last word: what comes after a “but”, where two feelings stand against each other.
import type { Language } from '../../domain/project.ts'

const TURNS: Readonly<Record<Language, RegExp>> = {
  en: /(?:[,;—]\s*|\s)(?:but|yet)\s(?!for\b)(?<rest>.+)$/isu,
  zh: /[，；。、](?:但是?|可是?|然而|不过|却)(?<rest>.+)$/su,
}
/** Shorter than so many characters it does not stand by itself. */
const LEAST: Readonly<Record<Language, number>> = { en: 12, zh: 4 }

/** Null where the sentence does not turn. */
export const lastWord = (sentence: string, language: Language): string | null => {
  const rest = TURNS[language].exec(sentence)?.groups?.['rest'] ?? ''
  return rest.length >= LEAST[language] ? rest : null
}
