// Threads of comments and what is said in them. Which words they are about is read from the scenes' texts.
import type { CommentMessage, CommentThread } from '../domain/comment.ts'
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import type { ProjectDatabase } from './database.ts'

interface ThreadRow {
  readonly id: string
  readonly scene_id: string
  readonly quote: string
  readonly created_at: number
  readonly resolved_at: number | null
}

interface MessageRow {
  readonly id: string
  readonly thread_id: string
  readonly author: string
  readonly text: string
  readonly created_at: number
  readonly edited_at: number | null
}

const toMessage = ({ id, author, text, created_at, edited_at }: MessageRow): CommentMessage => ({
  id,
  author,
  text,
  at: created_at,
  editedAt: edited_at,
})

const toThread = (row: ThreadRow, messages: readonly CommentMessage[]): CommentThread => ({
  id: row.id,
  sceneId: row.scene_id,
  quote: row.quote,
  createdAt: row.created_at,
  resolvedAt: row.resolved_at,
  messages,
})

const notFound = (commentId: string): EngineError =>
  new EngineError('NOT_FOUND', 'This comment is not in the project (any more).', { commentId })

export const createCommentRepository = (db: ProjectDatabase) => {
  const threads = db.prepare<[], ThreadRow>('SELECT * FROM comment_threads ORDER BY created_at, id')
  const thread = db.prepare<[string], ThreadRow>('SELECT * FROM comment_threads WHERE id = ?')
  const messages = db.prepare<[], MessageRow>('SELECT * FROM comment_messages ORDER BY thread_id, position')
  const messagesOf = db.prepare<[string], MessageRow>(
    'SELECT * FROM comment_messages WHERE thread_id = ? ORDER BY position',
  )
  const message = db.prepare<[string], MessageRow>('SELECT * FROM comment_messages WHERE id = ?')
  const insertThread = db.prepare(
    'INSERT INTO comment_threads (id, scene_id, quote, created_at, resolved_at) VALUES (?, ?, ?, ?, ?)',
  )
  const insertMessage = db.prepare(
    `INSERT INTO comment_messages (id, thread_id, position, author, text, created_at, edited_at)
     VALUES (?, ?, (SELECT ifnull(max(position), -1) + 1 FROM comment_messages WHERE thread_id = ?), ?, ?, ?, ?)`,
  )
  const editMessage = db.prepare('UPDATE comment_messages SET text = ?, edited_at = ? WHERE id = ?')
  const removeMessage = db.prepare('DELETE FROM comment_messages WHERE id = ?')
  const resolve = db.prepare('UPDATE comment_threads SET resolved_at = ? WHERE id = ?')
  const removeThread = db.prepare('DELETE FROM comment_threads WHERE id = ?')
  // A quote inside a text is escaped in JSON: only the field itself is found.
  const texts = db.prepare<[], { readonly node_id: string; readonly document: string }>(
    `SELECT node_id, document FROM scenes JOIN nodes ON id = node_id
     WHERE trash_id IS NULL AND instr(document, '"comments":[') > 0`,
  )

  const trashed = db.prepare('SELECT 1 FROM nodes WHERE id = ? AND trash_id IS NOT NULL')

  const add = (threadId: string, { id, author, text, at, editedAt }: CommentMessage): void =>
    void insertMessage.run(id, threadId, threadId, author, text, at, editedAt)

  return {
    list(): readonly CommentThread[] {
      const byThread = Map.groupBy(messages.all(), ({ thread_id }) => thread_id)
      return threads.all().map((row) => toThread(row, (byThread.get(row.id) ?? []).map(toMessage)))
    },

    /** NOT_FOUND. */
    get(id: string): CommentThread {
      const row = thread.get(id)
      if (!row) throw notFound(id)
      return toThread(row, messagesOf.all(id).map(toMessage))
    },

    /** The thread that a message stands in. NOT_FOUND. */
    threadOf(messageId: string): CommentThread {
      const row = message.get(messageId)
      if (!row) throw notFound(messageId)
      return this.get(row.thread_id)
    },

    insert({ id, sceneId, quote, createdAt, resolvedAt, messages: said }: CommentThread): void {
      insertThread.run(id, sceneId, quote, createdAt, resolvedAt)
      for (const each of said) add(id, each)
    },

    reply: add,

    edit(messageId: string, text: string, at: number): void {
      editMessage.run(text, at, messageId)
    },

    removeMessage(messageId: string): void {
      removeMessage.run(messageId)
    },

    /** @param at null opens it again. */
    resolve(id: string, at: number | null): void {
      resolve.run(at, id)
    },

    remove(id: string): void {
      removeThread.run(id)
    },

    isTrashed: (sceneId: string): boolean => trashed.get(sceneId) !== undefined,

    /** The texts, trash apart, that have words with comments. */
    texts: (): readonly { readonly sceneId: string; readonly document: SceneDocument }[] =>
      texts.all().map(({ node_id, document }) => ({
        sceneId: node_id,
        document: JSON.parse(document) as SceneDocument,
      })),
  }
}
