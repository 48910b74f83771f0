// Lines of the cast as they were written in batches: what was asked for as JSON, each line with why it stands where it stands.

export const lines = {
  version: 21,
  name: 'lines',
  sql: `
-- wish and refused are JSON (domain/lines/npc-line.ts).
CREATE TABLE line_batches (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  wish TEXT NOT NULL,
  state TEXT NOT NULL,
  writer_name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  cells INTEGER NOT NULL,
  refused TEXT NOT NULL DEFAULT '{}',
  tokens INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

-- feeling, emotion and reasons are JSON. original is the text before the writer touched it.
CREATE TABLE npc_lines (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL,
  cell TEXT NOT NULL,
  character_id TEXT NOT NULL,
  situation TEXT NOT NULL,
  bond TEXT NOT NULL,
  state TEXT NOT NULL,
  wanted TEXT,
  text TEXT NOT NULL,
  original TEXT NOT NULL,
  emotion TEXT NOT NULL,
  feeling TEXT NOT NULL,
  score REAL NOT NULL,
  reasons TEXT NOT NULL,
  decision TEXT NOT NULL,
  rating INTEGER NOT NULL,
  made INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX npc_lines_of ON npc_lines (batch_id, made);
CREATE INDEX npc_lines_by ON npc_lines (character_id);
`,
} as const
