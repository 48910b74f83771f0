// Photos, sounds and clips that belong to no entry of the life record but to a moment: each counts as an entry of its own, by
// when it was taken, else by the day that its name tells.
import { NO_SETUP } from '../analysis/senses/sense-setup.ts'
import type { LifeFilter, LifeMood } from '../domain/life.ts'
import { pickFinding } from '../domain/media-finding.ts'
import type { MediaItem, MediaKind } from '../domain/media.ts'
import { readWallTime, wallAt } from '../importers/life/wall-time.ts'
import type { OpenProject } from './context.ts'
import { understandingOf } from './understand-media.ts'

export interface LooseMedium {
  readonly mediaId: string
  readonly kind: MediaKind
  readonly name: string
  /** The clock on the wall: `2024-06-14T21:05:00`. */
  readonly local: string
  /** The writer's own, else what was understood; '' where nothing was. */
  readonly caption: string
  readonly mood: Pick<LifeMood, 'emotion' | 'valence' | 'arousal'> | null
}

/** As phones and messengers name files: `IMG_20240614_210500.jpg`, `PTT-20240614-WA0001.opus`. */
const COMPACT = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:[ _T-](\d{2})(\d{2})(\d{2}))?(?!\d)/u
const MIDDAY = '12:00:00'

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
  return found && `${found.day}T${found.time ?? MIDDAY}`
}

const localOf = ({ takenAt, name }: MediaItem): string | null =>
  takenAt === null ? momentInName(name) : wallAt(takenAt, '')

const ofItem = ({ store }: OpenProject, item: MediaItem, local: string): LooseMedium => {
  const findings = understandingOf(store, item, NO_SETUP).findings.map(({ finding }) => finding)
  const feeling = pickFinding(findings, 'mood')?.feeling
  const caption = pickFinding(findings, 'caption')
  return {
    mediaId: item.id,
    kind: item.kind,
    name: item.name,
    local,
    caption: item.caption || (caption?.[store.project.get().language] ?? ''),
    mood: feeling ? { emotion: feeling.emotion, valence: feeling.valence, arousal: feeling.arousal } : null,
  }
}

/** When and how it was, whoever it belongs to; null where neither the file nor its name says when. */
export const mediumAt = (project: OpenProject, mediaId: string): LooseMedium | null => {
  const item = project.store.media.get(mediaId)
  const local = localOf(item)
  return local === null ? null : ofItem(project, item, local)
}

/** The latest first. What is asked of people, places or tags only a written entry can answer. */
export const looseMedia = (project: OpenProject, filter: LifeFilter): readonly LooseMedium[] => {
  const { from, to, person, place, tag, emotion, text } = filter
  if ([person, place, tag].some((each) => each !== undefined)) return []
  const words = text?.trim().toLowerCase() ?? ''
  const attached = project.store.life.attachedMedia()
  return project.store.media
    .list()
    .flatMap((item): LooseMedium[] => {
      const local = attached.has(item.id) || item.kind === 'document' ? null : localOf(item)
      if (local === null || (from !== undefined && local.slice(0, 10) < from)) return []
      if (to !== undefined && local.slice(0, 10) > to) return []
      const medium = ofItem(project, item, local)
      if (emotion !== undefined && medium.mood?.emotion !== emotion) return []
      return words === '' || `${medium.caption}\n${medium.name}`.toLowerCase().includes(words) ? [medium] : []
    })
    .toSorted((a, b) => (a.local < b.local ? 1 : -1))
}
