// A project to give away: what the writer shows of it, under other names, in a new file. What is not named here stays at home:
// history, conversations, what was generated, what was trained, recordings.
import type { LifeEntry } from '../domain/life.ts'
import type { MediaItem } from '../domain/media.ts'
import type { MediaRunner } from '../analysis/media/media-runner.ts'
import { createProjectFile } from '../store/create-project.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { createMasker, patternOf } from '../text/mask-all.ts'
import { maskDocument } from '../text/mask-document.ts'
import { documentWords } from '../text/plain-text.ts'
import { findDetails } from './find-details.ts'
import { facesIn, sharedPicture } from './shared-pictures.ts'

export interface ShareWish {
  readonly path: string
  readonly pictures: boolean
  readonly hideFaces: boolean
  readonly life: boolean
}

export interface Shared {
  readonly masked: number
  readonly places: number
  readonly pictures: number
  readonly leftOut: number
  readonly entries: number
  readonly scenes: number
}

interface SharedPicture {
  readonly item: MediaItem
  readonly bytes: Uint8Array
}

/** Whatever says where and with what it was taken is forgotten; its day stays, as the day of an entry does. */
const plainItem = (item: MediaItem, mask: (text: string) => string): MediaItem => ({
  ...item,
  name: mask(item.name),
  caption: mask(item.caption),
  alt: mask(item.alt),
  latitude: null,
  longitude: null,
  camera: null,
})

const maskEntry = (
  entry: LifeEntry,
  mask: (text: string) => string,
  kept: ReadonlySet<string>,
): LifeEntry => ({
  ...entry,
  title: mask(entry.title),
  text: mask(entry.text),
  people: entry.people.map(mask),
  tags: entry.tags.map(mask),
  place: entry.place && { name: mask(entry.place.name), latitude: null, longitude: null },
  details: Object.fromEntries(Object.entries(entry.details).map(([key, value]) => [key, mask(value)])),
  mediaIds: entry.mediaIds.filter((id) => kept.has(id)),
  // Original ids may say whose diary it was.
  source: { importer: entry.source.importer, id: entry.id, hash: '' },
})

/** Errors: PROJECT_EXISTS, FILE_NOT_FOUND, and the signal's reason. */
export const shareCopy = async (
  store: ProjectStore,
  wish: ShareWish,
  draw: { readonly media: Pick<MediaRunner, 'make'>; readonly signal: AbortSignal },
  report: (stage: string, done: number, total: number) => void,
): Promise<Shared> => {
  const { signal } = draw
  const details = await findDetails(store, (done, total) => report('find', done, total))
  const replacements = details.flatMap(({ original, standIn }) =>
    standIn === null ? [] : [{ original, standIn }],
  )
  const pattern = patternOf(replacements.map(({ original }) => original))
  const plain = createMasker(replacements)
  let places = 0
  const mask = (text: string): string => {
    if (pattern !== null) places += text.match(pattern)?.length ?? 0
    return plain(text)
  }
  const media = store.media.list()
  const shown: SharedPicture[] = []
  const pictures = wish.pictures ? media.filter(({ kind }) => kind === 'image') : []
  for (const [index, item] of pictures.entries()) {
    signal.throwIfAborted()
    report('pictures', index, pictures.length)
    const faces = wish.hideFaces ? facesIn(store, item.hash) : []
    const bytes = await sharedPicture(store.blobs.read(item.hash), faces, draw)
    if (bytes) shown.push({ item: plainItem(item, mask), bytes })
  }
  const kept = new Set(shown.map(({ item }) => item.id))
  signal.throwIfAborted()
  report('write', 0, 0)
  const { title, author, language } = store.project.get()
  const tree = store.binder.tree()
  const entries = wish.life ? store.life.list() : []
  createProjectFile(
    wish.path,
    { title: mask(title), author: mask(author), language },
    {
      fill: (copy) => {
        for (const { item, bytes } of shown) {
          const { hash } = copy.blobs.putBytes(bytes, item.mime)
          // Two pictures that differ in their data alone become the same one.
          if (!copy.media.findByHash(hash))
            copy.media.insert({ ...item, hash, sizeBytes: bytes.length, thumbnailHash: null })
        }
        copy.binder.insertBook(
          tree.map(({ id, parentId, kind, title: heading, status, label, pov, synopsis }) => {
            const facts = { status, label, pov: mask(pov), synopsis: mask(synopsis) }
            const own = { id, parentId, kind, title: mask(heading), facts }
            if (kind !== 'scene' && kind !== 'note') return own
            const document = maskDocument(store.scenes.get(id).document, mask)
            return { ...own, text: { document, words: documentWords(document) } }
          }),
        )
        const there = new Set(copy.media.list().map(({ id }) => id))
        for (const entry of entries) copy.life.put(maskEntry(entry, mask, there))
      },
    },
  )
  return {
    masked: replacements.length,
    places,
    pictures: kept.size,
    leftOut: media.length - kept.size,
    entries: entries.length,
    scenes: tree.filter(({ kind }) => kind === 'scene').length,
  }
}
