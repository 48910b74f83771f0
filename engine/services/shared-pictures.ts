// Pictures, sounds and clips of a book that goes out: without what their files say of place, time and camera, and with faces in
// pictures hidden, as asked.
import { sharePicture } from '../analysis/media/share-picture.ts'
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

/** Those that must be drawn anew are, now; of the others the data goes when they are read. One that cannot be read is left out. */
export const withSharedPictures = async (
  snapshot: BookSnapshot,
  store: Pick<ProjectStore, 'mediaFindings'>,
  options: Options,
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
    const bytes = await sharePicture(image.read(), faces)
    if (bytes === null) images.delete(id)
    else images.set(id, { ...image, read: () => bytes, ...(faces.length === 0 ? { mime: 'image/png' } : {}) })
  }
  return { ...snapshot, images, ...(options['photoData'] === true ? {} : { clips: bareClips(snapshot) }) }
}
