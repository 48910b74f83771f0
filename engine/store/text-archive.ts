// Documents by what they say: each text is stored once, deflated, under the SHA-256 of its JSON. When one may go is the
// snapshots' concern.
import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import type { ProjectDatabase } from './database.ts'

/** Far more than any document that the contract lets in; a file may come from anyone. */
const MOST_BYTES = 1 << 28

const damaged = (cause?: unknown): EngineError =>
  new EngineError(
    'PROJECT_DAMAGED',
    'The text of this version is damaged in the project file. Nothing was changed; other versions may be whole.',
    {},
    { cause },
  )

export const createTextArchive = (db: ProjectDatabase) => {
  const find = db.prepare<[Uint8Array], number>('SELECT id FROM texts WHERE hash = ?').pluck()
  const add = db
    .prepare<[Uint8Array, Uint8Array], number>('INSERT INTO texts (hash, packed) VALUES (?, ?) RETURNING id')
    .pluck()
  const read = db.prepare<[number], Uint8Array>('SELECT packed FROM texts WHERE id = ?').pluck()
  const sweep = db.prepare(
    'DELETE FROM texts WHERE NOT EXISTS (SELECT 1 FROM node_states WHERE text_id = texts.id)',
  )

  /** The JSON as it was stored. PROJECT_DAMAGED. */
  const json = (textId: number): string => {
    const packed = read.get(textId)
    if (!packed) throw damaged()
    try {
      return inflateRawSync(packed, { maxOutputLength: MOST_BYTES }).toString('utf8')
    } catch (cause) {
      throw damaged(cause)
    }
  }

  const pack = (text: string): Uint8Array => deflateRawSync(text, { level: 6 })
  const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
  /** Packed ahead of time and not in the file yet, by hash. */
  const ready = new Map<string, Uint8Array>()

  return {
    /** Does the slow part of keeping it, so that `keep` is quick. */
    prepare(text: string): void {
      const hash = hashOf(text)
      if (find.get(hash) === undefined) ready.set(hash.toString('hex'), pack(text))
    },

    /** Forgets what was prepared. */
    settle: (): void => ready.clear(),

    /** @param text JSON of a document. @returns its number. */
    keep(text: string): number {
      const hash = hashOf(text)
      return find.get(hash) ?? (add.get(hash, ready.get(hash.toString('hex')) ?? pack(text)) as number)
    },

    json,

    /** PROJECT_DAMAGED. */
    document(textId: number): SceneDocument {
      const text = json(textId)
      try {
        return JSON.parse(text) as SceneDocument
      } catch (cause) {
        throw damaged(cause)
      }
    },

    /** Lets go of texts that no snapshot has. */
    sweep: (): void => void sweep.run(),
  }
}
