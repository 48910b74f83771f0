// Scenes' texts: read, save, count. The tree they stand in is the binder repository's.
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
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

const notFound = (sceneId: string): EngineError =>
  new EngineError('NOT_FOUND', 'This scene is not in the project (any more).', { sceneId })

export const createSceneRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const read = db.prepare('SELECT node_id, rev, words, document FROM scenes WHERE node_id = ?')
  const compare = db.prepare('SELECT rev, words, document = ? AS same FROM scenes WHERE node_id = ?')
  const write = db
    .prepare(
      `UPDATE scenes SET rev = rev + 1, document = ?, words = ?, updated_at = ? WHERE node_id = ?
       RETURNING rev`,
    )
    .pluck()
  // The index scenes_words covers both and the last change: no document is read.
  const total = db.prepare('SELECT count(*) AS scenes, ifnull(sum(words), 0) AS words FROM scenes')
  const lastChange = db.prepare('SELECT max(updated_at) FROM scenes').pluck()
  const wordsOf = db.prepare('SELECT words FROM scenes WHERE node_id = ?').pluck()

  const get = (sceneId: string): StoredScene => {
    const row = read.get(sceneId) as Row | undefined
    if (!row) throw notFound(sceneId)
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
            { rev: number; words: number; same: number } | undefined
          if (!stored) throw notFound(sceneId)
          if (stored.same === 1) return { rev: stored.rev, words: stored.words, changed: false }
          if (stored.rev !== baseRev) {
            throw new EngineError(
              'CONFLICT',
              'This scene was changed in another window. Nothing was overwritten; load it again and repeat the edit.',
              { rev: stored.rev },
            )
          }
          return { rev: write.get(text, words, now(), sceneId) as number, words, changed: true }
        })
        .immediate()
    },

    /** When a text was last saved, in milliseconds since the epoch; null without scenes. */
    changedAt: (): number | null => lastChange.get() as number | null,

    /** Of the whole book; does not read the texts. */
    totals: (): { readonly scenes: number; readonly words: number } =>
      total.get() as { scenes: number; words: number },
  }
}
