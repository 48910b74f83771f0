// History: snapshots of the binder that share what did not change between them, and named drafts that wait in them.
import type { Migration } from './index.ts'

export const history: Migration = {
  version: 7,
  name: 'history',
  sql: `
-- seq is never used twice: it orders snapshots, and node_states speak of it. scope_id '' is the whole binder.
CREATE TABLE snapshots (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  scope_id TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind IN ('hand', 'before', 'schedule', 'draft')),
  name TEXT NOT NULL DEFAULT '',
  act TEXT NOT NULL DEFAULT '',
  words INTEGER NOT NULL,
  scenes INTEGER NOT NULL,
  taken_at INTEGER NOT NULL,
  -- Removed by the writer, who may yet take that back.
  removed_at INTEGER
) STRICT;

-- Documents by the SHA-256 of their JSON, deflated: the same text is stored once, however many snapshots have it.
CREATE TABLE texts (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  packed BLOB NOT NULL
) STRICT;

-- A node as it was in every snapshot from from_seq to to_seq (null: it has not changed since the newest).
CREATE TABLE node_states (
  id INTEGER PRIMARY KEY,
  node_id TEXT NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER,
  parent_id TEXT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  position INTEGER NOT NULL,
  status TEXT NOT NULL,
  label TEXT NOT NULL,
  pov TEXT NOT NULL,
  synopsis TEXT NOT NULL,
  draft_id TEXT NOT NULL DEFAULT '',
  rev INTEGER,
  text_id INTEGER REFERENCES texts(id),
  words INTEGER,
  opening TEXT
) STRICT;
CREATE UNIQUE INDEX node_states_now ON node_states(node_id) WHERE to_seq IS NULL;
CREATE INDEX node_states_by_node ON node_states(node_id, from_seq);
CREATE INDEX node_states_by_text ON node_states(text_id);

-- Of each scope exactly one draft has no snapshot: it is the one in the binder.
CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  scope_id TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  snapshot_id TEXT
) STRICT;
CREATE UNIQUE INDEX drafts_in_binder ON drafts(scope_id) WHERE snapshot_id IS NULL;

-- Since when the text says where its words came from; null: always. What is older without an origin may be anyone's.
ALTER TABLE project ADD COLUMN origins_since INTEGER;
UPDATE project SET origins_since = unixepoch() * 1000;
`,
}
