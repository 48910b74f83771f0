// Conversations about scenes: what was asked and answered, and which of it was taken into the text.

export const chat = {
  version: 14,
  name: 'chat',
  sql: `
CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  scene_id TEXT,
  branch_of TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
-- passage, model, known, decisions: JSON (domain/chat.ts).
CREATE TABLE chat_messages (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  text TEXT NOT NULL,
  command TEXT NOT NULL,
  variant TEXT NOT NULL,
  passage TEXT,
  state TEXT NOT NULL,
  model TEXT,
  known TEXT NOT NULL DEFAULT '[]',
  decisions TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  UNIQUE (conversation_id, position)
) STRICT;
`,
} as const
