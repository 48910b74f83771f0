// Notes and research in the binder, what the writer notes about a node, the trash, and goals with the log behind them.

export const structure = {
  version: 4,
  name: 'structure',
  sql: `
-- The same table with more kinds and columns; a CHECK can only be changed by building it anew.
CREATE TABLE nodes_new (
  id TEXT PRIMARY KEY,
  parent_id TEXT REFERENCES nodes(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('part', 'chapter', 'scene', 'folder', 'note')),
  title TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'none',
  label TEXT NOT NULL DEFAULT '',
  pov TEXT NOT NULL DEFAULT '',
  synopsis TEXT NOT NULL DEFAULT '',
  -- In the trash: the node that was deleted and took this one along (itself, for that node). Position is where it was.
  trash_id TEXT,
  trashed_at INTEGER
) STRICT;
INSERT INTO nodes_new (id, parent_id, kind, title, position, created_at)
  SELECT id, parent_id, kind, title, position, created_at FROM nodes;
DROP TABLE nodes;
ALTER TABLE nodes_new RENAME TO nodes;
CREATE INDEX nodes_by_parent ON nodes(parent_id, position);
CREATE INDEX nodes_in_trash ON nodes(trash_id) WHERE trash_id IS NOT NULL;

-- The first words of a document, for lines without a title.
ALTER TABLE scenes ADD COLUMN opening TEXT NOT NULL DEFAULT '';
UPDATE scenes SET opening = ifnull((
  SELECT substr(trim(atom), 1, 60) FROM json_tree(scenes.document)
  WHERE key = 'text' AND type = 'text' AND trim(atom) <> '' LIMIT 1
), '') WHERE json_valid(document);
DROP INDEX scenes_words;
CREATE INDEX scenes_words ON scenes(node_id, words, updated_at, opening);

-- What the writer calls the colours of labels.
CREATE TABLE labels (
  color TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Exactly one row. Null: no such goal. weekdays: bit 0 is Monday. day_starts_at: the hour a day begins.
CREATE TABLE goals (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  project_words INTEGER,
  deadline TEXT,
  daily_words INTEGER,
  session_words INTEGER,
  weekdays INTEGER NOT NULL DEFAULT 127,
  day_starts_at INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO goals (id) VALUES (1);

-- What was written, by day, sitting (its start in milliseconds) and script: words, or Chinese and Japanese characters.
CREATE TABLE writing (
  day TEXT NOT NULL,
  session INTEGER NOT NULL,
  script TEXT NOT NULL CHECK (script IN ('words', 'characters')),
  typed INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  pasted INTEGER NOT NULL DEFAULT 0,
  generated INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (day, session, script)
) STRICT, WITHOUT ROWID;
`,
} as const
