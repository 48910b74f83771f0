// Simulated authors with hidden tastes: measures of their own on the bare text, none of which the ranker is told, and some doubt.
import { EMOTIONS } from '../../domain/emotion.ts'
import { lexiconAnalyzer } from '../../analysis/lexicon/lexicon-analyzer.ts'
import type { Random } from '../../nn/seed.ts'

export interface Author {
  readonly name: string
  /** How much is liked, on no scale that others know. */
  likes(text: string): number
}

const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/[a-z']+/g) ?? []

/** Vowel groups: about what a reader hears. */
const syllables = (word: string): number => Math.max(1, word.match(/[aeiouy]+/g)?.length ?? 1)

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** Each a way of looking at a text; raw, on its own scale. */
const SENSES = {
  emotion: (emotion: (typeof EMOTIONS)[number]) => (text: string) =>
    mean(
      lexiconAnalyzer
        .analyze(text.split(/(?<=[.!?])\s+/), 'en')
        .map(({ mix }) => mix[EMOTIONS.indexOf(emotion)] ?? 0),
    ),
  length: (ideal: number) => (text: string) => -Math.abs(Math.log((wordsIn(text).length + 1) / ideal)),
  diction: (text: string) => mean(wordsIn(text).map(syllables)),
  speech: (text: string) =>
    (text.match(/["“][^"”]*["”]/g) ?? []).reduce((sum, piece) => sum + piece.length, 0) /
    Math.max(1, text.length),
} as const

interface Taste {
  readonly name: string
  readonly parts: readonly { readonly of: (text: string) => number; readonly pull: number }[]
}

/** Pulls of the four senses on what is liked: emotion, length, diction, speech. Nobody is indifferent to any of them. */
const TASTES: readonly Taste[] = (
  [
    ['short, plain, glad', 'joy', 14, [0.7, 1, -0.7, 0.2]],
    ['talk', 'surprise', 32, [0.3, 0.3, -0.3, 1.4]],
    ['long and ornate', 'sadness', 60, [0.3, 0.9, 1, -0.2]],
    ['fear, no talk', 'fear', 40, [1, 0.3, 0.2, -0.9]],
    ['middling length, sad', 'sadness', 28, [0.9, 1, 0.3, -0.3]],
    ['all alike', 'anger', 40, [0.7, 0.7, -0.7, 0.7]],
  ] as const
).map(([name, emotion, words, [felt, long, diction, speech]]) => ({
  name,
  parts: [
    { of: SENSES.emotion(emotion), pull: felt },
    { of: SENSES.length(words), pull: long },
    { of: SENSES.diction, pull: diction },
    { of: SENSES.speech, pull: speech },
  ],
}))

/** Every part pulls by how far a text lies from what is usual among `texts`. */
export const authorsOver = (texts: readonly string[]): readonly Author[] =>
  TASTES.map(({ name, parts }) => {
    const scaled = parts.map(({ of, pull }) => {
      const values = texts.map(of)
      const middle = mean(values)
      const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) || 1
      return { of, middle, deviation, pull }
    })
    return {
      name,
      likes: (text) =>
        scaled.reduce(
          (sum, { of, middle, deviation, pull }) => sum + (pull * (of(text) - middle)) / deviation,
          0,
        ),
    }
  })

/** How surely a difference in liking decides a choice. */
const SURENESS = 3

/** Which of two is chosen: nearly always the one liked more, where the difference is plain. */
export const chooses = (author: Author, one: string, other: string, random: Random): boolean =>
  random.next() < 1 / (1 + Math.exp(-SURENESS * (author.likes(one) - author.likes(other))))
