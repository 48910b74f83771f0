// Life material that the writer chose for a scene or what it lies in, and what is pinned to it: what it says, how it felt, and
// as pieces for whoever writes.
import { NO_SETUP } from '../analysis/senses/sense-setup.ts'
import type { Feeling } from '../domain/emotion.ts'
import type { GenerationTarget } from '../domain/generation.ts'
import { dayOf, type LifeEntry } from '../domain/life.ts'
import { namesInPlace, pickFinding, ROUGH_BELOW, type MediaFinding } from '../domain/media-finding.ts'
import type { MediaItem } from '../domain/media.ts'
import type { Language } from '../domain/project.ts'
import type { MaterialText } from '../generation/fusion/material-facts.ts'
import { placeOf, type PlacedPiece } from '../generation/memory/lay-prompt.ts'
import type { MaterialRef } from '../store/material-repository.ts'
import { wallAt } from '../importers/life/wall-time.ts'
import type { OpenProject } from './context.ts'
import { materialOf } from './life-service.ts'
import { understandingOf } from './understand-media.ts'

const joined = (parts: readonly string[], between: string): string =>
  parts.filter((part) => part.trim() !== '').join(between)

const ofEntry = (entry: LifeEntry): MaterialText => ({
  id: `entry:${entry.id}`,
  title: joined([dayOf(entry), entry.place?.name ?? ''], ', '),
  text: joined([joined([entry.title, entry.text], '. '), ...Object.values(entry.details)], ' '),
  names: [...entry.people, ...(entry.place ? [entry.place.name.split(',')[0] ?? ''] : [])],
})

const findingsOf = ({ store }: OpenProject, item: MediaItem): readonly MediaFinding[] =>
  understandingOf(store, item, NO_SETUP).findings.map(({ finding }) => finding)

/** What is said and seen, the writer's own words for it first. */
const ofMedia = (project: OpenProject, item: MediaItem): MaterialText => {
  const findings = findingsOf(project, item)
  const language: Language = project.store.project.get().language
  const caption = pickFinding(findings, 'caption')
  const objects = pickFinding(findings, 'objects')?.objects ?? []
  const words = pickFinding(findings, 'text')?.lines ?? []
  const transcript = pickFinding(findings, 'transcript')
  const lines = transcript && transcript.confidence >= ROUGH_BELOW ? transcript.lines : []
  const scenes = (pickFinding(findings, 'shots')?.shots ?? []).flatMap(({ fromMs, caption: shown }) =>
    shown?.[language] ? [{ fromMs, text: shown[language] }] : [],
  )
  const place = pickFinding(findings, 'place')?.[language] ?? ''
  const day = item.takenAt === null ? '' : wallAt(item.takenAt, '').slice(0, 10)
  return {
    id: `media:${item.id}`,
    title: joined([day, place, item.name], ', '),
    text: joined(
      [
        item.caption || (caption ? caption[language] : ''),
        objects.map(({ name, nameZh }) => (language === 'zh' ? nameZh : name)).join(', '),
        words.map(({ text }) => `“${text}”`).join(' '),
        lines.map(({ text }) => text).join(' '),
      ],
      ' ',
    ),
    names: namesInPlace(place),
    // What is seen in a clip has its second as well.
    lines: [...lines.map(({ fromMs, text }) => ({ fromMs, text })), ...scenes],
  }
}

/** What was chosen for this once, else for the scene, then for what it lies in, then pins in the order of the text. */
export const materialRefs = (
  project: OpenProject,
  sceneId: string,
  chosen: readonly MaterialRef[] | null,
): readonly MaterialRef[] => {
  if (chosen) return chosen
  const { own, inherited } = materialOf(project, sceneId)
  const pinned = project.store.media
    .pins()
    .filter((pin) => pin.sceneId === sceneId)
    .toSorted((a, b) => a.at - b.at)
    .map(({ mediaId }): MaterialRef => ({ kind: 'media', id: mediaId }))
  return [...own, ...inherited, ...pinned]
}

/** Each once, those that say nothing left out. NOT_FOUND for one that is not there. @param chosen null: what lies on the scene */
export const materialTexts = (
  project: OpenProject,
  sceneId: string,
  chosen: readonly MaterialRef[] | null = null,
): readonly MaterialText[] => {
  const { life, media } = project.store
  const texts = materialRefs(project, sceneId, chosen).map(({ kind, id }) =>
    kind === 'entry' ? ofEntry(life.get(id)) : ofMedia(project, media.get(id)),
  )
  return [...new Map(texts.map((text) => [text.id, text])).values()].filter(({ text }) => text.trim() !== '')
}

/** As pieces that a model may be told. */
export const materialAt = (
  project: OpenProject,
  { sceneId }: { readonly sceneId: string },
  chosen: readonly MaterialRef[] | null = null,
): readonly PlacedPiece[] =>
  materialTexts(project, sceneId, chosen).map(({ id, title, text }, at): PlacedPiece => ({
    id,
    title,
    text,
    source: 'material',
    reason: 'chosen',
    place: placeOf('material', at),
  }))

const feltIn = (project: OpenProject, { kind, id }: MaterialRef): Pick<Feeling, 'valence'> | null =>
  kind === 'entry'
    ? project.store.life.get(id).mood
    : (pickFinding(findingsOf(project, project.store.media.get(id)), 'mood')?.feeling ?? null)

/** How what was chosen for this very scene, or this once, felt; null where nothing says so. */
export const materialTarget = (
  project: OpenProject,
  sceneId: string,
  chosen: readonly MaterialRef[] | null,
): GenerationTarget | null => {
  const refs = chosen ?? project.store.material.list(sceneId)
  const felt = refs.map((ref) => feltIn(project, ref)).filter((feeling) => feeling !== null)
  if (felt.length === 0) return null
  return { emotion: null, valence: felt.reduce((sum, { valence }) => sum + valence, 0) / felt.length }
}
