// Sessions in which somebody of the story speaks with a player.

export const npc = {
  version: 20,
  name: 'npc',
  sql: `
-- held: JSON (domain/npc-session.ts). character_id names the cast without a reference: who is gone leaves the session unused.
CREATE TABLE npc_sessions (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  character_id TEXT,
  held TEXT NOT NULL,
  lines INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
`,
} as const
