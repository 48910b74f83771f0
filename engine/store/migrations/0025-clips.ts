// Small pictures of the moments of a clip that stand for its scenes, by content.

export const clips = {
  version: 25,
  name: 'clips',
  sql: `
-- A cache, as media_findings is. picture: WebP.
CREATE TABLE media_frames (
  hash TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  picture BLOB NOT NULL,
  PRIMARY KEY (hash, at_ms)
) STRICT;
`,
} as const
