// Full-text search: the pieces of text that can be found, their index, and what must be read anew. Files of before are
// indexed whole when they are first searched.

export const search = {
  version: 8,
  name: 'search',
  sql: `
-- A paragraph, footnote, caption, note, title or synopsis without its marks. part: which footnote of the block.
CREATE TABLE search_pieces (
  id INTEGER PRIMARY KEY,
  node_id TEXT NOT NULL,
  field TEXT NOT NULL,
  block_id TEXT NOT NULL,
  part INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX search_pieces_by_node ON search_pieces(node_id, seq);

-- Holds no text of its own: rowid is the piece.
CREATE VIRTUAL TABLE search_index USING fts5(
  words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2'
);

-- Nodes that changed since they were indexed, noted in the transaction that changed them.
CREATE TABLE search_stale (node_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER search_node_new AFTER INSERT ON nodes
  BEGIN INSERT OR IGNORE INTO search_stale VALUES (new.id); END;
CREATE TRIGGER search_node_words AFTER UPDATE OF title, synopsis ON nodes
  BEGIN INSERT OR IGNORE INTO search_stale VALUES (new.id); END;
CREATE TRIGGER search_node_gone AFTER DELETE ON nodes
  BEGIN INSERT OR IGNORE INTO search_stale VALUES (old.id); END;
CREATE TRIGGER search_text_new AFTER INSERT ON scenes
  BEGIN INSERT OR IGNORE INTO search_stale VALUES (new.node_id); END;
CREATE TRIGGER search_text_changed AFTER UPDATE OF document ON scenes
  BEGIN INSERT OR IGNORE INTO search_stale VALUES (new.node_id); END;
INSERT INTO search_stale SELECT id FROM nodes;
`,
} as const
