// Opening and creating project files: each way it can fail says so by its code and changes nothing.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { EngineError, type ErrorCode } from '../../engine/domain/errors.ts'
import { createProjectFile } from '../../engine/store/create-project.ts'
import { MIGRATIONS } from '../../engine/store/migrations/index.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { FACTS, readScene, tempFolder, tempProject, textOf } from '../helpers/temp-project.ts'

const codeOf = (run: () => unknown): ErrorCode | 'no error' => {
  try {
    run()
    return 'no error'
  } catch (error) {
    if (error instanceof EngineError) return error.code
    throw error
  }
}

const closedProject = (paragraphs: readonly string[] = ['Some words.']): string => {
  const path = join(tempFolder(), 'book.arcwright')
  createProjectFile(path, FACTS, {
    fill: (store) =>
      store.binder.create({ kind: 'scene', title: 'One', text: textOf(paragraphs) }, { parentId: null }),
  })
  return path
}

describe('a project file', () => {
  test('opens with what it was created with', () => {
    const path = closedProject(['First.', 'Second.'])
    const store = openProjectStore(path)
    onTestFinished(() => store.close())
    expect(store.project.get()).toMatchObject({
      title: 'The Lamp',
      author: 'A. Writer',
      language: 'en',
      sample: false,
    })
    expect(readScene(store, store.binder.tree()[0].id)).toEqual(['First.', 'Second.'])
  })

  test('says by its header what it is, before and after it was worked on', () => {
    const path = closedProject()
    openProjectStore(path).close()
    const header = readFileSync(path)
    expect(header.toString('latin1', 68, 72)).toBe('ARCW')
    expect(header.readUInt32BE(60)).toBe(MIGRATIONS.length)
    expect(readdirSync(join(path, '..'))).toEqual(['book.arcwright'])
  })

  test('is written ahead in a log, and a note beside it says who has it', () => {
    const { path, store } = tempProject()
    store.binder.create({ kind: 'scene', title: '', text: textOf(['a']) }, { parentId: null })
    expect(readdirSync(join(path, '..')).sort()).toEqual([
      'book.arcwright',
      'book.arcwright-wal',
      'book.arcwright.lock',
    ])
  })
})

describe('creating', () => {
  test('refuses to overwrite, and leaves the other file as it was', () => {
    const path = join(tempFolder(), 'notes.txt')
    writeFileSync(path, 'mine')
    expect(codeOf(() => createProjectFile(path, FACTS))).toBe('PROJECT_EXISTS')
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })

  test('leaves nothing behind when its first rows cannot be written', () => {
    const folder = tempFolder()
    const fill = (): void => {
      throw new Error('no')
    }
    expect(() => createProjectFile(join(folder, 'a.arcwright'), FACTS, { fill })).toThrow('no')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a file that is no usable project', () => {
  test('is not found where nothing is', () => {
    expect(codeOf(() => openProjectStore(join(tempFolder(), 'gone.arcwright')))).toBe('FILE_NOT_FOUND')
  })

  test('is not a project when it is text, empty, a folder or another SQLite file', () => {
    const folder = tempFolder()
    const at = (name: string): string => join(folder, name)
    writeFileSync(at('text.arcwright'), 'Call me Ishmael. '.repeat(100))
    writeFileSync(at('empty.arcwright'), '')
    mkdirSync(at('folder.arcwright'))
    new Database(at('other.arcwright')).exec('CREATE TABLE t (x)').close()
    const before = readFileSync(at('other.arcwright'))
    for (const name of ['text', 'empty', 'folder', 'other']) {
      expect(codeOf(() => openProjectStore(at(`${name}.arcwright`)))).toBe('NOT_A_PROJECT')
    }
    expect(readFileSync(at('other.arcwright'))).toEqual(before)
    expect(readdirSync(folder)).toHaveLength(4)
  })

  test('is too new when a later version wrote it, and is not changed', () => {
    const path = closedProject()
    const later = new Database(path)
    later.pragma('user_version = 99')
    later.close()
    const before = readFileSync(path)
    expect(codeOf(() => openProjectStore(path))).toBe('FILE_TOO_NEW')
    expect(readFileSync(path)).toEqual(before)
  })

  test('is damaged when its end is missing, and is not changed', () => {
    const path = closedProject(
      Array.from({ length: 400 }, (_, n) => `Paragraph ${n} with words enough to fill a page.`),
    )
    truncateSync(path, 4096 * 8)
    const before = readFileSync(path)
    expect(codeOf(() => openProjectStore(path))).toBe('PROJECT_DAMAGED')
    expect(readFileSync(path)).toEqual(before)
  })

  test.each([2, 3, 4, 5])('is damaged when page %i, of the title page or the binder, is noise', (page) => {
    const path = closedProject()
    const bytes = readFileSync(path)
    bytes.fill(0xa5, 4096 * (page - 1), 4096 * page)
    writeFileSync(path, bytes)
    expect(codeOf(() => openProjectStore(path))).toBe('PROJECT_DAMAGED')
    expect(readFileSync(path)).toEqual(bytes)
  })

  test('whose damage is in one scene opens, and says so where that scene is read', () => {
    const path = closedProject(
      Array.from({ length: 400 }, (_, n) => `Paragraph ${n} with words enough to fill a page.`),
    )
    const bytes = readFileSync(path)
    const inText = bytes.indexOf('Paragraph 200')
    bytes.fill(0, inText - (inText % 4096) + 4, inText - (inText % 4096) + 4096)
    writeFileSync(path, bytes)
    const store = openProjectStore(path)
    onTestFinished(() => store.close())
    const [scene] = store.binder.tree()
    expect(codeOf(() => store.scenes.get(scene.id))).toBe('PROJECT_DAMAGED')
  })

  test('opens in spite of bytes after its end, which some copying tools add', () => {
    const path = closedProject()
    appendFileSync(path, Buffer.alloc(4096))
    expect(codeOf(() => openProjectStore(path).close())).toBe('no error')
  })
})
