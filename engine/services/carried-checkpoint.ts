// A run's folder that follows it from machine to machine: what the trainer keeps there is sent along at every checkpoint, so that
// whoever takes the run over goes on where the lost machine last was. What lies in the folder is the trainer's business.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { SharedFiles, SharedNotes } from './shared-work.ts'

/** Names and hashes of what the folder held. */
const carried = z.record(z.string().regex(/^[\w.-]{1,100}$/u), z.string().regex(/^[0-9a-f]{64}$/u))
type Carried = z.infer<typeof carried>

/** The trainer's last file: without it there is nothing to go on from. */
const LAST = 'last.safetensors'

export class CarriedCheckpoint {
  readonly #files: SharedFiles
  readonly #notes: SharedNotes
  readonly #name: string
  readonly #runDir: string
  #sent: Carried = {}
  #sending: Promise<void> = Promise.resolve()
  #isAsked = false

  /** @param run tells it from other runs @param identity of its text and settings: another one is another run */
  constructor(
    { files, notes }: { readonly files: SharedFiles; readonly notes: SharedNotes },
    { run, identity, runDir }: { readonly run: string; readonly identity: string; readonly runDir: string },
  ) {
    this.#files = files
    this.#notes = notes
    this.#runDir = runDir
    this.#name = `run:${run}:${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`
  }

  /** Brings what another machine left, where this one has nothing. A checkpoint that cannot be fetched is none. */
  async fetch(): Promise<void> {
    this.#sent = await this.#noted()
    if (Object.keys(this.#sent).length === 0 || existsSync(join(this.#runDir, LAST))) return
    try {
      const paths = await Promise.all(
        Object.entries(this.#sent).map(async ([name, hash]) => [name, await this.#files.get(hash)] as const),
      )
      await mkdir(this.#runDir, { recursive: true })
      // The trainer's own file comes last: half a folder is no checkpoint.
      for (const [name, path] of paths.toSorted(([a], [b]) => Number(a === LAST) - Number(b === LAST)))
        await copyFile(path, join(this.#runDir, name))
    } catch {
      this.#sent = {}
    }
  }

  /** Sends the folder as it is now; while it is being sent, one more time afterwards. */
  send(): void {
    if (this.#isAsked) return
    this.#isAsked = true
    this.#sending = this.#sending.then(async () => {
      this.#isAsked = false
      // The queue may be away; the next checkpoint tries again.
      await this.#sendNow().catch(() => undefined)
    })
  }

  /** Waits for what is being sent. */
  async rest(): Promise<void> {
    await this.#sending
  }

  /** The run is over: nothing of it is kept for others. @param model the hash of what it gave, which is still to be fetched */
  async forget(model: string): Promise<void> {
    await this.#sending
    const hashes = Object.values(this.#sent).filter((hash) => hash !== model)
    this.#sent = {}
    await this.#notes.set(this.#name, null).catch(() => undefined)
    await Promise.allSettled(hashes.map((hash) => this.#files.drop(hash)))
  }

  async #noted(): Promise<Carried> {
    const note = await this.#notes.get(this.#name)
    if (note === null) return {}
    try {
      return carried.parse(JSON.parse(note))
    } catch {
      return {}
    }
  }

  async #sendNow(): Promise<void> {
    const before = this.#sent
    const names = (await readdir(this.#runDir, { withFileTypes: true })).flatMap((entry) =>
      entry.isFile() && !entry.name.endsWith('.tmp') ? [entry.name] : [],
    )
    const sent: Carried = {}
    for (const name of names) sent[name] = await this.#files.put(join(this.#runDir, name))
    // Named only when all of it is there: whoever reads the note finds a whole folder.
    await this.#notes.set(this.#name, JSON.stringify(sent))
    this.#sent = sent
    const kept = new Set(Object.values(sent))
    await Promise.all(Object.values(before).flatMap((hash) => (kept.has(hash) ? [] : this.#files.drop(hash))))
  }
}
