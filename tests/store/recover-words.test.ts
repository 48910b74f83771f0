// Recovery of words that the scene's own row has lost: history and the search index know them too, and the list says which.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EngineError } from '../../engine/domain/errors.ts'
import { checkProject } from '../../engine/store/check-project.ts'
import { createProjectFile } from '../../engine/store/create-project.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import type { ProjectStore } from '../../engine/store/project-store.ts'
import { recoverProject } from '../../engine/store/recover-project.ts'
import { refreshIndex } from '../../engine/services/search-index.ts'
import { FACTS, readScene, tempFolder, textOf } from '../helpers/temp-project.ts'

const PAGE = 4096
const SCENES = 8
/** Three pages and more each. */
const LENGTH = 220

const lines = (scene: number, from = 0, count = LENGTH): string[] =>
  Array.from(
    { length: count },
    (_, n) => `Scene ${scene}, paragraph ${from + n}, with words enough. 灯还亮着。`,
  )

interface Book {
  readonly folder: string
  readonly path: string
}

/** Chapters with scenes in them, and what was done with them afterwards. */
const bookAfter = async (work: (store: ProjectStore, ids: readonly string[]) => unknown): Promise<Book> => {
  const folder = tempFolder()
  const path = join(folder, 'book.arcwright')
  const ids: string[] = []
  createProjectFile(path, FACTS, {
    fill: ({ binder }) => {
      for (let at = 0; at < SCENES; at += 4) {
        const chapter = binder.create({ kind: 'chapter', title: `Chapter ${at / 4}` }, { parentId: null })
        for (let scene = at; scene < at + 4; scene += 1)
          ids.push(
            binder.create(
              { kind: 'scene', title: `Scene ${scene}`, text: textOf(lines(scene), `s${scene}`) },
              { parentId: chapter.id },
            ).id,
          )
      }
    },
  })
  const store = openProjectStore(path, { now: () => Date.UTC(2026, 4, 1) })
  await work(store, ids)
  store.close()
  return { folder, path }
}

const snapshot = (store: ProjectStore) => store.snapshots.take({ scopeId: null, kind: 'schedule' })

const rewrite = (store: ProjectStore, id: string, paragraphs: readonly string[]): void => {
  const { document, words } = textOf(paragraphs, 'new')
  store.scenes.save(id, store.scenes.get(id).rev, document, words)
}

/** Zeros in place of the page that holds these bytes. */
const losePage = ({ path }: Book, bytes: string): void => {
  const file = readFileSync(path)
  const at = file.indexOf(bytes)
  expect(at).toBeGreaterThan(0)
  const from = at - (at % PAGE)
  writeFileSync(path, file.fill(0, from, from + PAGE))
}

/** As the scene's own row has it, not the index. */
const inDocument = (text: string): string => `"text":"${text}`

const recover = ({ folder, path }: Book) => {
  const to = join(folder, 'new.arcwright')
  const { items } = recoverProject(path, to, join(folder, 'copies'), 1)
  expect(checkProject(to, join(folder, 'copies')).problems).toEqual([])
  const store = openProjectStore(to)
  const tree = store.binder.tree()
  const texts = new Map(
    tree.filter(({ kind }) => kind === 'scene').map(({ id, title }) => [title, readScene(store, id)]),
  )
  store.close()
  return { items, tree, texts }
}

const AT = Date.UTC(2026, 4, 1)

describe('what a scene has lost', () => {
  test('comes from its newest version, and the list says of when that is', async () => {
    const book = await bookAfter(snapshot)
    losePage(book, inDocument('Scene 3, paragraph 0,'))
    const { items, texts } = recover(book)
    const hurt = items.filter(({ from }) => from !== null)
    expect(hurt.map(({ title }) => title)).toContain('Scene 3')
    for (const { from } of hurt) expect(from).toEqual({ source: 'version', at: AT })
    for (let scene = 0; scene < SCENES; scene += 1) expect(texts.get(`Scene ${scene}`)).toEqual(lines(scene))
    expect(items.filter(({ state }) => state === 'lost')).toEqual([])
  })

  test('is whole again where the version is of the text as it was', async () => {
    const book = await bookAfter(snapshot)
    losePage(book, inDocument('Scene 3, paragraph 150,'))
    const { items, texts } = recover(book)
    expect(items.find(({ title }) => title === 'Scene 3')).toMatchObject({
      state: 'whole',
      from: { source: 'version', at: AT },
    })
    expect(texts.get('Scene 3')).toEqual(lines(3))
  })

  test('comes from the search index where that has more than the version', async () => {
    const longer = [...lines(5), 'Written after the snapshot.']
    const book = await bookAfter(async (store, ids) => {
      snapshot(store)
      rewrite(store, ids[5], longer)
      await refreshIndex(store)
    })
    losePage(book, '"id":"newp150"')
    const { items, texts } = recover(book)
    expect(items.find(({ title }) => title === 'Scene 5')).toMatchObject({
      state: 'partly',
      from: { source: 'index' },
    })
    expect(texts.get('Scene 5')).toEqual(longer)
  })

  test('keeps what was written after the version before the place of the damage', async () => {
    const newer = ['A new beginning.', ...lines(5)]
    const book = await bookAfter((store, ids) => {
      snapshot(store)
      rewrite(store, ids[5], newer)
    })
    losePage(book, '"id":"newp151"')
    const { items, texts } = recover(book)
    expect(items.find(({ title }) => title === 'Scene 5')).toMatchObject({
      state: 'partly',
      from: { source: 'version', at: AT },
    })
    expect(texts.get('Scene 5')).toEqual(newer)
  })

  test('leaves the beginning where nothing else knows the text', async () => {
    const book = await bookAfter(() => undefined)
    losePage(book, inDocument('Scene 5, paragraph 110,'))
    const { items, texts } = recover(book)
    expect(items.find(({ title }) => title === 'Scene 5')).toMatchObject({ state: 'partly', from: null })
    const kept = texts.get('Scene 5') ?? []
    expect(kept.length).toBeGreaterThan(20)
    expect(kept.slice(0, -1)).toEqual(lines(5).slice(0, kept.length - 1))
    expect(items.filter(({ state }) => state !== 'whole')).toHaveLength(1)
  })
})

test('the binder comes back from the newest snapshot where its own rows are gone', async () => {
  const book = await bookAfter(snapshot)
  const before = recover(book).tree
  const whole = await bookAfter(snapshot)
  losePage(whole, 'Chapter 1')
  const { tree, texts } = recover(whole)
  const plain = (nodes: typeof tree) =>
    nodes.map(({ kind, title, parentId }) => [
      kind,
      title,
      nodes.find(({ id }) => id === parentId)?.title ?? '',
    ])
  expect(plain(tree)).toEqual(plain(before))
  for (let scene = 0; scene < SCENES; scene += 1) expect(texts.get(`Scene ${scene}`)).toEqual(lines(scene))
})

test('random lost pages of a searched book with a snapshot never crash it, and what comes out is whole', async () => {
  const book = await bookAfter(async (store) => {
    snapshot(store)
    await refreshIndex(store)
  })
  const good = readFileSync(book.path)
  const pages = good.length / PAGE
  let run = 0
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: pages - 1 }), { minLength: 1, maxLength: 8 }),
      (lost) => {
        const bytes = Buffer.from(good)
        for (const page of lost) bytes.fill(0, page * PAGE, (page + 1) * PAGE)
        const path = join(book.folder, `broken-${(run += 1)}.arcwright`)
        writeFileSync(path, bytes)
        const to = join(book.folder, `new-${run}.arcwright`)
        try {
          recoverProject(path, to, join(book.folder, 'copies'), 1)
          expect(checkProject(to, join(book.folder, 'copies')).problems).toEqual([])
        } catch (error) {
          if (!(error instanceof EngineError && error.code === 'NOT_A_PROJECT')) throw error
        }
      },
    ),
    { numRuns: 25, endOnFailure: true },
  )
}, 240_000)
