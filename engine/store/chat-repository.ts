// Conversations and their messages, in order; branched by copying, searched by words. What they mean is the service's.
import type { ChatMessage, Conversation } from '../domain/chat.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { ProjectDatabase } from './database.ts'

interface ConversationRow {
  readonly id: string
  readonly title: string
  readonly scene_id: string | null
  readonly branch_of: string | null
  readonly created_at: number
  readonly updated_at: number
}

interface MessageRow {
  readonly id: string
  readonly conversation_id: string
  readonly role: ChatMessage['role']
  readonly text: string
  readonly command: string
  readonly variant: string
  readonly passage: string | null
  readonly state: ChatMessage['state']
  readonly model: string | null
  readonly known: string
  readonly decisions: string
  readonly created_at: number
}

const toConversation = (row: ConversationRow): Conversation => ({
  id: row.id,
  title: row.title,
  sceneId: row.scene_id,
  branchOf: row.branch_of,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

const toMessage = (row: MessageRow): ChatMessage => ({
  id: row.id,
  conversationId: row.conversation_id,
  role: row.role,
  text: row.text,
  command: row.command,
  variant: row.variant,
  passage: row.passage === null ? null : (JSON.parse(row.passage) as ChatMessage['passage']),
  state: row.state,
  model: row.model === null ? null : (JSON.parse(row.model) as ChatMessage['model']),
  known: JSON.parse(row.known) as ChatMessage['known'],
  decisions: JSON.parse(row.decisions) as ChatMessage['decisions'],
  createdAt: row.created_at,
})

const missing = (what: string, id: string): EngineError =>
  new EngineError('NOT_FOUND', `This ${what} is not in the project (any more).`, { id })

export const createChatRepository = (db: ProjectDatabase) => {
  const list = db.prepare<[], ConversationRow>('SELECT * FROM conversations ORDER BY updated_at DESC, id')
  const one = db.prepare<[string], ConversationRow>('SELECT * FROM conversations WHERE id = ?')
  const messages = db.prepare<[string], MessageRow>(
    'SELECT * FROM chat_messages WHERE conversation_id = ? ORDER BY position',
  )
  const message = db.prepare<[string], MessageRow>('SELECT * FROM chat_messages WHERE id = ?')
  const ofModel = db.prepare<[string, number], MessageRow>(
    `SELECT * FROM chat_messages WHERE json_extract(model, '$.modelId') = ? ORDER BY created_at DESC, rowid DESC LIMIT ?`,
  )
  const insert = db.prepare(
    `INSERT INTO conversations (id, title, scene_id, branch_of, created_at, updated_at)
     VALUES (@id, @title, @sceneId, @branchOf, @createdAt, @updatedAt)`,
  )
  const insertMessage = db.prepare(
    `INSERT INTO chat_messages (id, conversation_id, position, role, text, command, variant, passage, state, model, known, decisions, created_at)
     VALUES (@id, @conversationId, (SELECT count(*) FROM chat_messages WHERE conversation_id = @conversationId),
       @role, @text, @command, @variant, @passage, @state, @model, @known, @decisions, @createdAt)`,
  )
  const touch = db.prepare('UPDATE conversations SET updated_at = ? WHERE id = ?')
  const rename = db.prepare('UPDATE conversations SET title = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM conversations WHERE id = ?')
  const removeMessages = db.prepare('DELETE FROM chat_messages WHERE conversation_id = ?')
  const decide = db.prepare('UPDATE chat_messages SET decisions = ? WHERE id = ?')

  const get = (id: string): Conversation => {
    const row = one.get(id)
    if (!row) throw missing('conversation', id)
    return toConversation(row)
  }
  const add = (added: ChatMessage): void => {
    insertMessage.run({
      ...added,
      passage: added.passage && JSON.stringify(added.passage),
      model: added.model && JSON.stringify(added.model),
      known: JSON.stringify(added.known),
      decisions: JSON.stringify(added.decisions),
    })
    touch.run(added.createdAt, added.conversationId)
  }

  return {
    /** Spoken in last first. */
    list: (): readonly Conversation[] => list.all().map(toConversation),

    /** NOT_FOUND. */
    get,

    /** In order. */
    messages: (conversationId: string): readonly ChatMessage[] => messages.all(conversationId).map(toMessage),

    /** NOT_FOUND. */
    message(id: string): ChatMessage {
      const row = message.get(id)
      if (!row) throw missing('message', id)
      return toMessage(row)
    },

    /** Null where its conversation was deleted. */
    find(id: string): ChatMessage | null {
      const row = message.get(id)
      return row ? toMessage(row) : null
    },

    /** What a kind of model answered, the last first. */
    answersOfModel: (modelId: string, limit: number): readonly ChatMessage[] =>
      ofModel.all(modelId, limit).map(toMessage),

    insert: (conversation: Conversation): void => void insert.run(conversation),

    add,

    rename: (id: string, title: string): void => void rename.run(title, id),

    remove(id: string): void {
      removeMessages.run(id)
      remove.run(id)
    },

    decide: (messageId: string, decisions: ChatMessage['decisions']): void =>
      void decide.run(JSON.stringify(decisions), messageId),

    /** A conversation of its own with everything up to a message, which stays where it is as well. NOT_FOUND. */
    branch: db.transaction((messageId: string, title: string, at: number): Conversation => {
      const row = message.get(messageId)
      if (!row) throw missing('message', messageId)
      const from = get(row.conversation_id)
      const branched = { ...from, id: newId(), title, branchOf: from.id, createdAt: at, updatedAt: at }
      insert.run(branched)
      for (const each of messages.all(from.id)) {
        // What was taken into the text was taken there.
        add({ ...toMessage(each), id: newId(), conversationId: branched.id, decisions: {} })
        if (each.id === messageId) break
      }
      touch.run(at, branched.id)
      return branched
    }),
  }
}
