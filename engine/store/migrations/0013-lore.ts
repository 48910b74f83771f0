// The lorebook: entries as JSON (domain/lorebook.ts), each beside the fields of the file that it came from.

export const lore = {
  version: 13,
  name: 'lore',
  sql: `
CREATE TABLE lore (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  entry TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '{}'
) STRICT;
`,
} as const
