// An entry of the lorebook: what it says, when it holds, and where it goes. What activates is generation/memory's business.

/** How secondary keys join the primary ones. */
export const LORE_LOGICS = ['and-any', 'and-all', 'not-any', 'not-all'] as const
export type LoreLogic = (typeof LORE_LOGICS)[number]

/** Before or after the cast, at the top or bottom of the author's note, or so many paragraphs above the cursor. */
export const LORE_POSITIONS = ['before', 'after', 'note-top', 'note-bottom', 'depth'] as const
export type LorePosition = (typeof LORE_POSITIONS)[number]

export interface LoreEntry {
  readonly id: string
  readonly title: string
  readonly content: string
  readonly enabled: boolean
  /** Always there, whatever the text says. */
  readonly constant: boolean
  /** Words, or a regular expression between slashes. */
  readonly keys: readonly string[]
  readonly secondaryKeys: readonly string[]
  readonly logic: LoreLogic
  /** Paragraphs looked at; null: as the book has it. */
  readonly scanDepth: number | null
  readonly caseSensitive: boolean | null
  readonly wholeWords: boolean | null
  /** Higher goes first into the budget and stands nearer to the cursor. */
  readonly order: number
  readonly position: LorePosition
  readonly depth: number
  /** Percent. */
  readonly probability: number
  /** Of entries that share a group one is taken. */
  readonly groups: readonly string[]
  readonly groupWeight: number
  /** In its groups the highest order wins instead of chance. */
  readonly groupPriority: boolean
  /** In its groups only those with the most keys found stay; null: as the book has it. */
  readonly groupScoring: boolean | null
  /** Not activated by other entries. */
  readonly excludeRecursion: boolean
  /** Activates no other entries. */
  readonly preventRecursion: boolean
  /** 0: at once; from 1 on: only by other entries, lower levels first. */
  readonly delayLevel: number
  /** Comes in even where the room for lore is used up. */
  readonly ignoresBudget: boolean
  /** Once called, stays for so many paragraphs more; 0: not. */
  readonly sticky: number
  /** Once called (or, where it stays, after that) cannot be called for so many paragraphs; 0: it can. */
  readonly cooldown: number
  /** Cannot be called before there are so many paragraphs; 0: it can. */
  readonly delay: number
  /** Holds from this scene on, and before that one; null: no such limit. */
  readonly fromSceneId: string | null
  readonly untilSceneId: string | null
}

export const NEW_LORE_ENTRY: Omit<LoreEntry, 'id'> = {
  title: '',
  content: '',
  enabled: true,
  constant: false,
  keys: [],
  secondaryKeys: [],
  logic: 'and-any',
  scanDepth: null,
  caseSensitive: null,
  wholeWords: null,
  order: 100,
  position: 'before',
  depth: 4,
  probability: 100,
  groups: [],
  groupWeight: 100,
  groupPriority: false,
  groupScoring: null,
  excludeRecursion: false,
  preventRecursion: false,
  delayLevel: 0,
  ignoresBudget: false,
  sticky: 0,
  cooldown: 0,
  delay: 0,
  fromSceneId: null,
  untilSceneId: null,
}

/** Of a book's lore as a whole. */
export interface LoreSettings {
  /** Tokens for all entries together, in percent of what the model takes in. */
  readonly budgetPercent: number
  /** Paragraphs before the cursor that are looked at. */
  readonly scanDepth: number
  readonly recursive: boolean
  /** Passes over the entries; 0: as many as bring something new. */
  readonly maxSteps: number
  readonly caseSensitive: boolean
  readonly wholeWords: boolean
  readonly groupScoring: boolean
  /** Where fewer entries were called, paragraphs further back are looked at, one after another; 0: never. It overrides `maxSteps`. */
  readonly leastEntries: number
  /** Paragraphs that are looked at for that at the most; 0: all. */
  readonly mostDepth: number
}

export const USUAL_LORE_SETTINGS: LoreSettings = {
  budgetPercent: 25,
  scanDepth: 8,
  recursive: true,
  maxSteps: 0,
  caseSensitive: false,
  wholeWords: true,
  groupScoring: false,
  leastEntries: 0,
  mostDepth: 100,
}

/** Rules of a World Info file that are kept and given out again, and not obeyed here: a writer is told of them. */
export const UNHEEDED_RULES = [
  'character-filter',
  'triggers',
  'vectors',
  'sources',
  'outlet',
  'decorators',
] as const
export type UnheededRule = (typeof UNHEEDED_RULES)[number]

/** Why an entry stays out. */
export const LORE_MISSES = [
  'off',
  'other-scene',
  'no-key',
  'secondary-keys',
  'only-by-others',
  'not-by-others',
  'cooldown',
  'delay',
  'chance',
  'group',
  'budget',
] as const
export type LoreMiss = (typeof LORE_MISSES)[number]
