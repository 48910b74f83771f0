// Full-text search reads media too: what is said in them, what can be read in them, and the writer's words for them. In the index
// they stand beside the nodes, by their id with a mark before it.

const mark = (where: string): string => `BEGIN INSERT OR IGNORE INTO search_stale ${where}; END;`
const OF_NEW = `VALUES ('media:' || new.id)`
const OF_CONTENT = (row: 'new' | 'old'): string => `SELECT 'media:' || id FROM media WHERE hash = ${row}.hash`
const OF_MEDIUM = (row: 'new' | 'old'): string => `VALUES ('media:' || ${row}.media_id)`

export const searchMedia = {
  version: 28,
  name: 'search-media',
  sql: `
CREATE TRIGGER search_media_new AFTER INSERT ON media ${mark(OF_NEW)}
CREATE TRIGGER search_media_words AFTER UPDATE OF name, caption, alt ON media ${mark(OF_NEW)}
CREATE TRIGGER search_media_gone AFTER DELETE ON media ${mark(`VALUES ('media:' || old.id)`)}
CREATE TRIGGER search_media_found AFTER INSERT ON media_findings ${mark(OF_CONTENT('new'))}
CREATE TRIGGER search_media_forgotten AFTER DELETE ON media_findings ${mark(OF_CONTENT('old'))}
CREATE TRIGGER search_media_corrected AFTER INSERT ON media_corrections ${mark(OF_MEDIUM('new'))}
CREATE TRIGGER search_media_corrected_again AFTER UPDATE ON media_corrections ${mark(OF_MEDIUM('new'))}
CREATE TRIGGER search_media_uncorrected AFTER DELETE ON media_corrections ${mark(OF_MEDIUM('old'))}
INSERT OR IGNORE INTO search_stale SELECT 'media:' || id FROM media;
`,
} as const
