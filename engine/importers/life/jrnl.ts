// Reads a jrnl journal, as the text file that it keeps or the JSON that it exports.
import { RemarkList, type BookFolder } from '../imported-book.ts'
import { headOf, isRecord, jsonFile, listOf, StayingIds, textFile, textOf } from './archive-files.ts'
import { NEW_ENTRY, type LifeImporter, type ReadEntry } from './life-archive.ts'
import { localOf, readClock, readWallTime } from './wall-time.ts'

/** `[2024-06-14 09:30:00 AM] Title.` The day stands first, so that a bracket in a text begins nothing. */
const HEAD = /^\[(\d{4}-\d{2}-\d{2}[^\]\n]{0,30}|\d{1,2}[./]\d{1,2}[./]\d{2,4}[^\]\n]{0,30})\] ?(.*)$/u
const TAG = /(?<![\p{L}\p{N}])@([\p{L}\p{N}_-]+)/gu

const texts = (archive: BookFolder): readonly string[] =>
  archive.paths.filter((path) => /\.(?:txt|jrnl)$/iu.test(path) || !path.includes('.'))
const exports = (archive: BookFolder): readonly string[] =>
  archive.paths.filter((path) => /\.json$/iu.test(path))

const isJournal = (head: string): boolean => HEAD.test(head.trimStart().split('\n')[0] ?? '')

const tagsOf = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(TAG)].map((match) => match[1])),
]

const entryOf = (
  {
    when,
    title,
    body,
    tags,
    starred,
  }: { when: string; title: string; body: string; tags: readonly string[]; starred: boolean },
  ids: StayingIds,
): ReadEntry | null => {
  const found = readWallTime(when)
  if (!found) return null
  const local = localOf(found)
  return {
    ...NEW_ENTRY,
    id: ids.of(local),
    local,
    zone: found.zone,
    title,
    text: body.trim(),
    tags: [...new Set(starred ? [...tags, 'starred'] : tags)],
  }
}

const fromText = (text: string, ids: StayingIds, remarks: RemarkList): ReadEntry[] => {
  const entries: ReadEntry[] = []
  let head: RegExpExecArray | null = null
  let body: string[] = []
  const end = (): void => {
    if (!head) {
      if (body.some((line) => line.trim() !== '')) remarks.add('life-no-date', body.join(' '))
      return
    }
    const starred = head[2].trimEnd().endsWith('*')
    const title = head[2].trimEnd().replace(/\s*\*$/u, '')
    const whole = `${title}\n${body.join('\n')}`
    const entry = entryOf({ when: head[1], title, body: body.join('\n'), tags: tagsOf(whole), starred }, ids)
    if (entry) entries.push(entry)
    else remarks.add('life-no-date', head[0])
  }
  for (const line of text.split('\n')) {
    const match = HEAD.exec(line)
    if (!match) body.push(line)
    else {
      end()
      head = match
      body = []
    }
  }
  end()
  return entries
}

const fromJson = (value: unknown, ids: StayingIds, remarks: RemarkList): ReadEntry[] =>
  (isRecord(value) ? listOf(value['entries']) : []).flatMap((each) => {
    const entry = isRecord(each)
      ? entryOf(
          {
            when: `${textOf(each['date'])} ${readClock(textOf(each['time']))?.time ?? ''}`,
            title: textOf(each['title']),
            body: textOf(each['body']),
            tags: listOf(each['tags']).map((tag) => textOf(tag).replace(/^@/u, '')),
            starred: each['starred'] === true,
          },
          ids,
        )
      : null
    if (!entry) remarks.add('life-no-date', isRecord(each) ? textOf(each['title']) : '')
    return entry ? [entry] : []
  })

export const jrnlImporter: LifeImporter = {
  id: 'jrnl',
  version: '1',
  title: 'jrnl',

  fits: (archive) =>
    exports(archive).some((path) => {
      const head = headOf(archive, path, 60_000)
      return /"entries"\s*:/u.test(head) && /"body"\s*:/u.test(head) && /"time"\s*:/u.test(head)
    }) || texts(archive).some((path) => isJournal(headOf(archive, path))),

  read(archive) {
    const remarks = new RemarkList()
    const ids = new StayingIds()
    const entries = [
      ...exports(archive).flatMap((path) => fromJson(jsonFile(archive, path), ids, remarks)),
      ...texts(archive)
        .filter((path) => isJournal(headOf(archive, path)))
        .flatMap((path) => fromText(textFile(archive, path), ids, remarks)),
    ]
    return { entries, remarks: remarks.list(), table: null }
  },
}
