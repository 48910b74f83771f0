// Targets that remember their shape, emotions the writer corrected, and arcs kept to compare drafts with.

export const arcs = {
  version: 2,
  name: 'arcs',
  sql: `
-- The named shape a target was started from, '' for none.
ALTER TABLE targets ADD COLUMN shape TEXT NOT NULL DEFAULT '';

-- What the writer says a sentence feels like, against what was judged: shown instead of it, and kept to learn from.
-- Scenes and blocks may go; the label stays.
CREATE TABLE emotion_labels (
  id TEXT PRIMARY KEY,
  scene_id TEXT NOT NULL,
  block_id TEXT NOT NULL,
  text TEXT NOT NULL,
  emotion TEXT NOT NULL,
  valence REAL NOT NULL,
  arousal REAL NOT NULL,
  -- JSON: analyser, version, emotion, valence, arousal at that time.
  judged TEXT NOT NULL DEFAULT '{}',
  labelled_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX emotion_labels_by_sentence ON emotion_labels(block_id, text);

-- How a draft felt, paragraph by paragraph. scenes is JSON (domain/arc-snapshot.ts).
CREATE TABLE arc_snapshots (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  words INTEGER NOT NULL,
  scenes TEXT NOT NULL,
  taken_at INTEGER NOT NULL
) STRICT;
`,
} as const
