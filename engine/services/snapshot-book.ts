// Freezes an open project into what exporters read. Texts are read now, pictures when they are asked for.
import { audioFormatOf } from '../analysis/media/audio-format.ts'
import { NO_SETUP } from '../analysis/senses/sense-setup.ts'
import type { BookSnapshot, SnapshotNode, SnapshotNote } from '../exporters/book-snapshot.ts'
import { pickFinding, type SpokenLine } from '../domain/media-finding.ts'
import type { MediaItem } from '../domain/media.ts'
import { isBookKind } from '../domain/project.ts'
import { mediaIn } from '../exporters/clip-files.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { withCommentsOnly, withoutOrigins } from '../text/without-origins.ts'
import { understandingOf } from './understand-media.ts'

/** What was heard in it, or the writer wrote down. */
const spokenIn = (store: ProjectStore, item: MediaItem): readonly SpokenLine[] => {
  const findings = understandingOf(store, item, NO_SETUP).findings.map(({ finding }) => finding)
  return pickFinding(findings, 'transcript')?.lines ?? []
}

export const snapshotBook = (store: ProjectStore, leaveOut: readonly string[] = []): BookSnapshot => {
  const absent = new Set(leaveOut)
  const { id, title, author, language, createdAt } = store.project.get()
  const children = Map.groupBy(store.binder.tree(), ({ parentId }) => parentId)
  const below = (parentId: string | null): SnapshotNode[] =>
    (children.get(parentId) ?? [])
      // Notes and research are beside the book.
      .flatMap(({ id: nodeId, kind, title: heading, status, label, pov, synopsis }) =>
        isBookKind(kind) && !absent.has(nodeId)
          ? [
              {
                id: nodeId,
                kind,
                title: heading,
                document: kind === 'scene' ? withCommentsOnly(store.scenes.get(nodeId).document) : null,
                children: below(nodeId),
                facts: { status, label, pov, synopsis },
              },
            ]
          : [],
      )
  /** Notes that stand among chapters come first among those beside the book, as they do in reading order. */
  const beside = (parentId: string | null, depth: number): SnapshotNote[] =>
    (children.get(parentId) ?? []).flatMap((node): SnapshotNote[] => {
      const { id: nodeId, kind, title: heading, status, label, pov, synopsis } = node
      if (absent.has(nodeId) || kind === 'scene') return []
      if (kind === 'part' || kind === 'chapter') return beside(nodeId, depth)
      const document = kind === 'note' ? withoutOrigins(store.scenes.get(nodeId).document) : null
      const own = { kind, title: heading, depth, document, facts: { status, label, pov, synopsis } }
      return [own, ...beside(nodeId, depth + 1)]
    })
  const images = store.media
    .list()
    .filter(({ kind }) => kind === 'image')
    .map(({ id: mediaId, hash, mime, alt, caption, problem }) => ({
      mediaId,
      hash,
      mime,
      alt,
      caption,
      isDamaged: problem !== null,
      read: () => store.blobs.read(hash),
    }))
  const nodes = below(null)
  const shown = new Set(mediaIn(nodes))
  const clips = store.media.list().flatMap((item) => {
    const { id: mediaId, kind, hash, mime, name, durationMs } = item
    if ((kind !== 'audio' && kind !== 'video') || !shown.has(mediaId)) return []
    const lines = spokenIn(store, item)
    const isDecodable = kind === 'audio' && audioFormatOf(mime) !== null && durationMs !== null
    const read = (): Uint8Array => store.blobs.read(hash)
    return [{ mediaId, kind, hash, mime, name, durationMs, isDecodable, lines, read }]
  })
  return {
    id,
    title,
    author,
    language,
    changedAt: store.scenes.changedAt() ?? createdAt,
    words: store.scenes.totals().words,
    nodes,
    beside: beside(null, 0),
    comments: new Map(store.comments.list().map((thread) => [thread.id, thread])),
    images: new Map(images.map((image) => [image.mediaId, image])),
    clips: new Map(clips.map((clip) => [clip.mediaId, clip])),
  }
}
