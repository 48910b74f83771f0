// Files that travel beside shared work, kept in Redis by their SHA-256 for a while and in a folder of this machine.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import { EngineError } from '../../domain/errors.ts'
import { newId } from '../../domain/ids.ts'
import type { SharedFiles, SharedNotes } from '../../services/shared-work.ts'

const KEPT_SECONDS = 7 * 86_400
/** What one value of Redis can hold. */
const LARGEST_BYTES = 512 * 1024 * 1024

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export interface RedisFiles extends SharedFiles {
  putBytes(bytes: Uint8Array): Promise<string>
  /** NOT_FOUND where it is there no more, or is not what its name says. */
  getBytes(hash: string): Promise<Uint8Array>
}

/** Kept as long as files are. */
export const createRedisNotes = (redis: Redis, prefix: string): SharedNotes => ({
  get: (name) => redis.get(`${prefix}:note:${name}`),
  async set(name, text) {
    const key = `${prefix}:note:${name}`
    if (text === null) await redis.del(key)
    else await redis.set(key, text, 'EX', KEPT_SECONDS)
  },
})

/** @param folder of this machine: what was fetched once stays there */
export const createRedisFiles = (redis: Redis, prefix: string, folder: string): RedisFiles => {
  const keyOf = (hash: string): string => `${prefix}:file:${hash}`
  const files: RedisFiles = {
    async putBytes(bytes) {
      if (bytes.byteLength > LARGEST_BYTES)
        throw new EngineError('FILE_TOO_LARGE', 'This is too large to be sent to other machines.', {
          bytes: bytes.byteLength,
        })
      const hash = hashOf(bytes)
      const isThere = await redis.expire(keyOf(hash), KEPT_SECONDS)
      if (isThere === 0) await redis.set(keyOf(hash), Buffer.from(bytes), 'EX', KEPT_SECONDS)
      return hash
    },
    async getBytes(hash) {
      const bytes = await redis.getBuffer(keyOf(hash))
      if (bytes && hashOf(bytes) === hash) return bytes
      throw new EngineError('NOT_FOUND', 'A file of the shared work is not there (any more). Ask again.', {
        hash,
      })
    },
    put: async (path) => files.putBytes(await readFile(path)),
    async drop(hash) {
      await redis.del(keyOf(hash))
    },
    async get(hash) {
      const path = join(folder, `${hash}.bin`)
      if (existsSync(path)) return path
      const bytes = await files.getBytes(hash)
      await mkdir(folder, { recursive: true })
      const temporary = `${path}.${newId()}`
      await writeFile(temporary, bytes)
      await rename(temporary, path)
      return path
    },
  }
  return files
}
