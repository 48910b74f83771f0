// Photos, sounds and clips that belong to no entry of the life record but to a moment: each counts as an entry of its own, by
// when it was taken, else by the day that its name tells.
import { NO_SETUP } from '../analysis/senses/sense-setup.ts'
import { distanceKm } from '../domain/earth.ts'
import type { LifeFilter, LifeMood } from '../domain/life.ts'
import { pickFinding, type MediaFinding } from '../domain/media-finding.ts'
import type { MediaItem, MediaKind } from '../domain/media.ts'
import { keyMatches } from '../generation/memory/match-keys.ts'
import { localOf, readWallTime, wallAt } from '../importers/life/wall-time.ts'
import type { OpenProject } from './context.ts'
import { understandingOf } from './understand-media.ts'

export interface LooseMedium {
  readonly mediaId: string
  readonly kind: MediaKind
  readonly name: string
  /** The clock on the wall: `2024-06-14T21:05:00`; the day alone where no hour is known. */
  readonly local: string
  /** The writer's own, else what was understood; '' where nothing was. */
  readonly caption: string
  /** Where it was taken, as it was understood; '' where that is not known. */
  readonly place: string
  readonly mood: Pick<LifeMood, 'emotion' | 'valence' | 'arousal'> | null
}

/** With what it says in words, wherever they stand. */
interface Told {
  readonly medium: LooseMedium
  readonly words: string
}

/** As phones and messengers name files: `IMG_20240614_210500.jpg`, `PTT-20240614-WA0001.opus`. */
const COMPACT = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:[ _T-](\d{2})(\d{2})(\d{2}))?(?!\d)/u

/** When a file's name says it is from; null where it says nothing. */
export const momentInName = (name: string): string | null => {
  const plain = name.replace(/\.[^.]*$/u, '')
  const spread = plain.replace(
    COMPACT,
    (_, year, month, day, hour, minute, second) =>
      `${String(year)}-${String(month)}-${String(day)} ${hour === undefined ? '' : `${String(hour)}:${String(minute)}:${String(second)}`}`,
  )
  // Digits in other orders are counters as often as days.
  if (!/(?<!\d)\d{4}[-.年]\d{1,2}[-.月]\d{1,2}/u.test(spread)) return null
  const found = readWallTime(spread, 'ymd')
  return found && localOf(found)
}

const momentTold = ({ takenAt, name }: MediaItem): string | null =>
  takenAt === null ? momentInName(name) : wallAt(takenAt, '')

const wordsOf = (item: MediaItem, findings: readonly MediaFinding[]): string => {
  const [caption, place] = [pickFinding(findings, 'caption'), pickFinding(findings, 'place')]
  return [
    item.name.replaceAll('_', ' '),
    item.caption,
    item.alt,
    caption?.en ?? '',
    caption?.zh ?? '',
    place?.en ?? '',
    place?.zh ?? '',
    ...(pickFinding(findings, 'text')?.lines.map(({ text }) => text) ?? []),
    ...(pickFinding(findings, 'transcript')?.lines.map(({ text }) => text) ?? []),
  ].join('\n')
}

const ofItem = ({ store }: OpenProject, item: MediaItem, local: string): Told => {
  const findings = understandingOf(store, item, NO_SETUP).findings.map(({ finding }) => finding)
  const feeling = pickFinding(findings, 'mood')?.feeling
  const { language } = store.project.get()
  return {
    words: wordsOf(item, findings),
    medium: {
      mediaId: item.id,
      kind: item.kind,
      name: item.name,
      local,
      caption: item.caption || (pickFinding(findings, 'caption')?.[language] ?? ''),
      place: pickFinding(findings, 'place')?.[language] ?? '',
      mood: feeling ? { emotion: feeling.emotion, valence: feeling.valence, arousal: feeling.arousal } : null,
    },
  }
}

/** When and how it was, whoever it belongs to; null where neither the file nor its name says when. */
export const mediumAt = (project: OpenProject, mediaId: string): LooseMedium | null => {
  const item = project.store.media.get(mediaId)
  const local = momentTold(item)
  return local === null ? null : ofItem(project, item, local).medium
}

/** As far as a walk from where an entry was written still is the same place. */
const NEAR_KM = 1
const mentions = (words: string, name: string): boolean =>
  keyMatches(name, words, { caseSensitive: false, wholeWords: true })

/**
 * The latest first. Somebody is in it when they are named in what was written, read or heard of it; it is from a place that
 * is named so, or near to where an entry of that place was written. What is asked of tags only a written entry can answer.
 */
export const looseMedia = (project: OpenProject, filter: LifeFilter): readonly LooseMedium[] => {
  const { from, to, person, place, tag, emotion, text } = filter
  if (tag !== undefined) return []
  const { life, media } = project.store
  const asked = text?.trim().toLowerCase() ?? ''
  const attached = life.attachedMedia()
  const points = place === undefined ? [] : life.pointsOf(place)
  const isThere = ({ latitude, longitude }: MediaItem, words: string): boolean =>
    place === undefined ||
    mentions(words, place) ||
    (latitude !== null &&
      longitude !== null &&
      points.some((point) => distanceKm(point, [latitude, longitude]) <= NEAR_KM))
  return media
    .list()
    .flatMap((item): LooseMedium[] => {
      const local = attached.has(item.id) || item.kind === 'document' ? null : momentTold(item)
      if (local === null || (from !== undefined && local.slice(0, 10) < from)) return []
      if (to !== undefined && local.slice(0, 10) > to) return []
      const { medium, words } = ofItem(project, item, local)
      if (emotion !== undefined && medium.mood?.emotion !== emotion) return []
      if (person !== undefined && !mentions(words, person)) return []
      if (!isThere(item, words)) return []
      return asked === '' || `${item.name}\n${words}`.toLowerCase().includes(asked) ? [medium] : []
    })
    .toSorted((a, b) => (a.local < b.local ? 1 : -1))
}
