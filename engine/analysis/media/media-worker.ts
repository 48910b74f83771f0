// The thread in which files are looked into: finds the type, lets the reader read, answers. Holds no state.
import { constants, openAsBlob } from 'node:fs'
import { access } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { NO_FACTS } from '../../domain/media.ts'
import type { MediaReading } from './media-reader.ts'
import type { MediaType } from './media-type.ts'
import { mediaTypeOf } from './media-type.ts'
import { readerFor } from './registry.ts'

export interface MediaRequest {
  readonly name: string
  /** The content itself, or where it lies. */
  readonly content: Blob | string
}

export type MediaReply =
  | { readonly kind: 'type'; readonly type: MediaType | null; readonly limitMs: number }
  | ({ readonly kind: 'reading' } & MediaReading)
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | null }

const NOTHING: MediaReading = { facts: NO_FACTS, thumbnail: null }

/** Fails with the system's own error where the file cannot be read. */
const openFile = async (path: string): Promise<Blob> => {
  await access(path, constants.R_OK)
  return openAsBlob(path)
}

const answer = async (request: MediaRequest, reply: (message: MediaReply) => void): Promise<void> => {
  const content = typeof request.content === 'string' ? await openFile(request.content) : request.content
  const type = await mediaTypeOf(content, request.name)
  const reader = type ? readerFor(type.kind) : undefined
  reply({ kind: 'type', type, limitMs: reader?.limitMs ?? 0 })
  if (!type || !reader) return reply({ kind: 'reading', ...NOTHING })
  if (content.size > reader.maxBytes) {
    return reply({ kind: 'reading', facts: { ...NO_FACTS, problem: 'too-large-to-decode' }, thumbnail: null })
  }
  const reading = await reader.read({
    name: request.name,
    mime: type.mime,
    sizeBytes: content.size,
    bytes: async () => new Uint8Array(await content.arrayBuffer()),
    chunks: () => content.stream(),
  })
  reply({ kind: 'reading', ...reading })
}

parentPort?.on('message', (request: MediaRequest) => {
  const reply = (message: MediaReply): void => parentPort?.postMessage(message)
  answer(request, reply).catch((error: unknown) => {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
    reply({ kind: 'failed', message: error instanceof Error ? error.message : String(error), code })
  })
})
