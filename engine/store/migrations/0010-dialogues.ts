// Dialogues for games: their nodes, the counter that gives ids, and translations of what is said.

export const dialogues = {
  version: 10,
  name: 'dialogues',
  sql: `
-- variables is JSON (domain/dialogue/dialogue.ts).
CREATE TABLE dialogues (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  position INTEGER NOT NULL,
  start_id TEXT,
  variables TEXT NOT NULL DEFAULT '[]',
  created_at INTEGER NOT NULL
) STRICT;

-- content is JSON: what a node has beside its kind and place. made is the order in which nodes came to be.
CREATE TABLE dialogue_nodes (
  id TEXT PRIMARY KEY,
  dialogue_id TEXT NOT NULL REFERENCES dialogues (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  made INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX dialogue_nodes_of ON dialogue_nodes (dialogue_id, made);

-- Never goes back, also not on undo: translators and actors know lines by these ids.
CREATE TABLE dialogue_counter (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO dialogue_counter VALUES (1, 0);

-- source is the text that was translated, to see when it has changed since.
CREATE TABLE dialogue_translations (
  language TEXT NOT NULL,
  line_id TEXT NOT NULL,
  text TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (language, line_id)
) STRICT, WITHOUT ROWID;
`,
} as const
