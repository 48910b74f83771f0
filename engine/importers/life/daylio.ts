// Reads the table that Daylio exports: a row a mood, with activities and a note.
import { readCsv } from '../dialogue/read-csv.ts'
import { RemarkList, type BookFolder } from '../imported-book.ts'
import { headOf, StayingIds, textFile, withoutEntities } from './archive-files.ts'
import { NEW_ENTRY, type LifeImporter, type ReadEntry } from './life-archive.ts'
import { moodFrom } from './mood-words.ts'
import { localOf, readClock, readWallTime } from './wall-time.ts'

const tables = (archive: BookFolder): readonly string[] =>
  archive.paths.filter((path) => /\.csv$/iu.test(path))

/** Notes with formatting are HTML. */
const plain = (note: string): string =>
  withoutEntities(
    note
      .replace(/<br\s*\/?>|<\/(?:p|div|li)>/giu, '\n')
      .replace(/<li>/giu, '– ')
      .replace(/<[^>]{1,200}>/gu, ''),
  ).trim()

const entryFrom = (row: Readonly<Record<string, string>>, ids: StayingIds): ReadEntry | null => {
  const cell = (name: string): string => (row[name] ?? '').trim()
  const day = readWallTime(cell('full_date') || `${cell('date')} ${cell('year')}`)
  if (!day) return null
  const time = readClock(cell('time'))?.time ?? null
  const local = localOf({ day: day.day, time })
  return {
    ...NEW_ENTRY,
    id: ids.of(local),
    local,
    title: cell('note_title'),
    text: plain(cell('note')),
    tags: [
      ...new Set(
        cell('activities')
          .split('|')
          .map((tag) => tag.trim())
          .filter((tag) => tag !== ''),
      ),
    ],
    mood: moodFrom(cell('mood')),
  }
}

export const daylioImporter: LifeImporter = {
  id: 'daylio',
  version: '1',
  title: 'Daylio',

  fits: (archive) =>
    tables(archive).some((path) => {
      const [first = ''] = headOf(archive, path).split('\n')
      return (
        /(?:full_date|year)\b/iu.test(first) && /\bmood\b/iu.test(first) && /\bactivities\b/iu.test(first)
      )
    }),

  read(archive) {
    const remarks = new RemarkList()
    const ids = new StayingIds()
    const entries = tables(archive).flatMap((path) => {
      const [heading = [], ...rows] = readCsv(textFile(archive, path))
      const columns = heading.map((name) => name.trim().toLowerCase())
      // The newest stands first: the same minute is counted from the oldest, so that a longer export keeps ids.
      return rows.toReversed().flatMap((cells) => {
        const entry = entryFrom(
          Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])),
          ids,
        )
        if (!entry) remarks.add('life-no-date', cells.join(' '))
        return entry ? [entry] : []
      })
    })
    return { entries, remarks: remarks.list(), table: null }
  },
}
