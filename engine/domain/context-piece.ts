// What a model is told beside its task, piece by piece: where each comes from, whether it went in, and why. Choosing is generation's.
import { LORE_MISSES } from './lorebook.ts'

export const PIECE_SOURCES = [
  'memory',
  'note',
  'synopsis',
  'lore',
  'cast',
  'beat',
  'material',
  'summary',
  'turn',
  'recollection',
  'scene',
  'earlier',
  'recent',
] as const
export type PieceSource = (typeof PIECE_SOURCES)[number]

/** Why a piece may go in. */
const CALLS = [
  // The writer put it there.
  'always',
  'chosen',
  // Lore: called by a word of the text, by another entry, or some paragraphs ago.
  'key',
  'recursion',
  'sticky',
  // Somebody is named nearby.
  'named',
  // Belongs to the scene, or comes next.
  'here',
  'next',
  // It stands before the place.
  'before',
] as const

/** Why a piece stays out. */
const MISSES = [
  'no-room',
  // The writer left it out.
  'excluded',
  // A small model was never taught to make anything of it.
  'small-model',
  // The text itself goes in.
  'in-text',
  // It gives away what whoever speaks does not know.
  'secret',
  ...LORE_MISSES,
] as const

export const PIECE_REASONS = [...CALLS, ...MISSES] as const
export type PieceCall = (typeof CALLS)[number]
export type PieceReason = (typeof PIECE_REASONS)[number]

export interface ContextPiece {
  readonly source: PieceSource
  /** The same from one look to the next, so that it can be left out or edited. */
  readonly id: string
  readonly title: string
  readonly text: string
  /** As the model counts them, else an estimate. */
  readonly tokens: number
  readonly included: boolean
  readonly reason: PieceReason
  /** What the reason is about: the key, the name. */
  readonly detail: string
  /** The writer changed it for this once. */
  readonly edited: boolean
}

/** What went to a model, to be looked at: piece by piece, and word by word. */
export interface ToldContext {
  readonly pieces: readonly ContextPiece[]
  readonly tokens: number
  readonly room: number
  /** Exactly what left for the model. */
  readonly sent: string
}

/** What the writer changed before sending: for this passage only. */
export interface ContextChanges {
  readonly excluded: readonly string[]
  readonly edited: Readonly<Record<string, string>>
}

export const NO_CHANGES: ContextChanges = { excluded: [], edited: {} }
