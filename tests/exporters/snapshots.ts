// Small books for the exporters' tests, and the way back through the importer.
import { deflateSync } from 'node:zlib'
import { opusSound } from '../../engine/analysis/media/opus-sound.ts'
import { portablePicture } from '../../engine/analysis/media/portable-picture.ts'
import type {
  BookSnapshot,
  ExportedBook,
  Exporter,
  MediaMaker,
  SnapshotImage,
  SnapshotNode,
} from '../../engine/exporters/book-snapshot.ts'
import type { Block, Inline } from '../../engine/domain/document.ts'

let count = 0
const nextId = (): string => `t${(count += 1)}`

export const paragraph = (...content: (string | Inline)[]): Block => ({
  type: 'paragraph',
  attrs: { id: nextId() },
  content: content.map((piece): Inline =>
    typeof piece === 'string' ? { type: 'text', text: piece } : piece,
  ),
})

export const scene = (title: string, ...content: Block[]): SnapshotNode => ({
  id: nextId(),
  kind: 'scene',
  title,
  document: {
    type: 'doc',
    content: content.length > 0 ? content : [{ type: 'paragraph', attrs: { id: nextId() } }],
  },
  children: [],
})

export const chapter = (title: string, ...children: SnapshotNode[]): SnapshotNode => ({
  id: nextId(),
  kind: 'chapter',
  title,
  document: null,
  children,
})

export const part = (title: string, ...children: SnapshotNode[]): SnapshotNode => ({
  ...chapter(title, ...children),
  kind: 'part',
})

export const book = (nodes: readonly SnapshotNode[], facts: Partial<BookSnapshot> = {}): BookSnapshot => ({
  id: 'a0123456789abcdef012',
  title: 'The Lamp',
  author: 'A. Writer',
  language: 'en',
  changedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  words: 0,
  nodes,
  comments: new Map(),
  images: new Map(),
  ...facts,
})

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

const pngChunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8)
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4)
  return chunk
}

/** A real picture of 2 × 2 pixels. */
export const png = (): Uint8Array => {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0])
  const pixels = deflateSync(Buffer.from([0, 200, 80, 40, 60, 80, 100, 0, 10, 20, 30, 240, 240, 230]))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', new Uint8Array()),
  ])
}

export const picture = (mediaId: string, facts: Partial<SnapshotImage> = {}): [string, SnapshotImage] => [
  mediaId,
  {
    mediaId,
    hash: '0123456789abcdef0123456789abcdef',
    mime: 'image/png',
    alt: '',
    caption: '',
    read: png,
    ...facts,
  },
]

/** Without the process between: what it makes of hostile files has tests of its own. */
export const inHere: MediaMaker = { picture: portablePicture, sound: opusSound }

export const exported = (
  exporter: Exporter,
  snapshot: BookSnapshot,
  options: Record<string, string | boolean> = {},
): Promise<ExportedBook> =>
  exporter.run(snapshot, {
    signal: new AbortController().signal,
    progress: () => undefined,
    make: inHere,
    options: {
      ...Object.fromEntries(exporter.options.map(({ key, default: value }) => [key, value])),
      ...options,
    },
  })
