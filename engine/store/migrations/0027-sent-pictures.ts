// Which pictures went to a server that describes them.

export const sentPictures = {
  version: 27,
  name: 'sent-pictures',
  sql: `
-- hash: of the photo or clip; bytes: of what left this machine.
CREATE TABLE sent_pictures (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  server TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sent_at INTEGER NOT NULL
) STRICT;
`,
} as const
