// Dialogues that grow: what each was asked to become, its plan, and its beats as they are written
// (domain/dialogue/growth/growth.ts).

export const growths = {
  version: 26,
  name: 'growths',
  sql: `
-- wish and plan are JSON; origin is the way that it comes out of, null where the dialogue was empty.
CREATE TABLE growths (
  dialogue_id TEXT PRIMARY KEY,
  origin TEXT,
  wish TEXT NOT NULL,
  plan TEXT NOT NULL,
  state TEXT NOT NULL,
  writer_name TEXT NOT NULL,
  tokens INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

-- content: JSON, null until it is written.
CREATE TABLE growth_parts (
  dialogue_id TEXT NOT NULL,
  id TEXT NOT NULL,
  content TEXT,
  dropped INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (dialogue_id, id)
) STRICT;
`,
} as const
