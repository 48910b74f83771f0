// Life entries as rows, with the media that belong to them: kept by where they came from, found by day, person, place, feeling.
import type { Emotion } from '../domain/emotion.ts'
import { EngineError } from '../domain/errors.ts'
import { dayOf, type LifeDay, type LifeEntry, type LifeFilter, type MoodSource } from '../domain/life.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  id: string
  time: number
  day: string
  local: string
  zone: string
  title: string
  text: string
  place: string | null
  latitude: number | null
  longitude: number | null
  people: string
  tags: string
  details: string
  emotion: Emotion | null
  valence: number | null
  arousal: number | null
  mood_word: string
  mood_by: MoodSource | null
  importer: string
  source_id: string
  source_hash: string
  edited: 0 | 1
}

const toEntry = (row: Row, mediaIds: readonly string[]): LifeEntry => ({
  id: row.id,
  time: row.time,
  local: row.local,
  zone: row.zone,
  title: row.title,
  text: row.text,
  place: row.place === null ? null : { name: row.place, latitude: row.latitude, longitude: row.longitude },
  people: JSON.parse(row.people) as string[],
  tags: JSON.parse(row.tags) as string[],
  details: JSON.parse(row.details) as Record<string, string>,
  mood:
    row.emotion === null || row.mood_by === null
      ? null
      : {
          emotion: row.emotion,
          valence: row.valence ?? 0,
          arousal: row.arousal ?? 0,
          word: row.mood_word,
          by: row.mood_by,
        },
  mediaIds,
  source: { importer: row.importer, id: row.source_id, hash: row.source_hash },
  edited: row.edited === 1,
})

const toRow = (entry: LifeEntry): Row => ({
  id: entry.id,
  time: Math.round(entry.time),
  day: dayOf(entry),
  local: entry.local,
  zone: entry.zone,
  title: entry.title,
  text: entry.text,
  place: entry.place?.name ?? null,
  latitude: entry.place?.latitude ?? null,
  longitude: entry.place?.longitude ?? null,
  people: JSON.stringify(entry.people),
  tags: JSON.stringify(entry.tags),
  details: JSON.stringify(entry.details),
  emotion: entry.mood?.emotion ?? null,
  valence: entry.mood?.valence ?? null,
  arousal: entry.mood?.arousal ?? null,
  mood_word: entry.mood?.word ?? '',
  mood_by: entry.mood?.by ?? null,
  importer: entry.source.importer,
  source_id: entry.source.id,
  source_hash: entry.source.hash,
  edited: entry.edited ? 1 : 0,
})

const COLUMNS =
  `id, time, day, local, zone, title, text, place, latitude, longitude, people, tags, details, emotion, valence,
  arousal, mood_word, mood_by, importer, source_id, source_hash, edited`
    .split(',')
    .map((name) => name.trim())

/** Every condition is there; those that ask for nothing let everything through. */
const WHERE = `
  (@from IS NULL OR day >= @from) AND (@to IS NULL OR day <= @to)
  AND (@place IS NULL OR place = @place)
  AND (@emotion IS NULL OR emotion = @emotion)
  AND (@person IS NULL OR EXISTS (SELECT 1 FROM json_each(people) WHERE value = @person))
  AND (@tag IS NULL OR EXISTS (SELECT 1 FROM json_each(tags) WHERE value = @tag))
  AND (@text IS NULL OR title LIKE @text ESCAPE '\\' OR text LIKE @text ESCAPE '\\' OR place LIKE @text ESCAPE '\\'
       OR people LIKE @text ESCAPE '\\' OR tags LIKE @text ESCAPE '\\')`

const bound = ({ from, to, person, place, tag, emotion, text }: LifeFilter) => ({
  from: from ?? null,
  to: to ?? null,
  person: person ?? null,
  place: place ?? null,
  tag: tag ?? null,
  emotion: emotion ?? null,
  text:
    text === undefined || text.trim() === '' ? null : `%${text.trim().replace(/[\\%_]/gu, String.raw`\$&`)}%`,
})
type Bound = ReturnType<typeof bound>

/** What can be filtered by, the most frequent first. */
export interface LifeFacets {
  readonly people: readonly { readonly name: string; readonly count: number }[]
  readonly places: readonly { readonly name: string; readonly count: number }[]
  readonly tags: readonly { readonly name: string; readonly count: number }[]
}

export const createLifeRepository = (db: ProjectDatabase) => {
  const one = db.prepare<[string], Row>('SELECT * FROM life_entries WHERE id = ?')
  const bySource = db.prepare<[string, string], Row>(
    'SELECT * FROM life_entries WHERE importer = ? AND source_id = ?',
  )
  const put = db.prepare<[Row]>(
    `INSERT INTO life_entries (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${COLUMNS.slice(1)
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')}`,
  )
  const remove = db.prepare<[string]>('DELETE FROM life_entries WHERE id = ?')
  const media = db
    .prepare<[string], string>('SELECT media_id FROM life_media WHERE entry_id = ? ORDER BY position')
    .pluck()
  const addMedium = db.prepare(
    'INSERT OR IGNORE INTO life_media (entry_id, media_id, position) VALUES (?, ?, ?)',
  )
  const dropMedia = db.prepare('DELETE FROM life_media WHERE entry_id = ?')
  const attached = db.prepare<[], string>('SELECT DISTINCT media_id FROM life_media').pluck()
  const count = db.prepare<[Bound], number>(`SELECT count(*) FROM life_entries WHERE ${WHERE}`).pluck()
  const found = db.prepare<[Bound & { limit: number; offset: number }], Row>(
    `SELECT * FROM life_entries WHERE ${WHERE} ORDER BY local DESC, id LIMIT @limit OFFSET @offset`,
  )
  const days = db.prepare<
    [Bound],
    { day: string; entries: number; media: number; valence: number | null; arousal: number | null }
  >(
    `SELECT day, count(*) AS entries, avg(valence) AS valence, avg(arousal) AS arousal,
       (SELECT count(*) FROM life_media m JOIN life_entries e ON e.id = m.entry_id WHERE e.day = life_entries.day) AS media
     FROM life_entries WHERE ${WHERE} GROUP BY day ORDER BY day`,
  )
  const feelings = db.prepare<[Bound], { day: string; emotion: Emotion; count: number }>(
    `SELECT day, emotion, count(*) AS count FROM life_entries WHERE emotion IS NOT NULL AND ${WHERE}
     GROUP BY day, emotion ORDER BY day, count, emotion`,
  )
  const counted = (column: 'people' | 'tags') =>
    db.prepare<[], { name: string; count: number }>(
      `SELECT value AS name, count(*) AS count FROM life_entries, json_each(${column}) GROUP BY value
       ORDER BY count DESC, name LIMIT 500`,
    )
  const people = counted('people')
  const tags = counted('tags')
  const places = db.prepare<[], { name: string; count: number }>(
    `SELECT place AS name, count(*) AS count FROM life_entries WHERE place IS NOT NULL AND place <> '' GROUP BY place
     ORDER BY count DESC, name LIMIT 500`,
  )
  const points = db
    .prepare<[string], [number, number]>(
      `SELECT DISTINCT latitude, longitude FROM life_entries
       WHERE place = ? AND latitude IS NOT NULL AND longitude IS NOT NULL`,
    )
    .raw()
  const withMedia = (row: Row): LifeEntry => toEntry(row, media.all(row.id))

  return {
    /** NOT_FOUND. */
    get(id: string): LifeEntry {
      const row = one.get(id)
      if (!row)
        throw new EngineError('NOT_FOUND', 'This entry is not in the life record (any more).', {
          entryId: id,
        })
      return withMedia(row)
    },

    find: (id: string): LifeEntry | null => {
      const row = one.get(id)
      return row ? withMedia(row) : null
    },

    findBySource(importer: string, sourceId: string): LifeEntry | null {
      const row = bySource.get(importer, sourceId)
      return row ? withMedia(row) : null
    },

    put(entry: LifeEntry): void {
      put.run(toRow(entry))
      dropMedia.run(entry.id)
      entry.mediaIds.forEach((id, position) => addMedium.run(entry.id, id, position))
    },

    remove(id: string): void {
      remove.run(id)
    },

    count: (filter: LifeFilter = {}): number => count.get(bound(filter)) ?? 0,

    /** The latest first. */
    list: (filter: LifeFilter = {}, { limit = 1_000_000, offset = 0 } = {}): readonly LifeEntry[] =>
      found.all({ ...bound(filter), limit, offset }).map(withMedia),

    /** Days that have entries, in order. */
    days(filter: LifeFilter = {}): readonly LifeDay[] {
      // Of several the last row counts: the most frequent one.
      const leading = new Map(feelings.all(bound(filter)).map(({ day, emotion }) => [day, emotion]))
      return days.all(bound(filter)).map((day) => ({ ...day, emotion: leading.get(day.day) ?? null }))
    },

    facets: (): LifeFacets => ({ people: people.all(), places: places.all(), tags: tags.all() }),

    /** Where entries of a place were written, in degrees. */
    pointsOf: (place: string): readonly (readonly [latitude: number, longitude: number])[] =>
      points.all(place),

    /** Media that belong to an entry. */
    attachedMedia: (): ReadonlySet<string> => new Set(attached.all()),
  }
}
