// Names and private details that go under another name before anything leaves the machine, or stay by the writer's wish.

export const masks = {
  version: 23,
  name: 'masks',
  sql: `
-- stand_in: NULL where it stays as it is.
CREATE TABLE masks (
  original TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  stand_in TEXT
) STRICT;
`,
} as const
