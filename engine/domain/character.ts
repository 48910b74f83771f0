// Someone of the story as the writer knows them: who they are, how they speak, what they want. What they know, whom they
// trust and how they feel just now stand beside the sheet (cast/).
import type { EmotionalState } from './cast/emotional-state.ts'
import type { CurvePoint } from './curve.ts'
import type { Personality } from './cast/personality.ts'

/** How they speak by habit; the words for each are the locales' and the prompts'. */
export const REGISTERS = ['plain', 'formal', 'colloquial', 'archaic', 'childlike'] as const
export type Register = (typeof REGISTERS)[number]

/** The length of their sentences. */
export const RHYTHMS = ['short', 'mixed', 'long'] as const
export type Rhythm = (typeof RHYTHMS)[number]

export interface CharacterVoice {
  readonly register: Register
  readonly rhythm: Rhythm
  /** Words and turns of phrase they like. */
  readonly favourites: readonly string[]
  /** Words that never come from their mouth. */
  readonly forbidden: readonly string[]
  /** Lines that sound like them. */
  readonly samples: readonly string[]
}

export interface CharacterSheet {
  readonly name: string
  readonly aliases: readonly string[]
  /** In the story or the game: a few words. */
  readonly role: string
  readonly personality: Personality
  /** Words for them, beside the sliders. */
  readonly traits: readonly string[]
  readonly voice: CharacterVoice
  readonly background: string
  readonly goals: readonly string[]
  readonly notes: string
  /** How they should feel over the book, as the writer drew it: valence −1 … 1 over its words; empty: not drawn. */
  readonly arc: readonly CurvePoint[]
}

export const NEW_CHARACTER: Omit<CharacterSheet, 'name'> = {
  aliases: [],
  role: '',
  personality: {
    openness: 0.5,
    conscientiousness: 0.5,
    extraversion: 0.5,
    agreeableness: 0.5,
    neuroticism: 0.5,
  },
  traits: [],
  voice: { register: 'plain', rhythm: 'mixed', favourites: [], forbidden: [], samples: [] },
  background: '',
  goals: [],
  notes: '',
  arc: [],
}

/** A sheet that is kept, with how its character feels just now. */
export interface Character extends CharacterSheet {
  readonly id: string
  readonly state: EmotionalState
  /** It came from a card, which goes out again with what is not known here. */
  readonly hasCard: boolean
}
