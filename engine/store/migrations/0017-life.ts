// The life record (domain/life.ts), the media of its entries, and what of both is the material of which part of the book.

export const life = {
  version: 17,
  name: 'life',
  sql: `
-- people, tags, details: JSON.
CREATE TABLE life_entries (
  id TEXT PRIMARY KEY,
  time INTEGER NOT NULL,
  day TEXT NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  place TEXT,
  latitude REAL,
  longitude REAL,
  people TEXT NOT NULL DEFAULT '[]',
  tags TEXT NOT NULL DEFAULT '[]',
  details TEXT NOT NULL DEFAULT '{}',
  emotion TEXT,
  valence REAL,
  arousal REAL,
  mood_word TEXT NOT NULL DEFAULT '',
  mood_by TEXT,
  importer TEXT NOT NULL,
  source_id TEXT NOT NULL,
  source_hash TEXT NOT NULL,
  edited INTEGER NOT NULL DEFAULT 0,
  UNIQUE (importer, source_id)
) STRICT;
CREATE INDEX life_entries_by_day ON life_entries (day);
CREATE TABLE life_media (
  entry_id TEXT NOT NULL REFERENCES life_entries (id) ON DELETE CASCADE,
  media_id TEXT NOT NULL REFERENCES media (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (entry_id, media_id)
) STRICT;
CREATE INDEX life_media_by_media ON life_media (media_id);
-- scope_id: a part, chapter or scene; '' is the book. kind: entry or media.
CREATE TABLE material (
  scope_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  item_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (scope_id, kind, item_id)
) STRICT;
`,
} as const
