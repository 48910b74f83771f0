// Spelling: the project's own words, and which dictionary is meant.

export const spelling = {
  version: 11,
  name: 'spelling',
  sql: `
CREATE TABLE spell_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
-- scope_id: '' is the project, else a scene or note. dictionary: '' is none.
CREATE TABLE spell_choices (
  scope_id TEXT PRIMARY KEY,
  dictionary TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const
