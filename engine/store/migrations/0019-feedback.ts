// What the writer said of what was offered, and what was learnt from it. The file that projects share has the same tables.

export const feedback = {
  version: 19,
  name: 'feedback',
  sql: `
-- body: JSON (domain/feedback.ts). project_id: whose it is, where several share a file.
CREATE TABLE feedback (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (about, project_id)
) STRICT;
CREATE INDEX feedback_at ON feedback (at);
-- report: JSON or null (domain/learning.ts).
CREATE TABLE learnt (
  id TEXT PRIMARY KEY,
  learner TEXT NOT NULL,
  at INTEGER NOT NULL,
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL,
  parent_id TEXT,
  verdict TEXT NOT NULL,
  report TEXT,
  active INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX learnt_active ON learnt (learner) WHERE active = 1;
CREATE TABLE learning (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`,
} as const
