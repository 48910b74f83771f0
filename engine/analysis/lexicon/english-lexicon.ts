// What the lexicon knows of one English word or phrase, in any inflection; how words act on each other is the scorer's.
import { FELT } from './evidence.ts'
import { loadEnglishValences } from './english-valence.ts'
import { ENGLISH_EMOTIONS, ENGLISH_PHRASES, ENGLISH_PULSE } from './english-words.ts'

/** A word that carries feeling. */
export interface WordSense {
  /** Weight per emotion in the order of FELT; null when only its rating is known. */
  readonly emotions: readonly number[] | null
  /** −4 … 4. */
  readonly rating: number
  /** Faster (+1) or calmer (−1), 0 for neither. */
  readonly pulse: number
}

export interface Phrase {
  readonly words: readonly string[]
  readonly sense: WordSense
}

export interface EnglishLexicon {
  /** @param word lower case, straight apostrophes. */
  sense(word: string): WordSense | null
  /** Phrases by their first word. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>
}

const STRENGTH = { strong: 1, plain: 0.6, slight: 0.22 } as const
/** The rating a word of each emotion has when nobody rated it, in the order of FELT. */
const PRIOR_RATING = [2.2, -2.1, -2, -1.9, -2.2, 0.2] as const
const MAX_KNOWN_FORMS = 100_000

const split = (words: string): string[] => words.trim().split(/\s+/)
const VOWEL = /[aeiouy]/

/** Dictionary forms that a written form may come from, likeliest first. */
const stems = (word: string): string[] => {
  const forms: string[] = []
  const add = (form: string): void => {
    if (form.length > 2 && VOWEL.test(form)) forms.push(form)
  }
  const bare = word.endsWith("'s") ? word.slice(0, -2) : word.endsWith("in'") ? `${word.slice(0, -1)}g` : word
  if (bare !== word) add(bare)
  const undouble = (base: string): void => {
    add(base)
    add(`${base}e`)
    if (base.at(-1) === base.at(-2)) add(base.slice(0, -1))
  }
  if (bare.endsWith('ies') || bare.endsWith('ied')) add(`${bare.slice(0, -3)}y`)
  else if (bare.endsWith('ed')) undouble(bare.slice(0, -2))
  else if (bare.endsWith('es')) {
    add(bare.slice(0, -1))
    add(bare.slice(0, -2))
  } else if (bare.endsWith('s') && !bare.endsWith('ss') && !bare.endsWith('us')) add(bare.slice(0, -1))
  else if (bare.endsWith('ing')) undouble(bare.slice(0, -3))
  else if (bare.endsWith('ily')) add(`${bare.slice(0, -3)}y`)
  else if (bare.endsWith('bly')) add(`${bare.slice(0, -1)}e`)
  else if (bare.endsWith('ingly') || bare.endsWith('edly')) add(bare.slice(0, -2))
  else if (bare.endsWith('ly')) add(bare.slice(0, -2))
  else if (bare.endsWith('iness')) add(`${bare.slice(0, -5)}y`)
  else if (bare.endsWith('ness')) add(bare.slice(0, -4))
  return forms
}

const readEmotions = (): Map<string, number[]> => {
  const found = new Map<string, number[]>()
  FELT.forEach((emotion, index) => {
    for (const strength of ['slight', 'plain', 'strong'] as const) {
      for (const word of split(ENGLISH_EMOTIONS[emotion][strength])) {
        const weights = found.get(word) ?? [0, 0, 0, 0, 0, 0]
        weights[index] = STRENGTH[strength]
        found.set(word, weights)
      }
    }
  })
  return found
}

const priorRating = (weights: readonly number[]): number => {
  let sum = 0
  let total = 0
  weights.forEach((weight, index) => {
    sum += weight * weight * PRIOR_RATING[index]
    total += weight
  })
  return sum / total
}

const readPhrases = (): Map<string, Phrase[]> => {
  const phrases = new Map<string, Phrase[]>()
  FELT.forEach((emotion, index) => {
    for (const phrase of ENGLISH_PHRASES[emotion].split('|')) {
      const words = split(phrase)
      const emotions = FELT.map((_, at) => (at === index ? 0.9 : 0))
      const sense = { emotions, rating: PRIOR_RATING[index] * 0.8, pulse: 0 }
      const first = words[0]
      phrases.set(first, [...(phrases.get(first) ?? []), { words, sense }])
    }
  })
  return phrases
}

export const createEnglishLexicon = (): EnglishLexicon => {
  const valences = loadEnglishValences()
  const emotions = readEmotions()
  const pulses = new Map<string, number>()
  for (const word of split(ENGLISH_PULSE.slow)) pulses.set(word, -1)
  for (const word of split(ENGLISH_PULSE.fast)) pulses.set(word, 1)

  const firstIn = <Value>(table: ReadonlyMap<string, Value>, forms: readonly string[]): Value | undefined => {
    for (const form of forms) {
      const value = table.get(form)
      if (value !== undefined) return value
    }
    return undefined
  }
  const look = (word: string): WordSense | null => {
    const forms = [word, ...stems(word)]
    const weights = firstIn(emotions, forms) ?? null
    // A rating of zero for the very word is a correction; a stem's rating may only stand in where the word has none.
    const rated = valences.get(word) ?? (weights ? undefined : firstIn(valences, forms))
    const rating = rated ?? (weights ? priorRating(weights) : 0)
    const pulse = firstIn(pulses, forms) ?? 0
    return weights || rating !== 0 || pulse !== 0 ? { emotions: weights, rating, pulse } : null
  }

  const known = new Map<string, WordSense | null>()
  return {
    phrases: readPhrases(),
    sense: (word) => {
      const found = known.get(word)
      if (found !== undefined) return found
      if (known.size >= MAX_KNOWN_FORMS) known.clear()
      const sense = look(word)
      known.set(word, sense)
      return sense
    },
  }
}
