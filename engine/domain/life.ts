// A life record: what was written, photographed and said at a time, as entries. What a story makes of them is elsewhere.
import type { Emotion } from './emotion.ts'

/** Who says how an entry felt: the diary itself, the emotion model, or the writer here. */
export const MOOD_SOURCES = ['source', 'model', 'hand'] as const
export type MoodSource = (typeof MOOD_SOURCES)[number]

export interface LifeMood {
  readonly emotion: Emotion
  /** −1 unpleasant … 1 pleasant. */
  readonly valence: number
  /** 0 calm … 1 excited. */
  readonly arousal: number
  /** As the diary calls it; '' where it says nothing. */
  readonly word: string
  readonly by: MoodSource
}

export interface LifePlace {
  readonly name: string
  /** Degrees, WGS 84; null where only the name is known. */
  readonly latitude: number | null
  readonly longitude: number | null
}

/** Where an entry came from: the same entry read again is known by importer and id. */
export interface LifeSource {
  readonly importer: string
  readonly id: string
  /** SHA-256 of what was read: another one means that the entry changed there. */
  readonly hash: string
}

export interface LifeEntry {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly time: number
  /**
   * The clock on the wall where it was written: `2024-06-14T21:05:00`; the day alone where no hour is known. Its first ten
   * signs are the day it belongs to.
   */
  readonly local: string
  /** IANA name or an offset such as `+02:00`; '' where nobody said. */
  readonly zone: string
  readonly title: string
  readonly text: string
  readonly place: LifePlace | null
  readonly people: readonly string[]
  readonly tags: readonly string[]
  /** What else the diary knew, by its own names: the weather, steps. */
  readonly details: Readonly<Record<string, string>>
  readonly mood: LifeMood | null
  readonly mediaIds: readonly string[]
  readonly source: LifeSource
  /** The writer changed it here: what is read again leaves it alone. */
  readonly edited: boolean
}

export const dayOf = ({ local }: Pick<LifeEntry, 'local'>): string => local.slice(0, 10)

/** What a view asks for; what is left out asks for everything. Days are inclusive, `2024-06-14`. */
export interface LifeFilter {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly person?: string | undefined
  readonly place?: string | undefined
  readonly tag?: string | undefined
  readonly emotion?: Emotion | undefined
  readonly text?: string | undefined
}

/** A day at a glance. */
export interface LifeDay {
  readonly day: string
  readonly entries: number
  /** Photos, sounds and clips of that day, those of entries included. */
  readonly media: number
  /** The mean of the entries that have a mood; null without any. */
  readonly valence: number | null
  readonly arousal: number | null
  /** The feeling that most entries have. */
  readonly emotion: Emotion | null
}
