// What is said of words of the manuscript. Where a thread stands is in the text of its scene.

export const comments = {
  version: 22,
  name: 'comments',
  sql: `
CREATE TABLE comment_threads (
  id TEXT PRIMARY KEY,
  scene_id TEXT NOT NULL,
  quote TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  resolved_at INTEGER
) STRICT;
-- author: empty for the writer of this file.
CREATE TABLE comment_messages (
  id TEXT PRIMARY KEY,
  thread_id TEXT NOT NULL REFERENCES comment_threads (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  UNIQUE (thread_id, position)
) STRICT;
`,
} as const
