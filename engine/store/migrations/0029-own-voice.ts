// Which recordings are of the writer's own voice, and what each recording of a voice sounds like as a whole.

export const ownVoice = {
  version: 29,
  name: 'own-voice',
  sql: `
ALTER TABLE media ADD COLUMN is_own_voice INTEGER NOT NULL DEFAULT 0;
-- A cache, as media_findings is. features: 32-bit floating point, little-endian, as the analyser of that version makes them.
CREATE TABLE voice_rows (
  hash TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  features BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const
