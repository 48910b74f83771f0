// life.*: the life record: entries from diaries, chats and archives by time, and what of them is whose material.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { MOOD_SOURCES } from '../domain/life.ts'
import { base, file, id, progress } from './base.ts'
import { emotion } from './feeling.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u)
const local = z.string().regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?$/u)
const words = z.array(z.string().min(1).max(200)).max(500)
const valence = z.number().min(-1).max(1)
const arousal = z.number().min(0).max(1)

const place = z.object({
  name: z.string().max(500),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
})

export const lifeMood = z.object({ emotion, valence, arousal, word: z.string(), by: z.enum(MOOD_SOURCES) })

export const lifeEntry = z.object({
  id,
  /** Milliseconds since the epoch. */
  time: z.number(),
  /** The clock on the wall where it was written, `2024-06-14T21:05:00`. */
  local: z.string(),
  zone: z.string(),
  title: z.string(),
  text: z.string(),
  place: place.nullable(),
  people: z.array(z.string()),
  tags: z.array(z.string()),
  details: z.record(z.string(), z.string()),
  mood: lifeMood.nullable(),
  mediaIds: z.array(id),
  source: z.object({ importer: z.string(), id: z.string(), hash: z.string() }),
  /** Changed here: reading the archive again leaves it alone. */
  edited: z.boolean(),
})

const looseMedium = z.object({
  mediaId: id,
  kind: z.enum(['image', 'audio', 'video', 'document']),
  name: z.string(),
  local: z.string(),
  /** The writer's own, else what was understood. */
  caption: z.string(),
  /** Where it was taken, as it was understood; empty where that is not known. */
  place: z.string(),
  mood: z.object({ emotion, valence, arousal }).nullable(),
})

const fields = {
  local,
  title: z.string().max(500),
  text: z.string().max(1_000_000),
  place: place.nullable(),
  people: words,
  tags: words,
  /** Null: the emotion model reads it. */
  mood: z.object({ emotion, valence, arousal }).nullable(),
  mediaIds: z.array(id).max(500),
}

const filter = {
  /** Inclusive. */
  from: day.optional(),
  to: day.optional(),
  person: z.string().max(200).optional(),
  place: z.string().max(500).optional(),
  tag: z.string().max(200).optional(),
  emotion: emotion.optional(),
  text: z.string().max(500).optional(),
}

const column = z.string().max(500).optional()
const mapping = z.object({
  date: column,
  time: column,
  title: column,
  text: column,
  place: column,
  latitude: column,
  longitude: column,
  people: column,
  mood: column,
  valence: column,
  arousal: column,
  tags: column,
  media: column,
  id: column,
})

const archive = {
  /** A path is that of a file, or of an unpacked archive's folder. */
  source: z.union([z.object({ path: z.string().min(1) }), z.object({ file })]),
  /** Whoever fits first, when left out. */
  importer: z.string().max(40).optional(),
  /** Of a table: which column is what; guessed by their names when left out. */
  mapping: mapping.optional(),
  /** Where days and months could be either. */
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).optional(),
}

const remarks = z.array(z.object({ code: z.string(), count: z.number(), sample: z.string() }))
const counted = z.array(z.object({ name: z.string(), count: z.number() }))
export const materialRef = z.object({ kind: z.enum(['entry', 'media']), id })
const scope = { scopeId: id.nullable() }

export const life = {
  formats: base.output(z.array(z.object({ id: z.string(), title: z.string() }))),
  /** What is in an archive; nothing is kept. UNSUPPORTED_FORMAT, FILE_UNREADABLE, FILE_TOO_LARGE, EMPTY_FILE, BAD_INPUT. */
  preview: base.input(z.object(archive)).output(
    eventIterator(
      z.discriminatedUnion('kind', [
        progress,
        z.object({
          kind: z.literal('preview'),
          preview: z.object({
            name: z.string(),
            importer: z.string(),
            entries: z.number(),
            /** Days of the first and the last; null without any. */
            from: z.string().nullable(),
            to: z.string().nullable(),
            media: z.number(),
            moods: z.number(),
            people: z.array(z.string()),
            places: z.array(z.string()),
            /** The first few as they will be kept. */
            sample: z.array(
              z.object({ local: z.string(), title: z.string(), text: z.string(), mood: z.string() }),
            ),
            table: z
              .object({ columns: z.array(z.string()), sample: z.array(z.array(z.string())), mapping })
              .nullable(),
            remarks,
          }),
        }),
      ]),
    ),
  ),
  /**
   * Takes an archive in as one act of undo. What came before from the same place is known again: unchanged entries are
   * left, changed ones follow unless the writer edited them here. Stopping keeps nothing but pictures already stored.
   */
  import: base.input(z.object(archive)).output(
    eventIterator(
      z.discriminatedUnion('kind', [
        progress,
        z.object({
          kind: z.literal('done'),
          importer: z.string(),
          added: z.number(),
          changed: z.number(),
          unchanged: z.number(),
          /** Changed in the archive and here: those of here stay. */
          kept: z.number(),
          media: z.number(),
          mediaFailed: z.number(),
          moodsRead: z.number(),
          remarks,
        }),
      ]),
    ),
  ),
  /** The latest first; with the first of them photos, sounds and clips that belong to none, by when they were taken. */
  list: base
    .input(
      z.object({
        ...filter,
        limit: z.number().int().min(1).max(100_000).default(200),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ entries: z.array(lifeEntry), total: z.number(), media: z.array(looseMedium) })),
  get: base.input(z.object({ id })).output(lifeEntry),
  /** Days that have entries or photographs, in order. */
  days: base.input(z.object(filter)).output(
    z.array(
      z.object({
        day: z.string(),
        entries: z.number(),
        media: z.number(),
        valence: z.number().nullable(),
        arousal: z.number().nullable(),
        emotion: emotion.nullable(),
      }),
    ),
  ),
  /** What can be filtered by, the most frequent first. */
  facets: base.output(z.object({ people: counted, places: counted, tags: counted })),
  /** An entry of the writer's own. */
  add: base.input(z.object(fields).partial().required({ local: true, text: true })).output(lifeEntry),
  update: base.input(z.object({ id, change: z.object(fields).partial() })).output(lifeEntry),
  remove: base.input(z.object({ ids: z.array(id).min(1).max(100_000) })),
  /** What is the material of a part, chapter or scene (null: the book); `inherited` is what lies on those above it. */
  material: base
    .input(z.object(scope))
    .output(z.object({ own: z.array(materialRef), inherited: z.array(materialRef) })),
  /**
   * The material of a part or chapter (null: the book), entries and what photos and recordings tell, becomes beats of its plan,
   * in the order in which it was lived, each with how it felt; behind the beats that are there, and locked. One act of undo. NOT_FOUND.
   */
  toPlan: base.input(z.object(scope)).output(z.object({ beats: z.number() })),
  /** NOT_FOUND. */
  setMaterial: base.input(z.object({ ...scope, items: z.array(materialRef).max(1000) })),
}
