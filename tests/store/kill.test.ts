// What was acknowledged is there: a process that saves without pause is killed at random moments.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { Random } from '../../engine/nn/seed.ts'
import { createProjectFile } from '../../engine/store/create-project.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { FACTS, readScene, tempFolder, textOf } from '../helpers/temp-project.ts'
import { startSecondProcess } from './second-process.ts'

const ROUNDS = 20

test(
  `over ${ROUNDS} kills no acknowledged save is lost and the file stays whole`,
  { timeout: 120_000 },
  async () => {
    const path = join(tempFolder(), 'book.arcwright')
    createProjectFile(path, FACTS, {
      fill: ({ binder }) => {
        for (const title of ['One', 'Two', 'Three']) {
          binder.create({ kind: 'scene', title, text: textOf(['']) }, { parentId: null })
        }
      },
    })
    const random = new Random(20)
    let acknowledged = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const second = startSecondProcess('save', path)
      await second.line(0)
      await wait(random.next() * 150)
      second.child.kill('SIGKILL')
      await second.exited
      acknowledged += second.lines.length

      const last = new Map(
        second.lines.map((line) => [line.id as string, line as { rev: number; count: number }]),
      )
      const store = openProjectStore(path)
      for (const [id, { rev, count }] of last) {
        const stored = store.scenes.get(id)
        expect(stored.rev).toBeGreaterThanOrEqual(rev)
        if (stored.rev === rev) expect(readScene(store, id)[0]).toMatch(new RegExp(`^Save ${count} of`))
      }
      store.close()
      const db = new Database(path, { readonly: true })
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      db.close()
    }
    expect(acknowledged).toBeGreaterThan(ROUNDS)
  },
)
