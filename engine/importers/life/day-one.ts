// Reads a journal that Day One exported as JSON: a zip or folder with one JSON file a journal beside photos, videos, audios.
import type { BookFolder } from '../imported-book.ts'
import { RemarkList } from '../imported-book.ts'
import { filesByName, headOf, isRecord, jsonFile, listOf, numberOf, textOf } from './archive-files.ts'
import { NEW_ENTRY, type LifeImporter, type ReadEntry } from './life-archive.ts'
import { wallAt } from './wall-time.ts'

const journals = (archive: BookFolder): readonly string[] =>
  archive.paths.filter((path) => /^[^/]*\.json$/iu.test(path))

/** Of `2024-06-14`. */
const DAY_LENGTH = 10

const MOMENT = /!\[[^\]]*\]\(dayone-moment:\/?\/?(?:video\/|audio\/)?\/?[^)]*\)/gu
/** It escapes what Markdown would read as a sign. */
const ESCAPED = /\\([!-/:-@[-`{-~])/gu

const plain = (text: string): string =>
  text
    .replace(MOMENT, '')
    .replace(ESCAPED, '$1')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()

const MEDIA = [
  ['photos', 'jpeg'],
  ['videos', 'mov'],
  ['audios', 'm4a'],
] as const

const mediaOf = (
  entry: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): readonly string[] =>
  MEDIA.flatMap(([folder, usual]) =>
    listOf(entry[folder])
      .filter(isRecord)
      .toSorted((a, b) => (numberOf(a['orderInEntry']) ?? 0) - (numberOf(b['orderInEntry']) ?? 0))
      .map((medium) => {
        const name = `${textOf(medium['md5'])}.${textOf(medium['type']) || textOf(medium['format']) || usual}`
        return names.get(name.toLowerCase()) ?? `${folder}/${name}`
      }),
  )

const placeOf = (location: unknown): ReadEntry['place'] => {
  if (!isRecord(location)) return null
  const parts = ['placeName', 'localityName', 'country'].map((key) => textOf(location[key]))
  const name = [...new Set(parts.filter((part) => part !== ''))].join(', ')
  const [latitude, longitude] = [numberOf(location['latitude']), numberOf(location['longitude'])]
  return name === '' && latitude === null ? null : { name, latitude, longitude }
}

const detailsOf = (entry: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> => {
  const weather = isRecord(entry['weather']) ? entry['weather'] : {}
  const degrees = numberOf(weather['temperatureCelsius'])
  const sky = [textOf(weather['conditionsDescription']), degrees === null ? '' : `${Math.round(degrees)} °C`]
    .filter((part) => part !== '')
    .join(', ')
  const music = isRecord(entry['music']) ? entry['music'] : {}
  const song = [textOf(music['track']), textOf(music['artist'])].filter((part) => part !== '').join(' – ')
  return { ...(sky === '' ? {} : { weather: sky }), ...(song === '' ? {} : { music: song }) }
}

/** Newer versions keep the words a second time, in pieces with their look; some entries have them only there. */
const richTextOf = (value: unknown): string => {
  const written = textOf(value)
  if (written === '') return ''
  try {
    const rich: unknown = JSON.parse(written)
    const pieces = isRecord(rich) ? listOf(rich['contents']) : []
    return pieces.map((piece) => (isRecord(piece) ? textOf(piece['text']) : '')).join('')
  } catch {
    return ''
  }
}

const entryFrom = (value: unknown, names: ReadonlyMap<string, string>): ReadEntry | null => {
  if (!isRecord(value)) return null
  const id = textOf(value['uuid'])
  const time = Date.parse(textOf(value['creationDate']))
  if (id === '' || !Number.isFinite(time)) return null
  const zone = textOf(value['timeZone'])
  const whole = plain(textOf(value['text']) || richTextOf(value['richText']))
  const local = wallAt(time, zone === '' ? 'UTC' : zone)
  const heading = /^#{1,3}\s+(.+)\n?/u.exec(whole)
  const tags = listOf(value['tags'])
    .map(textOf)
    .filter((tag) => tag !== '')
  return {
    ...NEW_ENTRY,
    id,
    zone,
    local: value['isAllDay'] === true ? local.slice(0, DAY_LENGTH) : local,
    title: heading?.[1]?.trim() ?? '',
    text: heading ? whole.slice(heading[0].length).trim() : whole,
    place: placeOf(value['location']),
    tags: value['starred'] === true ? [...tags, 'starred'] : tags,
    details: detailsOf(value),
    media: mediaOf(value, names),
  }
}

export const dayOneImporter: LifeImporter = {
  id: 'day-one',
  version: '1',
  title: 'Day One',

  fits: (archive) =>
    journals(archive).some((path) => {
      const head = headOf(archive, path, 60_000)
      return /"entries"\s*:/u.test(head) && /"uuid"\s*:/u.test(head)
    }),

  read(archive) {
    const remarks = new RemarkList()
    const names = filesByName(archive)
    const entries = journals(archive).flatMap((path) => {
      const journal = jsonFile(archive, path)
      const found = isRecord(journal) ? listOf(journal['entries']) : []
      return found.flatMap((value) => {
        const entry = entryFrom(value, names)
        if (!entry) remarks.add('life-unreadable', isRecord(value) ? textOf(value['text']) : '')
        return entry ? [entry] : []
      })
    })
    return { entries, remarks: remarks.list(), table: null }
  },
}
