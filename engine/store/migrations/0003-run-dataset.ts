// Runs remember what they learnt from; those before learnt from the whole manuscript as it stood.

export const runDataset = {
  version: 3,
  name: 'run-dataset',
  sql: `
ALTER TABLE training_runs ADD COLUMN dataset TEXT NOT NULL DEFAULT '{"nodeIds":null,"paths":[],"cleaning":[]}';
`,
} as const
