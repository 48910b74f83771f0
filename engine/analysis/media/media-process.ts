// The process in which files are looked into and made ready for others: finds the type, lets the reader read, answers. Holds no
// state between files.
import { constants, openAsBlob } from 'node:fs'
import { access } from 'node:fs/promises'
import { NO_FACTS } from '../../domain/media.ts'
import { hearParent, stepBack } from '../../text/child-program.ts'
import { joinBytes } from '../../text/join-bytes.ts'
import { makeFile } from './make-file.ts'
import type { FromMedia, ToMedia } from './media-messages.ts'
import type { MediaReading } from './media-reader.ts'
import { mediaTypeOf } from './media-type.ts'
import { readerFor } from './registry.ts'

const say: (message: FromMedia) => void = hearParent((message) => take(message as ToMedia))

const NOTHING: MediaReading = { facts: NO_FACTS, thumbnail: null }

/** A file to look into; of one that is too large for every reader `content` may be its beginning only. */
interface Given {
  readonly id: number
  readonly name: string
  readonly sizeBytes: number
  readonly content: Blob
}

/** Fails with the system's own error where the file cannot be read. */
const openFile = async (path: string): Promise<Blob> => {
  await access(path, constants.R_OK)
  return openAsBlob(path)
}

const readingOf = async ({ id, name, sizeBytes, content }: Given): Promise<MediaReading> => {
  const mediaType = await mediaTypeOf(content, name)
  const reader = mediaType ? readerFor(mediaType.kind) : undefined
  say({ type: 'type', id, mediaType, limitMs: reader?.limitMs ?? null })
  if (!mediaType || !reader) return NOTHING
  if (sizeBytes > reader.maxBytes)
    return { facts: { ...NO_FACTS, problem: 'too-large-to-decode' }, thumbnail: null }
  return reader.read({
    name,
    mime: mediaType.mime,
    sizeBytes,
    bytes: async () => new Uint8Array(await content.arrayBuffer()),
    chunks: () => content.stream(),
  })
}

const answer = async (id: number, reply: () => Promise<FromMedia>): Promise<void> => {
  try {
    say(await reply())
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
    say({ type: 'failed', id, message: error instanceof Error ? error.message : String(error), code })
  }
}

const read = (id: number, given: () => Promise<Given>): Promise<void> =>
  answer(id, async () => ({ type: 'reading', id, reading: await readingOf(await given()) }))

let coming: {
  readonly meta: Extract<ToMedia, { type: 'file' | 'make' }>
  readonly pieces: Uint8Array<ArrayBuffer>[]
} | null = null

const take = (message: ToMedia): void => {
  switch (message.type) {
    case 'read': {
      const { id, name, path } = message
      void read(id, async () => {
        const content = await openFile(path)
        return { id, name, sizeBytes: content.size, content }
      })
      return
    }
    case 'file':
    case 'make':
      coming = { meta: message, pieces: [] }
      return
    case 'piece':
      coming?.pieces.push(message.bytes as Uint8Array<ArrayBuffer>)
      return
    case 'end': {
      if (!coming) return
      const { meta, pieces } = coming
      coming = null
      const { id } = meta
      if (meta.type === 'file') void read(id, () => Promise.resolve({ ...meta, content: new Blob(pieces) }))
      else
        void answer(id, async () => ({
          type: 'made',
          id,
          file: await makeFile(meta.order, joinBytes(pieces)),
        }))
    }
  }
}

stepBack()
