// What is told to whoever writes: memory and author's notes by scope ('' is the book), summaries of scenes beside the text
// they were made of, settings of the lorebook with the rest of its files, and suggestions that were waved away.

export const memory = {
  version: 15,
  name: 'memory',
  sql: `
CREATE TABLE memory_fields (
  scope_id TEXT PRIMARY KEY,
  fields TEXT NOT NULL
) STRICT;

CREATE TABLE summaries (
  node_id TEXT PRIMARY KEY REFERENCES nodes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  text TEXT NOT NULL,
  maker TEXT NOT NULL,
  model TEXT,
  of_text TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE lore_book (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  settings TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;

CREATE TABLE dismissals (
  key TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
`,
} as const
