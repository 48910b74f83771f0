// Reads the archive that X (Twitter) hands out: posts as JavaScript that assigns JSON, with their pictures beside them.
import { EngineError } from '../../domain/errors.ts'
import { RemarkList, type BookFolder } from '../imported-book.ts'
import { isRecord, listOf, numberOf, textFile, textOf, withoutEntities } from './archive-files.ts'
import { NEW_ENTRY, type LifeImporter, type ReadEntry } from './life-archive.ts'
import { wallAt } from './wall-time.ts'

const POSTS = /(?:^|\/)tweets?(?:-part\d+)?\.js$/iu
const PICTURES = /(?:^|\/)tweets?_media\//iu

const posts = (archive: BookFolder): readonly string[] => archive.paths.filter((path) => POSTS.test(path))

/** `window.YTD.tweets.part0 = [ … ]`: what follows the sign is JSON; nothing of it is run. */
const valueOf = (script: string, name: string): unknown => {
  const at = script.indexOf('=')
  try {
    return JSON.parse(
      script
        .slice(at + 1)
        .trim()
        .replace(/;$/u, ''),
    )
  } catch (cause) {
    throw new EngineError(
      'FILE_UNREADABLE',
      'This archive is damaged and cannot be read. Nothing was imported.',
      { name },
      { cause },
    )
  }
}

const group = (value: unknown, key: string): readonly Readonly<Record<string, unknown>>[] =>
  isRecord(value) ? listOf(value[key]).filter(isRecord) : []

/** Short links say nothing: what they stand for does; those of the post's own pictures go. */
const readable = (post: Readonly<Record<string, unknown>>): string => {
  let text = textOf(post['full_text']) || textOf(post['text'])
  for (const { url, expanded_url: expanded } of group(post['entities'], 'urls'))
    if (textOf(url) !== '') text = text.replaceAll(textOf(url), textOf(expanded) || textOf(url))
  for (const { url } of [...group(post['entities'], 'media'), ...group(post['extended_entities'], 'media')])
    if (textOf(url) !== '') text = text.replaceAll(textOf(url), '')
  return withoutEntities(text).trim()
}

const placeOf = (post: Readonly<Record<string, unknown>>): ReadEntry['place'] => {
  const place = isRecord(post['place']) ? textOf(post['place']['full_name']) : ''
  const at = isRecord(post['coordinates']) ? listOf(post['coordinates']['coordinates']) : []
  const [longitude, latitude] = [numberOf(at[0]), numberOf(at[1])]
  return place === '' && latitude === null ? null : { name: place, latitude, longitude }
}

const entryFrom = (
  value: unknown,
  pictures: ReadonlyMap<string, readonly string[]>,
  zone: string,
): ReadEntry | null => {
  const post = isRecord(value) && isRecord(value['tweet']) ? value['tweet'] : value
  if (!isRecord(post)) return null
  const id = textOf(post['id_str']) || textOf(post['id'])
  const time = Date.parse(textOf(post['created_at']))
  if (id === '' || !Number.isFinite(time)) return null
  const mentioned = group(post['entities'], 'user_mentions').map(
    ({ name, screen_name: at }) => textOf(name) || textOf(at),
  )
  return {
    ...NEW_ENTRY,
    id,
    zone,
    local: wallAt(time, zone),
    text: readable(post),
    place: placeOf(post),
    people: [...new Set(mentioned.filter((name) => name !== ''))],
    tags: [...new Set(group(post['entities'], 'hashtags').map(({ text }) => textOf(text)))].filter(
      (tag) => tag !== '',
    ),
    details:
      textOf(post['in_reply_to_screen_name']) === ''
        ? {}
        : { 'reply to': `@${textOf(post['in_reply_to_screen_name'])}` },
    media: pictures.get(id) ?? [],
  }
}

export const xArchiveImporter: LifeImporter = {
  id: 'x',
  version: '1',
  title: 'X (Twitter)',

  fits: (archive) => posts(archive).length > 0,

  read(archive) {
    const remarks = new RemarkList()
    const pictures = Map.groupBy(
      archive.paths.filter((path) => PICTURES.test(path)),
      (path) => /^(\d+)-/u.exec(path.replace(/^.*\//u, ''))?.[1] ?? '',
    )
    const entries = posts(archive).flatMap((path) =>
      listOf(valueOf(textFile(archive, path), path)).flatMap((value) => {
        // Its clock is Greenwich's.
        const entry = entryFrom(value, pictures, 'UTC')
        if (!entry) remarks.add('life-unreadable')
        else if (/^RT @\w+:/u.test(entry.text)) remarks.add('life-repost', entry.text)
        else return [entry]
        return []
      }),
    )
    return { entries, remarks: remarks.list(), table: null }
  },
}
