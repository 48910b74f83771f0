// Pictures, sounds and clips of a book that goes out: without what their files say of place, time and camera, and with faces in
// pictures hidden, as asked.
import type { MediaRunner } from '../analysis/media/media-runner.ts'
import { stripClipMetadata } from '../analysis/media/strip-clip-metadata.ts'
import { stripMetadata } from '../analysis/media/strip-metadata.ts'
import { pickFinding, type Box } from '../domain/media-finding.ts'
import type { BookSnapshot } from '../exporters/book-snapshot.ts'
import { mediaIn } from '../exporters/clip-files.ts'
import type { ProjectStore } from '../store/project-store.ts'

type Options = Readonly<Record<string, string | boolean>>

/** Where faces were found in a picture. */
export const facesIn = (
  { mediaFindings }: Pick<ProjectStore, 'mediaFindings'>,
  hash: string,
): readonly Box[] =>
  mediaFindings
    .read(hash)
    .flatMap(({ findings }) => pickFinding(findings, 'faces')?.faces.map(({ box }) => box) ?? [])

const bareClips = ({ clips = new Map() }: BookSnapshot): NonNullable<BookSnapshot['clips']> =>
  new Map([...clips].map(([id, clip]) => [id, { ...clip, read: () => stripClipMetadata(clip.read()) }]))

/** What only drops its data needs no decoding; the rest is drawn where a hostile file does no harm. Null: it cannot be read. */
export const sharedPicture = async (
  bytes: Uint8Array,
  faces: readonly Box[],
  { media, signal }: { readonly media: Pick<MediaRunner, 'make'>; readonly signal: AbortSignal },
): Promise<Uint8Array | null> => {
  const bare = faces.length === 0 ? stripMetadata(bytes) : null
  return bare ?? (await media.make({ make: 'shared', faces }, bytes, { signal }))?.bytes ?? null
}

/** Those that must be drawn anew are, now; of the others the data goes when they are read. One that cannot be read is left out. */
export const withSharedPictures = async (
  snapshot: BookSnapshot,
  store: Pick<ProjectStore, 'mediaFindings'>,
  options: Options,
  draw: { readonly media: Pick<MediaRunner, 'make'>; readonly signal: AbortSignal },
): Promise<BookSnapshot> => {
  const hides = options['hideFaces'] === true
  if (options['photoData'] === true && !hides) return snapshot
  const cover = options['cover']
  const used = new Set([...mediaIn(snapshot.nodes), ...(typeof cover === 'string' ? [cover] : [])])
  const images = new Map(snapshot.images)
  for (const [id, image] of snapshot.images) {
    if (!used.has(id)) continue
    const faces = hides ? facesIn(store, image.hash) : []
    if (faces.length === 0 && options['photoData'] === true) continue
    if (faces.length === 0 && stripMetadata(image.read()) !== null) {
      images.set(id, { ...image, read: () => stripMetadata(image.read()) ?? image.read() })
      continue
    }
    const bytes = await sharedPicture(image.read(), faces, draw)
    if (bytes === null) images.delete(id)
    else images.set(id, { ...image, read: () => bytes, ...(faces.length === 0 ? { mime: 'image/png' } : {}) })
  }
  return { ...snapshot, images, ...(options['photoData'] === true ? {} : { clips: bareClips(snapshot) }) }
}
