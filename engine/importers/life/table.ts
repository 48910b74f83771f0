// Reads any table (CSV, or JSON with a list of objects) as a diary: columns mean what the writer says, or what their names do.
import { hash } from 'node:crypto'
import { EngineError } from '../../domain/errors.ts'
import { readCsv } from '../dialogue/read-csv.ts'
import { RemarkList, type BookFolder } from '../imported-book.ts'
import {
  filesByName,
  findFile,
  isRecord,
  jsonFile,
  numberOf,
  StayingIds,
  textFile,
  wordsOf,
} from './archive-files.ts'
import {
  LIFE_FIELDS,
  NEW_ENTRY,
  type LifeField,
  type LifeImporter,
  type LifeMapping,
  type ReadEntry,
} from './life-archive.ts'
import { emotionOfValence, moodFrom } from './mood-words.ts'
import { dateOrderOf, localOf, readClock, readWallTime, wallAt } from './wall-time.ts'

const MAX_COLUMNS = 200
const MAX_DEPTH = 4
const SAMPLE_ROWS = 5
const GUESSED_FROM_ROWS = 50

const tables = (archive: BookFolder): readonly string[] =>
  archive.paths.filter((path) => /\.(?:csv|tsv|json)$/iu.test(path))

/** What columns are called, the likeliest names first. */
const NAMES: Readonly<Record<LifeField, RegExp>> = {
  date: /^(?:date|day|datetime|timestamp|created(?:_?at)?|creation_?date|when|日期|时间戳|创建时间)$/iu,
  time: /^(?:time|hour|clock|时间|时刻)$/iu,
  title: /^(?:title|subject|heading|标题|主题)$/iu,
  text: /^(?:text|entry|note|notes|body|content|message|description|journal|diary|内容|正文|日记|备注|文字)$/iu,
  place: /^(?:place|location|city|where|address|地点|位置|城市)$/iu,
  latitude: /^(?:lat|latitude|纬度)$/iu,
  longitude: /^(?:lon|lng|long|longitude|经度)$/iu,
  people: /^(?:people|persons?|with|who|contacts?|author|sender|人物|同伴|和谁)$/iu,
  mood: /^(?:mood|feeling|emotion|rating|score|心情|情绪|感受|评分)$/iu,
  valence: /^(?:valence|效价)$/iu,
  arousal: /^(?:arousal|唤醒度?)$/iu,
  tags: /^(?:tags?|labels?|categories|category|activities|keywords|标签|分类|活动)$/iu,
  media: /^(?:media|photos?|images?|pictures?|files?|attachments?|照片|图片|附件)$/iu,
  id: /^(?:id|uuid|guid|key|编号)$/iu,
}

type Row = Readonly<Record<string, string>>

/** `{ place: { name } }` → `place.name`; lists become words with commas. */
const flatten = (value: Readonly<Record<string, unknown>>, prefix = '', depth = 0): Row =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, each]): [string, string][] => {
      const name = `${prefix}${key}`
      if (isRecord(each)) return depth < MAX_DEPTH ? Object.entries(flatten(each, `${name}.`, depth + 1)) : []
      if (Array.isArray(each)) return [[name, each.filter((part) => typeof part !== 'object').join(', ')]]
      if (typeof each === 'string') return [[name, each]]
      return typeof each === 'number' || typeof each === 'boolean' ? [[name, String(each)]] : []
    }),
  )

/** The list of objects in a JSON file: the file itself, or the first list in it. */
const objectsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] => {
  const list = Array.isArray(value)
    ? value
    : isRecord(value)
      ? Object.values(value).find((each) => Array.isArray(each))
      : []
  return (Array.isArray(list) ? (list as unknown[]) : []).filter(isRecord)
}

interface Table {
  readonly rows: readonly Row[]
  /** The same for every export of one program, another for another table; empty where objects name what they like. */
  readonly heading: string
}

const tableOf = (archive: BookFolder, path: string): Table => {
  if (/\.json$/iu.test(path))
    return { heading: '', rows: objectsOf(jsonFile(archive, path)).map((each) => flatten(each)) }
  const [heading = [], ...rows] = readCsv(textFile(archive, path))
  const names = heading.slice(0, MAX_COLUMNS).map((name) => name.trim())
  return {
    heading: names.toSorted().join('\n'),
    rows: rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))),
  }
}

/** A day, or a moment since the epoch: numbers that only happen to be read as one do not count. */
const isDate = (text: string): boolean => readWallTime(text) !== null || momentFrom(text) !== null

/** Of columns whose names say nothing: the first that holds days, and the one with the longest texts. */
const byContent = (columns: readonly string[], rows: readonly Row[], known: LifeMapping): LifeMapping => {
  const free = columns.filter((name) => !Object.values(known).includes(name))
  const filled = (name: string) => rows.map((row) => (row[name] ?? '').trim()).filter((text) => text !== '')
  const date =
    known.date ?? free.find((name) => filled(name).length > 0 && filled(name).every((text) => isDate(text)))
  const lengthOf = (name: string): number => filled(name).reduce((sum, text) => sum + text.length, 0)
  const [text] =
    known.text === undefined && known.title === undefined
      ? free
          .filter((name) => name !== date && filled(name).some((each) => Number.isNaN(Number(each))))
          .toSorted((a, b) => lengthOf(b) - lengthOf(a))
      : [known.text]
  return { ...known, ...(date === undefined ? {} : { date }), ...(text === undefined ? {} : { text }) }
}

const guessMapping = (columns: readonly string[], rows: readonly Row[]): LifeMapping => {
  const byName: LifeMapping = Object.fromEntries(
    LIFE_FIELDS.flatMap((field): [LifeField, string][] => {
      const column = columns.find(
        (name) => NAMES[field].test(name) || NAMES[field].test(name.replace(/^.*\./u, '')),
      )
      return column === undefined ? [] : [[field, column]]
    }),
  )
  return byContent(columns, rows.slice(0, GUESSED_FROM_ROWS), byName)
}

/** Points tell how many there could have been by the most that were given. */
const scaled = (moods: readonly string[]): ((mood: string) => string) => {
  const points = moods.filter((mood) => /^\d+(?:[.,]\d+)?$/u.test(mood)).map((mood) => numberOf(mood) ?? 0)
  const most = [5, 10, 100].find((scale) => Math.max(0, ...points) <= scale)
  return (mood) => (most !== undefined && /^\d+(?:[.,]\d+)?$/u.test(mood) ? `${mood}/${most}` : mood)
}

/** Milliseconds or seconds since the epoch, as programs write them. */
const momentFrom = (text: string): string | null => {
  if (!/^\d{10}(?:\d{3})?$/u.test(text)) return null
  return wallAt(text.length === 10 ? Number(text) * 1000 : Number(text), 'UTC')
}

const clamped = (value: number | null, least: number): number | null =>
  value === null ? null : Math.max(least, Math.min(1, value))

export const tableImporter: LifeImporter = {
  id: 'table',
  version: '1',
  title: 'CSV, JSON',

  fits: (archive) => tables(archive).length > 0,

  read(archive, options) {
    const remarks = new RemarkList()
    const names = filesByName(archive)
    const ids = new StayingIds()
    const all = tables(archive).map((path) => tableOf(archive, path))
    const rows = all.flatMap((table) => table.rows)
    const columns = [...new Set(rows.slice(0, 1000).flatMap((row) => Object.keys(row)))].slice(0, MAX_COLUMNS)
    const mapping = options.mapping ?? guessMapping(columns, rows)
    const unknown = Object.values(mapping).find((column) => !columns.includes(column))
    if (unknown !== undefined)
      throw new EngineError(
        'BAD_INPUT',
        `There is no column “${unknown}” in this table. Nothing was imported.`,
        {
          column: unknown,
          columns: columns.join(', '),
        },
      )
    const cell = (row: Row, field: LifeField): string => {
      const column = mapping[field]
      return column === undefined ? '' : (row[column] ?? '').trim()
    }
    const order = options.dateOrder ?? dateOrderOf(rows.map((row) => cell(row, 'date'))) ?? 'dmy'
    const outOf = scaled(rows.map((row) => cell(row, 'mood')))
    // Another table may speak of the same minute, or count from one as well: it is another diary.
    const diaryOf = new Map(
      all.map(({ heading }) => [
        heading,
        hash('sha256', heading === '' ? (mapping.date ?? '') : heading).slice(0, 12),
      ]),
    )
    const entryOf = (row: Row, heading: string): ReadEntry[] => {
      const said = cell(row, 'date')
      const wall = readWallTime(said, order)
      const time = wall?.time ?? readClock(cell(row, 'time'))?.time ?? null
      const local = wall ? localOf({ day: wall.day, time }) : momentFrom(said)
      if (local === null) {
        remarks.add('life-no-date', Object.values(row).join(' '))
        return []
      }
      const place = cell(row, 'place')
      const [latitude, longitude] = [numberOf(cell(row, 'latitude')), numberOf(cell(row, 'longitude'))]
      const valence = clamped(numberOf(cell(row, 'valence')), -1)
      const word = moodFrom(outOf(cell(row, 'mood')))
      const media = wordsOf(cell(row, 'media')).flatMap((name) => {
        const file = findFile(archive, names, name)
        if (file === undefined) remarks.add('life-media-missing', name)
        return file === undefined ? [] : [file]
      })
      return [
        {
          ...NEW_ENTRY,
          id: ids.of(`${diaryOf.get(heading) ?? ''} ${cell(row, 'id') || local}`),
          local,
          zone: wall?.zone ?? 'UTC',
          title: cell(row, 'title'),
          text: cell(row, 'text'),
          place: place === '' && latitude === null ? null : { name: place, latitude, longitude },
          people: wordsOf(cell(row, 'people')),
          tags: wordsOf(cell(row, 'tags')),
          mood:
            valence === null
              ? word
              : {
                  word: word?.word ?? '',
                  valence,
                  arousal: clamped(numberOf(cell(row, 'arousal')), 0) ?? 0.3,
                  emotion: word?.emotion ?? emotionOfValence(valence),
                },
          media,
        },
      ]
    }
    const entries = all.flatMap((table) => table.rows.flatMap((row) => entryOf(row, table.heading)))
    const sample = rows
      .slice(0, SAMPLE_ROWS)
      .map((row) => columns.map((name) => (row[name] ?? '').slice(0, 200)))
    return { entries, remarks: remarks.list(), table: { columns, sample, mapping } }
  },
}
