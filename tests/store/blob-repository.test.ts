import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Random } from '../../engine/nn/seed.ts'
import { PIECE_BYTES } from '../../engine/store/blob-repository.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { tempProject } from '../helpers/temp-project.ts'
import { trainingRun } from '../helpers/training-run.ts'

const random = new Random('blobs')
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.integer(256))
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('blobs', () => {
  test.each([0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES + 7])(
    'of %i bytes come back as they were, streamed or at once',
    async (length) => {
      const { store } = tempProject()
      const bytes = bytesOf(length)
      const blob = await store.blobs.put(() => chunksOf(bytes, 100_003), 'image/png')
      expect(blob).toEqual({ hash: hashOf(bytes), size: length })
      expect(Buffer.from(store.blobs.read(blob.hash)).equals(bytes)).toBe(true)
      expect(Buffer.concat([...store.blobs.readPieces(blob.hash)]).equals(bytes)).toBe(true)
      expect(store.blobs.putBytes(bytes, 'image/png')).toEqual(blob)
      expect(store.blobs.mimeOf(blob.hash)).toBe('image/png')
    },
  )

  test('whose reading breaks off leave nothing behind', async () => {
    const { store } = tempProject()
    const bytes = bytesOf(2 * PIECE_BYTES)
    let reads = 0
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, PIECE_BYTES)
      // Hashing goes well; storing does not.
      if (++reads > 1) throw new Error('the disk was pulled out')
      yield bytes.subarray(PIECE_BYTES)
    }
    await expect(store.blobs.put(source, 'video/mp4')).rejects.toThrow('pulled out')
    expect(store.blobs.has(hashOf(bytes))).toBe(false)
    expect(() => store.blobs.read(hashOf(bytes))).toThrow('not in the project')
    await store.blobs.put(bytes, 'video/mp4')
    expect(store.blobs.sizeOf(hashOf(bytes))).toBe(bytes.length)
  })

  test('that change between two readings are refused', async () => {
    const { store } = tempProject()
    let reads = 0
    const source = () => chunksOf(Uint8Array.of(reads++), 1)
    await expect(store.blobs.put(source, 'text/plain')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  test('stop being stored when told to', async () => {
    const { store } = tempProject()
    const controller = new AbortController()
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield bytesOf(10)
      controller.abort()
      yield bytesOf(10)
    }
    await expect(store.blobs.put(source, 'text/plain', { signal: controller.signal })).rejects.toThrow(
      'aborted',
    )
  })

  test('half written when the engine ended are gone at the next open', async () => {
    const { store, path } = tempProject()
    const bytes = bytesOf(2 * PIECE_BYTES)
    let reads = 0
    const stuck = Promise.withResolvers<undefined>()
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, PIECE_BYTES)
      if (++reads > 1) {
        store.close()
        stuck.resolve(undefined)
      }
      yield bytes.subarray(PIECE_BYTES)
    }
    await expect(store.blobs.put(source, 'video/mp4')).rejects.toThrow()
    await stuck.promise
    const next = openProjectStore(path)
    try {
      expect(next.blobs.has(hashOf(bytes))).toBe(false)
      expect(next.blobs.removeUnreferenced()).toBe(0)
      await next.blobs.put(bytes, 'video/mp4')
      expect(Buffer.from(next.blobs.read(hashOf(bytes))).equals(bytes)).toBe(true)
    } finally {
      next.close()
    }
  })

  test('that nothing points at are removed, and only those', async () => {
    const { store } = tempProject()
    const kept = store.blobs.putBytes(Uint8Array.of(1), 'text/plain')
    const loose = store.blobs.putBytes(Uint8Array.of(2), 'text/plain')
    store.runs.insert(trainingRun({ modelHash: kept.hash }))
    expect(store.blobs.removeUnreferenced()).toBe(1)
    expect(store.blobs.has(kept.hash)).toBe(true)
    expect(store.blobs.has(loose.hash)).toBe(false)
  })
})
