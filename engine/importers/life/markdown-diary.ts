// Reads a folder of Markdown notes as a diary: the day from front matter, file name or headings, pictures by their links.
import { readFrontMatter, type FrontMatter } from '../markdown/front-matter.ts'
import { RemarkList, type BookFolder } from '../imported-book.ts'
import { resolvePath } from '../resolve-path.ts'
import { filesByName, findFile, listOf, StayingIds, textFile, textOf, wordsOf } from './archive-files.ts'
import { NEW_ENTRY, type LifeImporter, type ReadEntry } from './life-archive.ts'
import { moodFrom } from './mood-words.ts'
import { localOf, readWallTime } from './wall-time.ts'

const notes = (archive: BookFolder): readonly string[] =>
  archive.paths.filter((path) => /\.(?:md|markdown)$/iu.test(path))

const PICTURE = /!\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|!\[\[([^\]|]+)(?:\|[^\]]*)?\]\]/gu
const TAG = /(?<![\p{L}\p{N}/&])#([\p{L}][\p{L}\p{N}_/-]*)/gu
/** `[[Anna|her]]` → her. */
const LINK = /\[\[(?:[^\]|]*\|)?([^\]]+)\]\]/gu

const field = ({ fields }: FrontMatter, ...names: readonly string[]): string =>
  names.map((name) => fields[name] ?? '').find((value) => value !== '') ?? ''

/** A list, or words with commas between them. */
const words = ({ data }: FrontMatter, ...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => {
    const value = data[name]
    return Array.isArray(value)
      ? listOf(value)
          .map(textOf)
          .filter((word) => word !== '')
      : wordsOf(textOf(value))
  })

interface Part {
  readonly when: string
  readonly body: string
}

const DAY_HEADING = /^#{1,4}\s+(.*\d{4}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*)$/u

/** One note of many days: each heading that is a day begins an entry. */
const byDays = (body: string): readonly Part[] => {
  const parts: { when: string; lines: string[] }[] = []
  for (const line of body.split('\n')) {
    const heading = DAY_HEADING.exec(line)?.[1]
    if (heading !== undefined && readWallTime(heading)) parts.push({ when: heading, lines: [] })
    else parts.at(-1)?.lines.push(line)
  }
  return parts.map(({ when, lines }) => ({ when, body: lines.join('\n') }))
}

export const markdownDiaryImporter: LifeImporter = {
  id: 'markdown',
  version: '1',
  title: 'Markdown',

  fits: (archive) => notes(archive).length > 0,

  read(archive, { dateOrder = 'dmy' }, { progress }) {
    const remarks = new RemarkList()
    const names = filesByName(archive)
    const ids = new StayingIds()
    const paths = notes(archive)
    const entries = paths.flatMap((path, index): ReadEntry[] => {
      progress('read', index, paths.length)
      const front = readFrontMatter(textFile(archive, path))
      const name = path.replace(/^.*\//u, '').replace(/\.[^.]+$/u, '')
      const said = field(front, 'date', 'created', 'creationdate', '日期', '创建时间')
      const parts =
        said !== '' || readWallTime(name, dateOrder)
          ? [{ when: said || name, body: front.body }]
          : byDays(front.body)
      const found = parts.flatMap(({ when, body }): ReadEntry[] => {
        const wall = readWallTime(when, dateOrder)
        if (!wall) return []
        const pictures = [...body.matchAll(PICTURE)].flatMap((match) => {
          const link = match[1] ?? match[2] ?? ''
          if (/^[a-z][a-z+.-]*:/iu.test(link)) return []
          const file = findFile(archive, names, resolvePath(path, link))
          if (file === undefined) remarks.add('life-media-missing', link)
          return file === undefined ? [] : [file]
        })
        const heading = /^\s*#\s+(.+)\n?/u.exec(body)
        const text = (heading ? body.slice(heading[0].length) : body)
          .replace(PICTURE, '')
          .replace(LINK, '$1')
          .replace(/\n{3,}/gu, '\n\n')
          .trim()
        const place = field(front, 'place', 'location', '地点')
        const local = localOf(wall)
        const own = name.replace(/^\d{4}[-_.]?\d{2}[-_.]?\d{2}[\s_-]*/u, '')
        return [
          {
            ...NEW_ENTRY,
            id: ids.of(parts.length === 1 ? path : `${path} ${local}`),
            local,
            zone: wall.zone || field(front, 'timezone', 'zone'),
            title: field(front, 'title', '标题') || heading?.[1]?.trim() || (parts.length === 1 ? own : ''),
            text,
            place: place === '' ? null : { name: place, latitude: null, longitude: null },
            people: words(front, 'people', 'with', '人物'),
            tags: [
              ...new Set([
                ...words(front, 'tags', '标签'),
                ...[...text.matchAll(TAG)].map((match) => match[1]),
              ]),
            ],
            mood: moodFrom(field(front, 'mood', 'feeling', '心情')),
            media: [...new Set(pictures)],
          },
        ]
      })
      if (found.length === 0) remarks.add('life-no-date', path)
      return found
    })
    return { entries, remarks: remarks.list(), table: null }
  },
}
