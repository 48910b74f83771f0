// What a reader of diaries, chats and posts makes of an archive: entries by their original ids. Ids of ours, moods read
// by a model and the place of pictures in the project are given when it is kept.
import type { Emotion } from '../../domain/emotion.ts'
import type { LifePlace } from '../../domain/life.ts'
import type { BookFolder, ImportContext, ImportRemark } from '../imported-book.ts'

/** How the source says that it felt. */
export interface ReadMood {
  readonly word: string
  /** Null where the word is the diary's own and nobody here knows it. */
  readonly valence: number | null
  readonly arousal: number | null
  readonly emotion: Emotion | null
}

export interface ReadEntry {
  /** The diary's own id, or one that stays the same when the archive is read again. */
  readonly id: string
  readonly local: string
  readonly zone: string
  readonly title: string
  readonly text: string
  readonly place: LifePlace | null
  readonly people: readonly string[]
  readonly tags: readonly string[]
  readonly details: Readonly<Record<string, string>>
  readonly mood: ReadMood | null
  /** Paths in the archive. */
  readonly media: readonly string[]
}

/** Fields of an entry that a column of a table can be. */
export const LIFE_FIELDS = [
  'date',
  'time',
  'title',
  'text',
  'place',
  'latitude',
  'longitude',
  'people',
  'mood',
  'valence',
  'arousal',
  'tags',
  'media',
  'id',
] as const
export type LifeField = (typeof LIFE_FIELDS)[number]
export type LifeMapping = Readonly<Partial<Record<LifeField, string>>>

export type DateOrder = 'ymd' | 'dmy' | 'mdy'

/** A table whose columns mean what the writer says. */
export interface LifeTable {
  readonly columns: readonly string[]
  /** The first rows. */
  readonly sample: readonly (readonly string[])[]
  readonly mapping: LifeMapping
}

export interface ReadLife {
  readonly entries: readonly ReadEntry[]
  readonly remarks: readonly ImportRemark[]
  /** Only of tables. */
  readonly table: LifeTable | null
}

export interface LifeOptions {
  readonly mapping?: LifeMapping | undefined
  /** Where days and months could be either. */
  readonly dateOrder?: DateOrder | undefined
}

export interface LifeImporter {
  readonly id: string
  readonly version: string
  readonly title: string
  /** Whether the archive is one of these; looks at names first, and into no more than it must. */
  readonly fits: (archive: BookFolder) => boolean
  /** Errors: EMPTY_FILE, FILE_UNREADABLE, FILE_TOO_LARGE. */
  readonly read: (archive: BookFolder, options: LifeOptions, context: ImportContext) => ReadLife
}

export const NEW_ENTRY = {
  zone: '',
  title: '',
  text: '',
  place: null,
  people: [],
  tags: [],
  details: {},
  mood: null,
  media: [],
} as const satisfies Partial<ReadEntry>
