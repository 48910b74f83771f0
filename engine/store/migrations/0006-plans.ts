// Plans: beats with a name, a background and the scene made of them, and what each plan was made from.

export const plans = {
  version: 6,
  name: 'plans',
  sql: `
ALTER TABLE beats ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE beats ADD COLUMN background TEXT NOT NULL DEFAULT '';
-- The beat in the planner's own symbols.
ALTER TABLE beats ADD COLUMN line TEXT NOT NULL DEFAULT '';
ALTER TABLE beats ADD COLUMN scene_id TEXT;

-- What a scope's plan was made from. scope_id '' is the book; wish is JSON (domain/beat.ts).
CREATE TABLE plans (
  scope_id TEXT PRIMARY KEY,
  wish TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const
