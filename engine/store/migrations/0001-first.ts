// The first shape of a project file. Later shapes are made by later migrations; this file never changes again.

export const first = {
  version: 1,
  name: 'first',
  sql: `
-- Title page: exactly one row.
CREATE TABLE project (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  author TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

-- Binder: parts, chapters, scenes. position is dense from 0 within a parent.
CREATE TABLE nodes (
  id TEXT PRIMARY KEY,
  parent_id TEXT REFERENCES nodes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('part', 'chapter', 'scene')),
  title TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX nodes_by_parent ON nodes(parent_id, position);

-- One row per node of kind scene. document is the JSON of domain/document.ts.
CREATE TABLE scenes (
  node_id TEXT PRIMARY KEY REFERENCES nodes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  rev INTEGER NOT NULL DEFAULT 1,
  document TEXT NOT NULL,
  words INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;

-- Counting words and finding the last change must not read the documents.
CREATE INDEX scenes_words ON scenes(node_id, words, updated_at);

CREATE TABLE characters (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL DEFAULT '[]',
  notes TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- What analysers found, by the hash of the text they read: a cache that edits, moves and undo never stale.
CREATE TABLE findings (
  hash TEXT NOT NULL,
  analyzer TEXT NOT NULL,
  version TEXT NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (hash, analyzer, version)
) STRICT, WITHOUT ROWID;

-- Target curves. scope_id '' is the book.
CREATE TABLE targets (
  scope_id TEXT NOT NULL DEFAULT '',
  measure TEXT NOT NULL,
  points TEXT NOT NULL,
  PRIMARY KEY (scope_id, measure)
) STRICT, WITHOUT ROWID;

-- Plot beats of a scope, in order, each with what it should feel like.
CREATE TABLE beats (
  id TEXT PRIMARY KEY,
  scope_id TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  summary TEXT NOT NULL,
  feeling TEXT NOT NULL DEFAULT '{}',
  locked INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Large content, by SHA-256, in pieces so that no piece needs much memory.
CREATE TABLE blobs (
  hash TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  mime TEXT NOT NULL
) STRICT;
CREATE TABLE blob_pieces (
  hash TEXT NOT NULL REFERENCES blobs(hash) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (hash, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE media (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL REFERENCES blobs(hash),
  thumbnail_hash TEXT REFERENCES blobs(hash),
  kind TEXT NOT NULL CHECK (kind IN ('image', 'audio', 'video', 'document')),
  name TEXT NOT NULL,
  mime TEXT NOT NULL,
  size INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  duration_ms INTEGER,
  taken_at INTEGER,
  latitude REAL,
  longitude REAL,
  camera TEXT,
  caption TEXT NOT NULL DEFAULT '',
  alt TEXT NOT NULL DEFAULT '',
  waveform TEXT NOT NULL DEFAULT '[]',
  problem TEXT,
  added_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX media_by_hash ON media(hash);

CREATE TABLE media_pins (
  id TEXT PRIMARY KEY,
  media_id TEXT NOT NULL REFERENCES media(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  scene_id TEXT NOT NULL REFERENCES nodes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  at REAL NOT NULL
) STRICT;
CREATE INDEX media_pins_by_scene ON media_pins(scene_id);

CREATE TABLE training_runs (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  model_id TEXT NOT NULL,
  preset TEXT NOT NULL,
  settings TEXT NOT NULL,
  seed INTEGER NOT NULL,
  max_minutes REAL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  step INTEGER NOT NULL DEFAULT 0,
  best_loss REAL,
  bits_per_byte REAL,
  baseline_loss REAL,
  parameters INTEGER,
  model_hash TEXT REFERENCES blobs(hash)
) STRICT;
-- What the live view showed, so that it can be shown again: one JSON event of the contract a row.
CREATE TABLE training_events (
  run_id TEXT NOT NULL REFERENCES training_runs(id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

-- Everything that was ever generated, with what made it. Scenes and runs may go; the record stays.
CREATE TABLE generations (
  id TEXT PRIMARY KEY,
  scene_id TEXT,
  block_id TEXT,
  run_id TEXT,
  model_id TEXT NOT NULL,
  model_name TEXT NOT NULL,
  model_hash TEXT NOT NULL DEFAULT '',
  seed INTEGER NOT NULL,
  settings TEXT NOT NULL,
  prompt TEXT NOT NULL,
  target TEXT NOT NULL,
  parent_id TEXT REFERENCES generations(id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX generations_by_scene ON generations(scene_id, created_at);
CREATE TABLE candidates (
  id TEXT PRIMARY KEY,
  generation_id TEXT NOT NULL REFERENCES generations(id) ON DELETE CASCADE,
  idx INTEGER NOT NULL,
  text TEXT NOT NULL,
  feeling TEXT NOT NULL,
  distance REAL,
  score REAL NOT NULL,
  reasons TEXT NOT NULL,
  decision TEXT NOT NULL DEFAULT 'offered'
) STRICT;
CREATE INDEX candidates_by_generation ON candidates(generation_id, idx);
CREATE TABLE ratings (
  id TEXT PRIMARY KEY,
  candidate_id TEXT NOT NULL REFERENCES candidates(id) ON DELETE CASCADE,
  rating INTEGER NOT NULL,
  rated_at INTEGER NOT NULL
) STRICT;

-- The undo journal: the inverse statements of each recorded act, newest last. undone = 1 means redo.
CREATE TABLE acts (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE act_steps (
  act_id INTEGER NOT NULL REFERENCES acts(id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  statement TEXT NOT NULL,
  PRIMARY KEY (act_id, seq)
) STRICT, WITHOUT ROWID;
`,
} as const
