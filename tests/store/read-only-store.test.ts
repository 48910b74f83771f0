// Reading a project that somebody else writes: what was saved is seen, nothing is changed, the writer is not disturbed.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createProjectFile } from '../../engine/store/create-project.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { openReadOnlyStore } from '../../engine/store/read-only-store.ts'
import { FACTS, readScene, tempFolder, textOf } from '../helpers/temp-project.ts'
import { refreshIndex } from '../../engine/services/search-index.ts'
import { startSecondProcess } from './second-process.ts'

const newBook = (): { folder: string; path: string; copies: string } => {
  const folder = tempFolder()
  const path = join(folder, 'book.arcwright')
  createProjectFile(path, FACTS, {
    fill: ({ binder }) => {
      for (const title of ['One', 'Two', 'Three'])
        binder.create({ kind: 'scene', title, text: textOf(['Begun.']) }, { parentId: null })
    },
  })
  return { folder, path, copies: join(folder, 'copies') }
}

test('a file that another process holds can be read; every change of it is refused', async () => {
  const { path, copies } = newBook()
  const writer = startSecondProcess('hold', path)
  await writer.line(0)
  const store = openReadOnlyStore(path, copies)
  onTestFinished(() => store.close())
  const [scene] = store.binder.tree()
  expect(readScene(store, scene.id)).toEqual(['Begun.'])
  const { document } = textOf(['Changed.'])
  expect(() => store.scenes.save(scene.id, 1, document, 1)).toThrow('arcwright-read-only')
  expect(() => store.binder.rename(scene.id, 'Other')).toThrow('arcwright-read-only')
  expect(() => store.journal.record('x', () => store.binder.remove([scene.id]))).toThrow(
    'arcwright-read-only',
  )
  expect(readScene(store, scene.id)).toEqual(['Begun.'])
  store.findings.write({ analyzer: 'a', version: '1' }, [['hash', '{}']])
  expect(store.findings.count('a')).toBe(1)
  await refreshIndex(store)
  expect(store.search.matching('"begun"')).toHaveLength(3)
})

test('the copy is private, leaves no note, and goes when it is closed', () => {
  const { folder, path, copies } = newBook()
  const before = readFileSync(path)
  const store = openReadOnlyStore(path, copies)
  expect(existsSync(`${path}.lock`)).toBe(false)
  store.close()
  expect(readdirSync(copies)).toEqual([])
  expect(readFileSync(path)).toEqual(before)
  expect(readdirSync(folder).sort()).toEqual(['book.arcwright', 'copies'])
})

test('what a killed writer had acknowledged is seen, though it lies in the log only', async () => {
  const { path, copies } = newBook()
  const writer = startSecondProcess('save', path)
  await writer.line(6)
  writer.child.kill('SIGKILL')
  await writer.exited
  const last = writer.lines.at(-1) as { id: string; rev: number }
  const store = openReadOnlyStore(path, copies)
  expect(store.scenes.get(last.id).rev).toBeGreaterThanOrEqual(last.rev)
  store.close()
  // The writer's own file was left for its next opening.
  openProjectStore(path).close()
})

test(
  'a file that is being written without pause is read whole, again and again',
  { timeout: 60_000 },
  async () => {
    const { path, copies } = newBook()
    const writer = startSecondProcess('save', path)
    await writer.line(0)
    let seen = 0
    for (let round = 0; round < 25; round += 1) {
      const acknowledged = writer.lines.at(-1) as { id: string; rev: number }
      const store = openReadOnlyStore(path, copies)
      const { rev } = store.scenes.get(acknowledged.id)
      expect(rev).toBeGreaterThanOrEqual(acknowledged.rev)
      for (const { id } of store.binder.tree())
        expect(readScene(store, id)[0]).toMatch(/^(Begun\.|Save \d+ of this process\. (word )*)$/)
      seen = Math.max(seen, rev)
      store.close()
    }
    expect(seen).toBeGreaterThan(1)
    expect(writer.child.exitCode).toBe(null)
  },
)
