// Life material that the writer chose for a scene or what it lies in, and what is pinned to it, as pieces for whoever writes.
import { dayOf, type LifeEntry } from '../domain/life.ts'
import type { MediaItem } from '../domain/media.ts'
import { placeOf, type PlacedPiece } from '../generation/memory/lay-prompt.ts'
import type { OpenProject } from './context.ts'
import { materialOf } from './life-service.ts'
import type { Cursor } from './text-before-cursor.ts'

const ofEntry = (entry: LifeEntry): Pick<PlacedPiece, 'id' | 'title' | 'text'> => ({
  id: `entry:${entry.id}`,
  title: [dayOf(entry), entry.place?.name ?? ''].filter((part) => part !== '').join(', '),
  text: [entry.title, entry.text].filter((part) => part.trim() !== '').join('. '),
})

const ofMedia = ({ id, name, caption }: MediaItem): Pick<PlacedPiece, 'id' | 'title' | 'text'> => ({
  id: `media:${id}`,
  title: name,
  text: caption,
})

/** What was chosen for the scene itself first, then for what it lies in, then pins in the order of the text; each once. */
export const materialAt = (project: OpenProject, { sceneId }: Cursor): readonly PlacedPiece[] => {
  const { life, media } = project.store
  const { own, inherited } = materialOf(project, sceneId)
  const chosen = [...own, ...inherited].map(({ kind, id }) =>
    kind === 'entry' ? ofEntry(life.get(id)) : ofMedia(media.get(id)),
  )
  const pinned = media
    .pins()
    .filter((pin) => pin.sceneId === sceneId)
    .toSorted((a, b) => a.at - b.at)
    .map(({ mediaId }) => ofMedia(media.get(mediaId)))
  const once = new Map([...chosen, ...pinned].map((piece) => [piece.id, piece]))
  return [...once.values()]
    .filter(({ text }) => text.trim() !== '')
    .map((piece, at): PlacedPiece => ({
      ...piece,
      source: 'material',
      reason: 'chosen',
      place: placeOf('material', at),
    }))
}
