// Scenes' texts: read, save, count. The tree they stand in is the binder repository's.
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import { openingOf } from '../domain/opening.ts'
import type { ProjectDatabase } from './database.ts'

export interface StoredScene {
  readonly sceneId: string
  readonly rev: number
  readonly words: number
  readonly document: SceneDocument
}

export interface SavedScene {
  readonly rev: number
  readonly words: number
  /** False when the text was what is stored already. */
  readonly changed: boolean
  /** The first words are others now. */
  readonly reopened: boolean
}

interface Row {
  readonly node_id: string
  readonly rev: number
  readonly words: number
  readonly document: string
}

/** PROJECT_DAMAGED when the stored text is no longer one: the rest of the book stays readable. */
const parse = (row: Row): SceneDocument => {
  try {
    return JSON.parse(row.document) as SceneDocument
  } catch (cause) {
    throw new EngineError(
      'PROJECT_DAMAGED',
      'The text of this scene is damaged in the project file. It was not changed; look into a backup.',
      { sceneId: row.node_id },
      { cause },
    )
  }
}

const toScene = (row: Row): StoredScene => ({
  sceneId: row.node_id,
  rev: row.rev,
  words: row.words,
  document: parse(row),
})

/** For whoever looks for a scene by another way. */
export const sceneNotFound = (sceneId: string): EngineError =>
  new EngineError('NOT_FOUND', 'This scene is not in the project (any more).', { sceneId })

export const createSceneRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const read = db.prepare('SELECT node_id, rev, words, document FROM scenes WHERE node_id = ?')
  const compare = db.prepare('SELECT rev, words, opening, document = ? AS same FROM scenes WHERE node_id = ?')
  const write = db
    .prepare(
      `UPDATE scenes SET rev = rev + 1, document = ?, words = ?, opening = ?, updated_at = ? WHERE node_id = ?
       RETURNING rev`,
    )
    .pluck()
  // Of the book: no notes, nothing in the trash. The index scenes_words covers what is asked: no document is read.
  const BOOK = `FROM nodes JOIN scenes INDEXED BY scenes_words ON node_id = id
    WHERE kind = 'scene' AND trash_id IS NULL`
  const total = db.prepare(`SELECT count(*) AS scenes, ifnull(sum(words), 0) AS words ${BOOK}`)
  const lastChange = db.prepare(`SELECT max(updated_at) ${BOOK}`).pluck()
  const revisions = db.prepare(
    "SELECT node_id AS sceneId, rev FROM scenes JOIN nodes ON id = node_id WHERE kind = 'scene' AND trash_id IS NULL",
  )
  const wordsOf = db.prepare('SELECT words FROM scenes WHERE node_id = ?').pluck()

  const get = (sceneId: string): StoredScene => {
    const row = read.get(sceneId) as Row | undefined
    if (!row) throw sceneNotFound(sceneId)
    return toScene(row)
  }

  return {
    /** NOT_FOUND. */
    get,

    /** Null where there is no such scene: for readers of many who do not mind that one just went. */
    find(sceneId: string): StoredScene | null {
      const row = read.get(sceneId) as Row | undefined
      return row ? toScene(row) : null
    },

    has: (sceneId: string): boolean => wordsOf.get(sceneId) !== undefined,

    /**
     * Returns once the text is on the disk. An unchanged text keeps its revision.
     * NOT_FOUND; CONFLICT { rev } when `baseRev` is not the stored revision and the text is another one.
     */
    save(sceneId: string, baseRev: number, document: SceneDocument, words: number): SavedScene {
      const text = JSON.stringify(document)
      return db
        .transaction((): SavedScene => {
          const stored = compare.get(text, sceneId) as
            { rev: number; words: number; opening: string; same: number } | undefined
          if (!stored) throw sceneNotFound(sceneId)
          if (stored.same === 1)
            return { rev: stored.rev, words: stored.words, changed: false, reopened: false }
          if (stored.rev !== baseRev) {
            throw new EngineError(
              'CONFLICT',
              'This scene was changed in another window. Nothing was overwritten; load it again and repeat the edit.',
              { rev: stored.rev },
            )
          }
          const opening = openingOf(document)
          const rev = write.get(text, words, opening, now(), sceneId) as number
          return { rev, words, changed: true, reopened: opening !== stored.opening }
        })
        .immediate()
    },

    /** When a text of the book was last saved, in milliseconds since the epoch; null without scenes. */
    changedAt: (): number | null => lastChange.get() as number | null,

    /** The revision of every scene of the book; does not read the texts. */
    revisions: () => revisions.all() as { sceneId: string; rev: number }[],

    /** Of the whole book; does not read the texts. */
    totals: (): { readonly scenes: number; readonly words: number } =>
      total.get() as { scenes: number; words: number },
  }
}
