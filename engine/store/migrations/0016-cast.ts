// The cast: sheets as JSON (domain/character.ts), ties by pair, what can be known, and who says what where the writer decided it.

export const cast = {
  version: 16,
  name: 'cast',
  sql: `
-- card is the file that somebody came from, whole; state is how they feel (domain/cast/emotional-state.ts).
ALTER TABLE characters ADD COLUMN sheet TEXT NOT NULL DEFAULT '{}';
ALTER TABLE characters ADD COLUMN card TEXT;
ALTER TABLE characters ADD COLUMN state TEXT;

CREATE TABLE relations (
  from_id TEXT NOT NULL,
  to_id TEXT NOT NULL,
  trust REAL NOT NULL,
  respect REAL NOT NULL,
  familiarity REAL NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (from_id, to_id)
) STRICT, WITHOUT ROWID;

-- keys and knowers are JSON (domain/cast/story-fact.ts).
CREATE TABLE story_facts (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  keys TEXT NOT NULL,
  knowers TEXT NOT NULL
) STRICT;

-- character_id NULL: nobody of the cast says it.
CREATE TABLE speaker_labels (
  scene_id TEXT NOT NULL,
  block_id TEXT NOT NULL,
  quotation TEXT NOT NULL,
  character_id TEXT,
  PRIMARY KEY (scene_id, block_id, quotation)
) STRICT, WITHOUT ROWID;
`,
} as const
