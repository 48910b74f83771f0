// How the book is printed: what the writer chose last, so that the next export is the same.

export const exportSettings = {
  version: 9,
  name: 'export-settings',
  sql: `
-- At most one row; JSON (export-settings-repository.ts).
CREATE TABLE export_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  settings TEXT NOT NULL
) STRICT;
`,
} as const
