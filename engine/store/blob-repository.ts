// Large content by SHA-256, in pieces; knows nothing of what the content is. The same content is stored once.
import { createHash } from 'node:crypto'
import { EngineError } from '../domain/errors.ts'
import type { ProjectDatabase } from './database.ts'

export interface StoredBlob {
  /** SHA-256 in lower-case hexadecimal. */
  readonly hash: string
  readonly size: number
}

/** Content that can be read more than once: first to name it by its hash, then to store it. */
export type BlobSource = Uint8Array | (() => AsyncIterable<Uint8Array>)

export const PIECE_BYTES = 1 << 20

/** Size of a blob whose pieces are still being written; readers do not see it. */
const UNFINISHED = -1

/** Cuts a stream of any chunks into pieces of PIECE_BYTES, the last one shorter. */
async function* pieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(PIECE_BYTES)
  let used = 0
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length;) {
      const take = Math.min(chunk.length - from, PIECE_BYTES - used)
      piece.set(chunk.subarray(from, from + take), used)
      from += take
      used += take
      if (used < PIECE_BYTES) continue
      yield piece
      piece = new Uint8Array(PIECE_BYTES)
      used = 0
    }
  }
  if (used > 0) yield piece.subarray(0, used)
}

/** The content in chunks, until the signal says stop. */
async function* chunksOf(source: BlobSource, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) {
    yield source
    return
  }
  for await (const chunk of source()) {
    signal?.throwIfAborted()
    yield chunk
  }
}

/** Names content without storing it. */
export const hashContent = async (
  source: BlobSource,
  options: { signal?: AbortSignal } = {},
): Promise<StoredBlob> => {
  const digest = createHash('sha256')
  let size = 0
  for await (const chunk of chunksOf(source, options.signal)) {
    digest.update(chunk)
    size += chunk.length
  }
  return { hash: digest.digest('hex'), size }
}

export const createBlobRepository = (db: ProjectDatabase) => {
  const size = db.prepare<[string], number>('SELECT size FROM blobs WHERE hash = ?').pluck()
  const insert = db.prepare('INSERT OR IGNORE INTO blobs (hash, size, mime) VALUES (?, ?, ?)')
  const finish = db.prepare('UPDATE blobs SET size = ? WHERE hash = ?')
  const addPiece = db.prepare('INSERT INTO blob_pieces (hash, seq, bytes) VALUES (?, ?, ?)')
  const mimeOf = db.prepare<[string], string>('SELECT mime FROM blobs WHERE hash = ?').pluck()
  const allPieces = db
    .prepare<[string], Uint8Array<ArrayBuffer>>('SELECT bytes FROM blob_pieces WHERE hash = ? ORDER BY seq')
    .pluck()
  const pieceAt = db
    .prepare<[string, number], Uint8Array<ArrayBuffer>>(
      'SELECT bytes FROM blob_pieces WHERE hash = ? AND seq = ?',
    )
    .pluck()
  const drop = db.prepare('DELETE FROM blobs WHERE hash = ?')
  const dropUnfinished = db.prepare('DELETE FROM blobs WHERE size = ? AND hash = ?')
  const unfinished = db.prepare<[number], string>('SELECT hash FROM blobs WHERE size = ?').pluck()
  // A blob that the undo journal mentions can still be asked for by undo or redo.
  const unreferenced = db
    .prepare<[], string>(
      `WITH used(hash) AS (
         SELECT hash FROM media UNION SELECT thumbnail_hash FROM media WHERE thumbnail_hash IS NOT NULL
         UNION SELECT model_hash FROM training_runs WHERE model_hash IS NOT NULL)
       SELECT hash FROM blobs b WHERE size >= 0 AND hash NOT IN (SELECT hash FROM used)
         AND NOT EXISTS (SELECT 1 FROM act_steps s WHERE instr(s.statement, b.hash) > 0)`,
    )
    .pluck()
  /** Writes in progress in this process, so that the same content coming twice at once is written once. */
  const writing = new Map<string, Promise<void>>()

  const sizeOf = (hash: string): number | null => {
    const found = size.get(hash)
    return found === undefined || found === UNFINISHED ? null : found
  }
  const missing = (hash: string): EngineError =>
    new EngineError('NOT_FOUND', 'This content is not in the project (any more).', { hash })

  const write = async (
    { hash, size: total }: StoredBlob,
    mime: string,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<void> => {
    dropUnfinished.run(UNFINISHED, hash)
    insert.run(hash, UNFINISHED, mime)
    try {
      const digest = createHash('sha256')
      let seq = 0
      // Each piece is its own small transaction: typing and saving go on between two pieces.
      for await (const piece of pieces(chunks)) {
        digest.update(piece)
        addPiece.run(hash, seq++, piece)
      }
      if (digest.digest('hex') !== hash)
        throw new EngineError(
          'FILE_UNREADABLE',
          'The file changed while it was being read. Nothing was added.',
        )
      finish.run(total, hash)
    } catch (error) {
      // A file that was closed meanwhile keeps the rest until removeUnreferenced() finds it.
      if (db.open) dropUnfinished.run(UNFINISHED, hash)
      throw error
    }
  }

  const putBytes = db.transaction((bytes: Uint8Array, mime: string): StoredBlob => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    if (sizeOf(hash) !== null) return { hash, size: bytes.length }
    if (writing.has(hash))
      throw new EngineError('CONFLICT', 'This content is being added right now.', { hash })
    dropUnfinished.run(UNFINISHED, hash)
    insert.run(hash, bytes.length, mime)
    for (let seq = 0; seq * PIECE_BYTES < bytes.length; seq++)
      addPiece.run(hash, seq, bytes.subarray(seq * PIECE_BYTES, (seq + 1) * PIECE_BYTES))
    return { hash, size: bytes.length }
  })

  return {
    /** Stores bytes at once, in one transaction: for content of a few megabytes. */
    putBytes(bytes: Uint8Array, mime: string): StoredBlob {
      return putBytes(bytes, mime)
    },

    /** Stores content of any size, piece by piece; the project stays responsive. */
    async put(source: BlobSource, mime: string, options: { signal?: AbortSignal } = {}): Promise<StoredBlob> {
      const blob = await hashContent(source, options)
      for (;;) {
        const other = writing.get(blob.hash)
        if (!other) break
        await other.catch(() => undefined)
      }
      if (sizeOf(blob.hash) !== null) return blob
      const own = write(blob, mime, chunksOf(source, options.signal)).finally(() => writing.delete(blob.hash))
      writing.set(blob.hash, own)
      await own
      return blob
    },

    has: (hash: string): boolean => sizeOf(hash) !== null,

    /** Bytes, or null when the content is not here. */
    sizeOf,

    mimeOf: (hash: string): string | null => mimeOf.get(hash) ?? null,

    /** The whole content in memory. NOT_FOUND. */
    read(hash: string): Uint8Array<ArrayBuffer> {
      const total = sizeOf(hash)
      if (total === null) throw missing(hash)
      const bytes = new Uint8Array(total)
      let at = 0
      for (const piece of allPieces.iterate(hash)) {
        bytes.set(piece, at)
        at += piece.length
      }
      return bytes
    },

    /** The content piece by piece, each fetched when asked for. NOT_FOUND. */
    *readPieces(hash: string): Generator<Uint8Array<ArrayBuffer>> {
      if (sizeOf(hash) === null) throw missing(hash)
      for (let seq = 0; ; seq++) {
        const piece = pieceAt.get(hash, seq)
        if (!piece) return
        yield piece
      }
    },

    /**
     * Removes what nothing points at: no media, no run, no step of the undo journal; and what a crash left half
     * written. @returns how many blobs went.
     */
    removeUnreferenced: db.transaction((): number => {
      const gone = [...unreferenced.all(), ...unfinished.all(UNFINISHED).filter((hash) => !writing.has(hash))]
      for (const hash of gone) drop.run(hash)
      return gone.length
    }),
  }
}
