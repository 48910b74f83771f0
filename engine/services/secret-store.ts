// Keys of servers: sealed by the operating system's keychain where the host has one, else in a file only its owner can read.
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { newId } from '../domain/ids.ts'

/** Makes a text unreadable for all but this user of this machine. Null: it cannot. */
export interface SecretSeal {
  seal(text: string): Promise<string | null>
  unseal(text: string): Promise<string | null>
}

/** Where a key lies; the window says it. */
export type SecretPlace = 'keychain' | 'file'

const entry = z.object({ place: z.enum(['keychain', 'file']), text: z.string() })
const contents = z.record(z.string(), entry)

export class SecretStore {
  readonly #dataDir: string
  readonly #path: string
  readonly #seal: SecretSeal | null

  /** @param seal null in hosts without a keychain: a browser host, a terminal */
  constructor(dataDir: string, seal: SecretSeal | null) {
    this.#dataDir = dataDir
    this.#path = join(dataDir, 'keys.json')
    this.#seal = seal
  }

  async set(name: string, secret: string): Promise<SecretPlace> {
    const sealed = (await this.#seal?.seal(secret)) ?? null
    const place: SecretPlace = sealed === null ? 'file' : 'keychain'
    this.#write({ ...this.#read(), [name]: { place, text: sealed ?? secret } })
    return place
  }

  /** Null where there is none, or none that can be read here. */
  async get(name: string): Promise<string | null> {
    const found = this.#read()[name]
    if (!found) return null
    return found.place === 'file' ? found.text : ((await this.#seal?.unseal(found.text)) ?? null)
  }

  place(name: string): SecretPlace | null {
    return this.#read()[name]?.place ?? null
  }

  remove(name: string): void {
    const { [name]: gone, ...rest } = this.#read()
    if (gone) this.#write(rest)
  }

  #read(): z.infer<typeof contents> {
    try {
      return contents.parse(JSON.parse(readFileSync(this.#path, 'utf8')))
    } catch {
      return {}
    }
  }

  /** Readable for its owner alone from its first byte on. */
  #write(found: z.infer<typeof contents>): void {
    mkdirSync(this.#dataDir, { recursive: true })
    const temporary = `${this.#path}.${newId()}`
    writeFileSync(temporary, `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600, flush: true })
    chmodSync(temporary, 0o600)
    renameSync(temporary, this.#path)
  }
}
