// life.*: entries of a life listed, filtered, written and edited, and chosen as the material of a part of the book.
import type { Inputs, Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import type { Emotion } from '../domain/emotion.ts'
import { newId } from '../domain/ids.ts'
import type { Beat } from '../domain/beat.ts'
import { dayOf, type LifeDay, type LifeEntry, type LifeMood } from '../domain/life.ts'
import { namesInPlace } from '../domain/media-finding.ts'
import { lifeImporters } from '../importers/life/life-registry.ts'
import { momentOf } from '../importers/life/wall-time.ts'
import { detectLanguage } from '../text/language.ts'
import { splitSentences } from '../text/sentences.ts'
import type { LifeFacets } from '../store/life-repository.ts'
import type { MaterialRef } from '../store/material-repository.ts'
import { act } from './act.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { importLife, previewLife } from './life-import.ts'
import { readMoods } from './life-moods.ts'
import { looseMedia, mediumAt, type LooseMedium } from './loose-media.ts'
import { os, projectOf } from './os.ts'

type Entry = Outputs['life']['get']
type Filter = Inputs['life']['days']
type Fields = Inputs['life']['update']['change']

const LIFE = [{ kind: 'life' }] as const

const toContract = (entry: LifeEntry): Entry => ({
  ...entry,
  people: [...entry.people],
  tags: [...entry.tags],
  details: { ...entry.details },
  mediaIds: [...entry.mediaIds],
})

/** The feeling that most have; null where none has one. */
const leading = (media: readonly LooseMedium[]): Emotion | null => {
  const felt = media.flatMap(({ mood }) => (mood ? [mood.emotion] : []))
  const counts = [...Map.groupBy(felt, (emotion) => emotion)].toSorted(([, a], [, b]) => b.length - a.length)
  return counts[0]?.[0] ?? null
}

const mixed = (one: number | null, count: number, others: readonly number[]): number | null => {
  const whole = (one === null ? 0 : count) + others.length
  if (whole === 0) return null
  return ((one ?? 0) * (one === null ? 0 : count) + others.reduce((sum, value) => sum + value, 0)) / whole
}

/** A day with what was photographed and recorded; where something is written, its words lead. */
const withMedia = (day: LifeDay, media: readonly LooseMedium[]): LifeDay => {
  const moods = media.flatMap(({ mood }) => (mood ? [mood] : []))
  return {
    ...day,
    media: day.media + media.length,
    valence: mixed(
      day.valence,
      day.entries,
      moods.map(({ valence }) => valence),
    ),
    arousal: mixed(
      day.arousal,
      day.entries,
      moods.map(({ arousal }) => arousal),
    ),
    emotion: day.emotion ?? leading(media),
  }
}

/** Places of entries, and of photos and clips: the town, the region and the country of each count by themselves. */
const withMediaPlaces = (
  places: LifeFacets['places'],
  media: readonly LooseMedium[],
): { name: string; count: number }[] => {
  const counts = new Map(places.map(({ name, count }) => [name, count]))
  for (const { place } of media)
    for (const name of namesInPlace(place)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count)
}

const daysOf = (project: OpenProject, filter: Filter): readonly LifeDay[] => {
  const loose = Map.groupBy(looseMedia(project, filter), ({ local }) => local.slice(0, 10))
  const days = new Map(project.store.life.days(filter).map((day) => [day.day, day]))
  for (const [day, media] of loose) {
    const known = days.get(day) ?? { day, entries: 0, media: 0, valence: null, arousal: null, emotion: null }
    days.set(day, withMedia(known, media))
  }
  return [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

/** What the writer says, else what the model reads. */
const moodFor = async (
  { engine }: RequestContext,
  project: OpenProject,
  said: Fields['mood'],
  text: string,
  signal: AbortSignal | undefined,
): Promise<LifeMood | null> => {
  if (said) return { ...said, word: '', by: 'hand' }
  const stop = signal ?? new AbortController().signal
  const [mood] = await readMoods(engine, project, [{ text, word: '' }], {
    signal: stop,
    progress: () => undefined,
  })
  return mood ?? null
}

const given = (fields: Fields): Partial<LifeEntry> =>
  Object.fromEntries(Object.entries(fields).filter(([key, value]) => key !== 'mood' && value !== undefined))

const checkMedia = ({ store }: OpenProject, ids: readonly string[] = []): void => {
  for (const id of ids) store.media.get(id)
}

/** A node and all that it lies in, nearest first; then the book. */
const scopesAbove = ({ store }: OpenProject, scopeId: string | null): readonly (string | null)[] => {
  if (scopeId === null) return []
  const { parentId } = store.binder.get(scopeId)
  return [parentId, ...scopesAbove({ store } as OpenProject, parentId)]
}

/** The material of a place with that of everything above it, its own first; each once. NOT_FOUND. */
export const materialOf = (
  project: OpenProject,
  scopeId: string | null,
): { readonly own: readonly MaterialRef[]; readonly inherited: readonly MaterialRef[] } => {
  const own = project.store.material.list(scopeId)
  const seen = new Set(own.map(({ id }) => id))
  const inherited = scopesAbove(project, scopeId)
    .flatMap((scope) => project.store.material.list(scope))
    .filter(({ id }) => !seen.has(id) && seen.add(id))
  return { own, inherited }
}

/** What happens in so many characters; the rest stays in the entry. */
const SUMMARY = 300

/** The first sentences, whole. */
const summaryOf = ({ title, text }: LifeEntry): string => {
  const whole = [title, text].filter((part) => part.trim() !== '').join('. ')
  const ends = splitSentences(whole, detectLanguage(whole)).filter(({ to }) => to <= SUMMARY)
  return whole.slice(0, ends.at(-1)?.to ?? SUMMARY).trim()
}

/** A day of a life as a beat: what was lived is not planned anew. */
const beatOf = (entry: LifeEntry, scopeId: string | null, position: number): Beat => ({
  id: newId(),
  scopeId,
  position,
  title: dayOf(entry),
  summary: summaryOf(entry),
  background: [entry.place?.name ?? '', entry.people.join(', '), ...Object.values(entry.details)]
    .filter((part) => part !== '')
    .join('; '),
  valence: entry.mood?.valence ?? 0,
  emotion: entry.mood?.emotion ?? null,
  locked: true,
  line: '',
  sceneId: null,
})

/** What was photographed or said, as a beat: its caption happens. */
const beatOfMedium = (medium: LooseMedium, scopeId: string | null, position: number): Beat => ({
  id: newId(),
  scopeId,
  position,
  title: medium.local.slice(0, 10),
  summary: medium.caption.slice(0, SUMMARY),
  background: medium.place,
  valence: medium.mood?.valence ?? 0,
  emotion: medium.mood?.emotion ?? null,
  locked: true,
  line: '',
  sceneId: null,
})

export const lifeRouter = {
  formats: os.life.formats.handler(() => lifeImporters.map(({ id, title }) => ({ id, title }))),

  preview: os.life.preview.handler(({ input, context, signal }) => previewLife(input, context, signal)),

  import: os.life.import.handler(({ input, context, signal }) => importLife(input, context, signal)),

  list: os.life.list.handler(({ input: { limit, offset, ...filter }, context }) => {
    const project = projectOf(context)
    const { life } = project.store
    return {
      entries: life.list(filter, { limit, offset }).map(toContract),
      total: life.count(filter),
      media: offset === 0 ? looseMedia(project, filter).slice(0, limit) : [],
    }
  }),

  get: os.life.get.handler(({ input, context }) => toContract(projectOf(context).store.life.get(input.id))),

  days: os.life.days.handler(({ input, context }) => [...daysOf(projectOf(context), input)]),

  facets: os.life.facets.handler(({ context }) => {
    const project = projectOf(context)
    const { people, places, tags } = project.store.life.facets()
    return { people: [...people], places: withMediaPlaces(places, looseMedia(project, {})), tags: [...tags] }
  }),

  add: os.life.add.handler(async ({ input, context, signal }) => {
    const project = projectOf(context)
    checkMedia(project, input.mediaIds)
    const id = newId()
    const entry: LifeEntry = {
      title: '',
      place: null,
      people: [],
      tags: [],
      mediaIds: [],
      ...given(input),
      id,
      zone: '',
      local: input.local,
      time: momentOf(input.local, ''),
      text: input.text,
      details: {},
      mood: await moodFor(context, project, input.mood, input.text, signal),
      source: { importer: 'own', id, hash: '' },
      edited: true,
    }
    act(project, 'life.add', LIFE, () => project.store.life.put(entry))
    return toContract(entry)
  }),

  update: os.life.update.handler(async ({ input: { id, change }, context, signal }) => {
    const project = projectOf(context)
    checkMedia(project, change.mediaIds)
    const before = project.store.life.get(id)
    const next = { ...before, ...given(change), edited: true }
    const isReadAnew = change.mood !== undefined || (next.text !== before.text && before.mood?.by === 'model')
    const mood = isReadAnew ? await moodFor(context, project, change.mood, next.text, signal) : before.mood
    const entry = { ...next, mood, time: momentOf(next.local, next.zone) }
    act(project, 'life.update', LIFE, () => project.store.life.put(entry))
    return toContract(project.store.life.get(id))
  }),

  remove: os.life.remove.handler(({ input, context }) => {
    const project = projectOf(context)
    act(project, 'life.remove', LIFE, () => {
      for (const id of input.ids) project.store.life.remove(id)
    })
  }),

  material: os.life.material.handler(({ input, context }) => {
    const { own, inherited } = materialOf(projectOf(context), input.scopeId)
    return { own: [...own], inherited: [...inherited] }
  }),

  toPlan: os.life.toPlan.handler(({ input: { scopeId }, context }) => {
    const project = projectOf(context)
    const { beats, life } = project.store
    const lived = materialOf(project, scopeId)
      .own.flatMap(({ kind, id }): (LifeEntry | LooseMedium)[] => {
        if (kind === 'entry') return [life.get(id)]
        const medium = mediumAt(project, id)
        return medium === null || medium.caption === '' ? [] : [medium]
      })
      .toSorted((a, b) => (a.local < b.local ? -1 : 1))
    const before = beats.list(scopeId)
    act(project, 'life.toPlan', [{ kind: 'targets' }], () =>
      beats.replace(scopeId, [
        ...before,
        ...lived.map((each, at) => {
          const place = before.length + at
          return 'mediaId' in each ? beatOfMedium(each, scopeId, place) : beatOf(each, scopeId, place)
        }),
      ]),
    )
    return { beats: lived.length }
  }),

  setMaterial: os.life.setMaterial.handler(({ input: { scopeId, items }, context }) => {
    const project = projectOf(context)
    const { store } = project
    if (scopeId !== null) store.binder.get(scopeId)
    for (const { kind, id } of items) {
      if (kind === 'media') store.media.get(id)
      else if (!store.life.find(id))
        throw new EngineError('NOT_FOUND', 'This entry is not in the life record (any more).', {
          entryId: id,
        })
    }
    act(project, 'life.setMaterial', LIFE, () => store.material.replace(scopeId, items))
  }),
}
