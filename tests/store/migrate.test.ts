// Migrations: forward only, each in one transaction, with a copy of the older file kept.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { WHOLE_BOOK } from '../../engine/domain/dataset.ts'
import { createProjectFile } from '../../engine/store/create-project.ts'
import type { ProjectDatabase } from '../../engine/store/database.ts'
import { migrate } from '../../engine/store/migrate.ts'
import { first } from '../../engine/store/migrations/0001-first.ts'
import { MIGRATIONS, type Migration } from '../../engine/store/migrations/index.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { FACTS, readScene, tempFolder, textOf } from '../helpers/temp-project.ts'

const NEXT = MIGRATIONS.length + 1
const COPY = `old.before-${String(NEXT).padStart(4, '0')}`

const second: Migration = {
  version: NEXT,
  name: 'shelves',
  sql: `CREATE TABLE shelves (id TEXT PRIMARY KEY) STRICT; INSERT INTO shelves SELECT id FROM nodes;`,
}
const broken: Migration = {
  version: NEXT + 1,
  name: 'broken',
  sql: `DELETE FROM nodes; SELECT * FROM nowhere;`,
}
const dangling: Migration = { version: NEXT + 1, name: 'dangling', sql: `DELETE FROM nodes;` }

const oldProject = (): string => {
  const path = join(tempFolder(), 'old.arcwright')
  createProjectFile(path, FACTS, {
    migrations: MIGRATIONS,
    fill: (store) =>
      store.binder.create({ kind: 'scene', title: 'One', text: textOf(['Kept.']) }, { parentId: null }),
  })
  return path
}

const firstText = (path: string, migrations: readonly Migration[]): string[] => {
  const store = openProjectStore(path, { migrations })
  try {
    return readScene(store, store.binder.tree()[0].id)
  } finally {
    store.close()
  }
}

test('every migration has the next number and a name', () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1))
  expect(MIGRATIONS.every(({ name }) => /^[a-z][a-z-]*$/.test(name))).toBe(true)
})

test('an older file is brought forward once, and opens as it was from the copy kept', () => {
  const path = oldProject()
  const migrations = [...MIGRATIONS, second]
  expect(firstText(path, migrations)).toEqual(['Kept.'])
  expect(firstText(path, migrations)).toEqual(['Kept.'])
  expect(readdirSync(join(path, '..')).sort()).toEqual(['old.arcwright', `${COPY}.arcwright`])
  expect(() => firstText(path, MIGRATIONS)).toThrow(/newer version/)
  expect(firstText(join(path, '..', `${COPY}.arcwright`), MIGRATIONS)).toEqual(['Kept.'])
})

test.each([broken, dangling])(
  'a migration that fails ($name) leaves the file at the version before it',
  (bad) => {
    const path = oldProject()
    expect(() => openProjectStore(path, { migrations: [...MIGRATIONS, second, bad] })).toThrow()
    expect(firstText(path, [...MIGRATIONS, second])).toEqual(['Kept.'])
  },
)

test('a copy kept earlier is never overwritten', () => {
  const path = oldProject()
  const failing = [...MIGRATIONS, { ...broken, version: NEXT }]
  for (let attempt = 0; attempt < 2; attempt += 1)
    expect(() => openProjectStore(path, { migrations: failing })).toThrow()
  expect(readdirSync(join(path, '..')).sort()).toEqual([
    'old.arcwright',
    `${COPY}-2.arcwright`,
    `${COPY}.arcwright`,
  ])
})

test('runs of a file from before datasets learnt from the whole book', () => {
  const path = join(tempFolder(), 'first.arcwright')
  const db: ProjectDatabase = new Database(path)
  db.exec(first.sql)
  db.pragma('user_version = 1')
  db.exec(`INSERT INTO training_runs (id, name, model_id, preset, settings, seed, state, started_at)
    VALUES ('r1', 'Early', 'gru', 'tiny', '{}', 1, 'finished', 0)`)
  migrate(db, path, MIGRATIONS)
  const dataset = db.prepare<[], string>('SELECT dataset FROM training_runs').pluck().get()
  expect(JSON.parse(dataset!)).toEqual(WHOLE_BOOK)
  db.close()
})
