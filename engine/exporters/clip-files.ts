// Sounds and clips of a book as files: a name by content, a type that readers know, and which of them every EPUB reader plays.
import type { BookSnapshot, MediaMaker, SnapshotClip, SnapshotNode } from './book-snapshot.ts'

export interface ClipFile {
  readonly clip: SnapshotClip
  readonly fileName: string
  readonly mime: string
}

const FORMS: Readonly<Record<string, readonly [mime: string, extension: string]>> = {
  'audio/mpeg': ['audio/mpeg', 'mp3'],
  'audio/mp4': ['audio/mp4', 'm4a'],
  'audio/x-m4a': ['audio/mp4', 'm4a'],
  'audio/m4a': ['audio/mp4', 'm4a'],
  'audio/aac': ['audio/aac', 'aac'],
  'audio/ogg': ['audio/ogg', 'ogg'],
  'audio/opus': ['audio/ogg', 'opus'],
  'audio/wav': ['audio/wav', 'wav'],
  'audio/x-wav': ['audio/wav', 'wav'],
  'audio/vnd.wave': ['audio/wav', 'wav'],
  'audio/flac': ['audio/flac', 'flac'],
  'audio/x-flac': ['audio/flac', 'flac'],
  'video/mp4': ['video/mp4', 'mp4'],
  'video/x-m4v': ['video/mp4', 'm4v'],
  'video/webm': ['video/webm', 'webm'],
  'video/quicktime': ['video/quicktime', 'mov'],
  'video/ogg': ['video/ogg', 'ogv'],
}

/** A name that any zip and any file system takes; an unknown type keeps its own words. */
const fileOf = (clip: SnapshotClip): ClipFile => {
  const plain = clip.mime.split(';')[0].trim().toLowerCase()
  const [mime, extension] = FORMS[plain] ?? [plain, plain.replace(/^.*\//u, '').replace(/\W/gu, '')]
  return { clip, mime, fileName: `${clip.hash.slice(0, 16)}.${extension}` }
}

const OPUS_HEAD = 'OpusHead'
/** The first page of an Ogg stream says what it holds. */
const HEAD_BYTES = 200

const isOpus = (clip: SnapshotClip): boolean =>
  Buffer.from(clip.read().subarray(0, HEAD_BYTES)).includes(OPUS_HEAD)

/** Plays in every EPUB reader (EPUB 3.3, core media types); of films none is core, and all are allowed. */
export const isCore = (clip: SnapshotClip): boolean => {
  if (clip.kind === 'video') return true
  const { mime } = fileOf(clip)
  return mime === 'audio/mpeg' || mime === 'audio/mp4' || (mime === 'audio/ogg' && isOpus(clip))
}

/** A sound in another form; undefined where it cannot be had in one. */
export const asOpus = async (clip: SnapshotClip, make: MediaMaker): Promise<ClipFile | undefined> => {
  const bytes = clip.isDecodable === true ? await make.sound(clip.read(), clip.mime) : null
  return bytes ? fileOf({ ...clip, mime: 'audio/ogg', read: () => bytes }) : undefined
}

/** As a package document names it. */
export const packageMime = ({ mime }: ClipFile): string =>
  mime === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mime

/** As files beside a book, each once. */
export const companionsOf = (
  files: Iterable<ClipFile>,
): readonly { readonly path: string; readonly bytes: Uint8Array }[] =>
  [...new Map([...files].map((file) => [file.fileName, file])).values()].map(({ fileName, clip }) => ({
    path: `media/${fileName}`,
    bytes: clip.read(),
  }))

/** Media that the text names, in its order. */
export const mediaIn = (nodes: readonly SnapshotNode[]): readonly string[] =>
  nodes.flatMap(({ document, children }) => [
    ...(document?.content ?? []).flatMap((block) => (block.type === 'image' ? [block.attrs.mediaId] : [])),
    ...mediaIn(children),
  ])

/** Those that the book shows, by media id. */
export const clipFiles = ({ nodes, clips }: BookSnapshot): ReadonlyMap<string, ClipFile> =>
  new Map(
    [...new Set(mediaIn(nodes))].flatMap((id) => {
      const clip = clips?.get(id)
      return clip ? [[id, fileOf(clip)] as const] : []
    }),
  )
