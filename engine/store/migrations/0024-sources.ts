// Where the sentences of a generated candidate come from (domain/sentence-sources.ts).

export const sources = {
  version: 24,
  name: 'sources',
  sql: `
-- sentences: JSON.
CREATE TABLE candidate_sources (
  candidate_id TEXT PRIMARY KEY REFERENCES candidates (id) ON DELETE CASCADE,
  sentences TEXT NOT NULL
) STRICT;
`,
} as const
