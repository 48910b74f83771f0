// The keys that programs show to the service: their hashes in one file that only its owner may read. What a key may do is
// written with it; whether it has done too much today is key-usage.ts'.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { SERVICE_SCOPES } from '../domain/service.ts'

const keyRecord = z.object({
  id: z.string(),
  name: z.string(),
  /** SHA-256 of the secret, which has 256 random bits: a slow hash would add nothing. */
  hash: z.string().regex(/^[0-9a-f]{64}$/u),
  scopes: z.array(z.enum(SERVICE_SCOPES)),
  createdAt: z.number(),
  expiresAt: z.number().nullable(),
  requestsAMinute: z.number().nullable(),
  tokensADay: z.number().nullable(),
})
const contents = z.object({ keys: z.array(keyRecord) })

type KeyRecord = z.infer<typeof keyRecord>
/** What may be told of a key. */
export type ServiceKey = Omit<KeyRecord, 'hash'>
export type NewServiceKey = Omit<ServiceKey, 'id' | 'createdAt'>

const PREFIX = 'arcwright-'
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
const withoutHash = (record: KeyRecord): ServiceKey => {
  const { id, name, scopes, createdAt, expiresAt, requestsAMinute, tokensADay } = record
  return { id, name, scopes, createdAt, expiresAt, requestsAMinute, tokensADay }
}

/** Reads afresh each time: a key that was taken away is refused from the next request on. */
export class ServiceKeys {
  readonly #path: string
  readonly #now: () => number

  /** @param path made with its folder when the first key is added. */
  constructor(path: string, now: () => number) {
    this.#path = path
    this.#now = now
  }

  list(): ServiceKey[] {
    return this.#read().map(withoutHash)
  }

  /** The secret is told this once. */
  add(wish: NewServiceKey): { readonly key: ServiceKey; readonly secret: string } {
    const secret = PREFIX + randomBytes(32).toString('base64url')
    const record = { ...wish, id: newId(), createdAt: this.#now(), hash: hashOf(secret).toString('hex') }
    this.#write([...this.#read(), record])
    return { key: withoutHash(record), secret }
  }

  /** NOT_FOUND. */
  remove(id: string): void {
    const keys = this.#read()
    const left = keys.filter((key) => key.id !== id)
    if (left.length === keys.length)
      throw new EngineError('NOT_FOUND', 'There is no key of this id. Nothing was changed.', { id })
    this.#write(left)
  }

  /** Every key is looked at, and each wholly: how long it takes says nothing of how near a guess was. */
  find(secret: string): ServiceKey | 'expired' | null {
    const given = hashOf(secret)
    let found: KeyRecord | null = null
    for (const key of this.#read()) if (timingSafeEqual(given, Buffer.from(key.hash, 'hex'))) found = key
    if (!found) return null
    return found.expiresAt !== null && found.expiresAt <= this.#now() ? 'expired' : withoutHash(found)
  }

  /** FILE_UNREADABLE: a file that is broken must not pass for one without keys, and be written over. */
  #read(): KeyRecord[] {
    let text: string
    try {
      text = readFileSync(this.#path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
    try {
      return contents.parse(JSON.parse(text)).keys
    } catch (error) {
      throw new EngineError(
        'FILE_UNREADABLE',
        'The file of keys cannot be read; nobody is let in until it is mended or moved away.',
        { path: this.#path },
        { cause: error },
      )
    }
  }

  #write(keys: readonly KeyRecord[]): void {
    mkdirSync(dirname(this.#path), { recursive: true })
    const temporary = `${this.#path}.${newId()}`
    writeFileSync(temporary, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(temporary, this.#path)
  }
}
