// How much each key has asked for: requests in the last minute, tokens today. Kept in a file beside the keys, so that a
// restart forgives nothing; refusing is the caller's.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { newId } from '../domain/ids.ts'
import type { ServiceKey } from './service-keys.ts'

const contents = z.object({ day: z.number(), tokens: z.record(z.string(), z.number()) })

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export interface Refused {
  readonly why: 'rate' | 'quota'
  readonly retryAfterSeconds: number
}

export class KeyUsage {
  readonly #path: string
  readonly #now: () => number
  /** A bucket a key: requests that are left, and when that was so. */
  readonly #buckets = new Map<string, { left: number; at: number }>()
  #day: number
  #tokens: Map<string, number>
  #isWritten = true

  constructor(path: string, now: () => number) {
    this.#path = path
    this.#now = now
    const found = this.#read()
    this.#day = found?.day ?? this.#today()
    this.#tokens = new Map(Object.entries(found?.tokens ?? {}))
  }

  /** Counts one request; or says why it may not be, and how long. */
  admit({ id, requestsAMinute, tokensADay }: ServiceKey): Refused | null {
    if (tokensADay !== null && this.tokensToday(id) >= tokensADay) {
      const nextDayMs = (this.#today() + 1) * DAY_MS
      return { why: 'quota', retryAfterSeconds: Math.ceil((nextDayMs - this.#now()) / 1000) }
    }
    if (requestsAMinute === null) return null
    const now = this.#now()
    const bucket = this.#buckets.get(id) ?? { left: requestsAMinute, at: now }
    const refilled = ((now - bucket.at) / MINUTE_MS) * requestsAMinute
    const left = Math.min(requestsAMinute, bucket.left + refilled)
    this.#buckets.set(id, { left: left >= 1 ? left - 1 : left, at: now })
    if (left >= 1) return null
    return {
      why: 'rate',
      retryAfterSeconds: Math.max(1, Math.ceil(((1 - left) / requestsAMinute) * (MINUTE_MS / 1000))),
    }
  }

  addTokens(id: string, tokens: number): void {
    this.#tokens.set(id, this.tokensToday(id) + tokens)
    this.#isWritten = false
  }

  tokensToday(id: string): number {
    if (this.#day !== this.#today()) {
      this.#day = this.#today()
      this.#tokens = new Map()
    }
    return this.#tokens.get(id) ?? 0
  }

  /** Call now and then, and at the end. */
  save(): void {
    if (this.#isWritten) return
    const temporary = `${this.#path}.${newId()}`
    const found = { day: this.#day, tokens: Object.fromEntries(this.#tokens) }
    writeFileSync(temporary, `${JSON.stringify(found)}\n`, { mode: 0o600 })
    renameSync(temporary, this.#path)
    this.#isWritten = true
  }

  #today(): number {
    return Math.floor(this.#now() / DAY_MS)
  }

  #read(): z.infer<typeof contents> | null {
    try {
      return contents.parse(JSON.parse(readFileSync(this.#path, 'utf8')))
    } catch {
      return null
    }
  }
}
