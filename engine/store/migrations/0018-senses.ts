// What was understood of media, by content, and what the writer put in its place.

export const senses = {
  version: 18,
  name: 'senses',
  sql: `
-- A cache: findings and problem as JSON (domain/media-finding.ts), the newest run of each analyser.
CREATE TABLE media_findings (
  hash TEXT NOT NULL,
  analyzer TEXT NOT NULL,
  version TEXT NOT NULL,
  findings TEXT NOT NULL,
  problem TEXT,
  took_ms INTEGER NOT NULL,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (hash, analyzer)
) STRICT, WITHOUT ROWID;
CREATE TABLE media_corrections (
  media_id TEXT NOT NULL REFERENCES media(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  aspect TEXT NOT NULL,
  finding TEXT NOT NULL,
  corrected_at INTEGER NOT NULL,
  PRIMARY KEY (media_id, aspect)
) STRICT;
`,
} as const
