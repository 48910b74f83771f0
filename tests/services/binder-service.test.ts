// binder.*: the tree as windows change it.
import { beforeEach, describe, expect, test } from 'vitest'
import { WHOLE_BOOK } from '../../engine/domain/dataset.ts'
import { readDataset } from '../../engine/services/dataset-documents.ts'
import { snapshotBook } from '../../engine/services/snapshot-book.ts'
import { blockText } from '../../engine/text/plain-text.ts'
import { textOf } from '../helpers/temp-project.ts'
import { changesDuring, newProject, startStudio, type Window } from './studio-client.ts'

let main: Window

beforeEach(async () => {
  const { folder, window } = startStudio()
  main = window()
  await newProject(main, folder)
})

const add = async (kind: 'part' | 'chapter' | 'scene', title: string, parentId: string | null = null) =>
  (await main.client.binder.create({ kind, title, parentId })).id

const write = async (sceneId: string, paragraphs: readonly string[], baseRev = 1) =>
  main.client.scene.save({ sceneId, baseRev, document: textOf(paragraphs).document })

/** The tree as lines: two spaces a level. */
const outline = async (): Promise<string[]> => {
  const tree = await main.client.binder.tree()
  const depth = (id: string | null): number =>
    id === null ? 0 : 1 + depth(tree.find((node) => node.id === id)!.parentId)
  return tree.map((node) => '  '.repeat(depth(node.parentId)) + node.title)
}

describe('the tree', () => {
  test('is in reading order, with the words below summed up', async () => {
    const part = await add('part', 'I')
    const chapter = await add('chapter', '1', part)
    const a = await add('scene', 'a', chapter)
    const b = await add('scene', 'b', chapter)
    await add('scene', 'z')
    await write(a, ['one two three'])
    await write(b, ['four five'])
    expect(await outline()).toEqual(['I', '  1', '    a', '    b', 'z'])
    expect((await main.client.binder.tree()).map(({ words }) => words)).toEqual([5, 5, 3, 2, 0])
    expect((await main.client.binder.rename({ id: chapter, title: 'One' })).words).toBe(5)
  })

  test('takes new nodes first, last, or after a neighbour', async () => {
    const one = await add('chapter', 'one')
    await add('chapter', 'two')
    await main.client.binder.create({ kind: 'chapter', title: 'first', parentId: null, afterId: null })
    const made = await main.client.binder.create({
      kind: 'chapter',
      title: 'between',
      parentId: null,
      afterId: one,
    })
    expect(made.position).toBe(2)
    expect(await outline()).toEqual(['first', 'one', 'between', 'two'])
  })

  test('refuses kinds where they may not stand, and neighbours that are not there', async () => {
    const chapter = await add('chapter', 'one')
    const scene = await add('scene', 'a', chapter)
    const refused = { code: 'BAD_INPUT' }
    await expect(
      main.client.binder.create({ kind: 'part', title: '', parentId: chapter }),
    ).rejects.toMatchObject(refused)
    await expect(
      main.client.binder.create({ kind: 'scene', title: '', parentId: scene }),
    ).rejects.toMatchObject(refused)
    await expect(
      main.client.binder.create({ kind: 'scene', title: '', parentId: null, afterId: scene }),
    ).rejects.toMatchObject(refused)
    await expect(
      main.client.binder.create({ kind: 'scene', title: '', parentId: 'gone' }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await outline()).toEqual(['one', '  a'])
  })
})

describe('moving', () => {
  test('keeps the given order, closes the gaps, and can be taken back', async () => {
    const one = await add('chapter', 'one')
    const two = await add('chapter', 'two')
    const [a, b] = [await add('scene', 'a', one), await add('scene', 'b', one)]
    await add('scene', 'c', one)
    const d = await add('scene', 'd', two)
    await main.client.binder.move({ ids: [b, a], parentId: two, afterId: d })
    expect(await outline()).toEqual(['one', '  c', 'two', '  d', '  b', '  a'])
    const positions = (await main.client.binder.tree()).map(({ position }) => position)
    expect(positions).toEqual([0, 0, 1, 0, 1, 2])
    await main.client.project.undo()
    expect(await outline()).toEqual(['one', '  a', '  b', '  c', 'two', '  d'])
  })

  test('after a neighbour that moves along goes where that one stood', async () => {
    const ids = await Promise.all(['a', 'b', 'c', 'd'].map((title) => add('scene', title)))
    await main.client.binder.move({ ids: [ids[3], ids[1]], parentId: null, afterId: ids[1] })
    expect(await outline()).toEqual(['a', 'd', 'b', 'c'])
  })

  test('takes what stands below another of the nodes along with it', async () => {
    const part = await add('part', 'I')
    const chapter = await add('chapter', 'one')
    const scene = await add('scene', 'a', chapter)
    await main.client.binder.move({ ids: [chapter, scene], parentId: part })
    expect(await outline()).toEqual(['I', '  one', '    a'])
  })

  test('into itself or where the kind may not stand is refused, and nothing moves', async () => {
    const part = await add('part', 'I')
    const chapter = await add('chapter', 'one', part)
    for (const place of [
      { ids: [part], parentId: part },
      { ids: [part], parentId: chapter },
    ]) {
      await expect(main.client.binder.move(place)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    }
    expect(await outline()).toEqual(['I', '  one'])
  })
})

describe('deleting', () => {
  test('puts all below into the trash and closes the gap; undo brings it back with its curve', async () => {
    const { store } = main.session.project!
    const one = await add('chapter', 'one')
    const scene = await add('scene', 'a', one)
    await add('chapter', 'two')
    await write(scene, ['Words that must come back.'])
    store.targets.set({ scopeId: one, measure: 'valence', points: [{ x: 0, y: -0.123456789012345 }] })
    const before = [await outline(), store.targets.list()]
    await main.client.binder.remove({ ids: [one, scene] })
    expect([await outline(), store.targets.list()]).toEqual([['two'], []])
    expect((await main.client.project.info()).words).toBe(0)
    expect((await main.client.binder.tree())[0].position).toBe(0)
    expect(await main.client.binder.trash()).toMatchObject([
      { id: one, words: 5, documents: 1, parentId: null, opening: 'Words that must come back.' },
    ])
    await main.client.project.undo()
    expect([await outline(), store.targets.list()]).toEqual(before)
    expect(await main.client.binder.trash()).toEqual([])
    expect((await main.client.scene.get({ sceneId: scene })).words).toBe(5)
  })

  test('what is restored stands where it stood, or in the nearest place that is left', async () => {
    const part = await add('part', 'I')
    const one = await add('chapter', 'one', part)
    const ids = await Promise.all(['a', 'b', 'c'].map((title) => add('scene', title, one)))
    await main.client.binder.remove({ ids: [ids[1]] })
    await main.client.binder.restore({ ids: [ids[1]] })
    expect(await outline()).toEqual(['I', '  one', '    a', '    b', '    c'])
    await main.client.binder.remove({ ids: [ids[1]] })
    await main.client.binder.remove({ ids: [one] })
    expect((await main.client.binder.trash()).find(({ id }) => id === ids[1])?.parentId).toBe(part)
    await main.client.binder.restore({ ids: [ids[1]] })
    expect(await outline()).toEqual(['I', '  b'])
    await main.client.project.undo()
    await main.client.binder.discard({ ids: [one] })
    await main.client.binder.restore({ ids: [ids[1]] })
    expect(await outline()).toEqual(['I', '  b'])
  })

  test('the trash is emptied for good, and even that is taken back by one undo', async () => {
    const scene = await add('scene', 'a')
    await write(scene, ['kept words'])
    await main.client.binder.remove({ ids: [scene] })
    await main.client.binder.discard({})
    expect(await main.client.binder.trash()).toEqual([])
    await expect(main.client.scene.get({ sceneId: scene })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await main.client.project.undo()).toEqual({ label: 'binder.discard' })
    expect(await main.client.project.undo()).toEqual({ label: 'binder.remove' })
    expect((await main.client.scene.get({ sceneId: scene })).words).toBe(2)
  })

  test('what is not there, or not in the trash, is refused', async () => {
    const refused = { code: 'NOT_FOUND' }
    const scene = await add('scene', 'a')
    await expect(main.client.binder.remove({ ids: ['gone'] })).rejects.toMatchObject(refused)
    await expect(main.client.binder.restore({ ids: [scene] })).rejects.toMatchObject(refused)
    await expect(main.client.binder.discard({ ids: [scene] })).rejects.toMatchObject(refused)
    await main.client.binder.remove({ ids: [scene] })
    await expect(main.client.binder.rename({ id: scene, title: 'x' })).rejects.toMatchObject(refused)
  })
})

describe('notes and research', () => {
  test('stand in the tree beside the book: in no sum, no export, no corpus', async () => {
    const chapter = await add('chapter', 'one')
    const scene = await add('scene', 'a', chapter)
    await main.client.binder.create({ kind: 'note', title: 'n', parentId: chapter })
    const folder = await main.client.binder.create({ kind: 'folder', title: 'Research', parentId: null })
    const note = await main.client.binder.create({ kind: 'note', title: 'tides', parentId: folder.id })
    await write(scene, ['one two'])
    await write(note.id, ['a b c'])
    expect((await main.client.binder.tree()).map(({ title, words }) => [title, words])).toEqual([
      ['one', 2],
      ['a', 2],
      ['n', 0],
      ['Research', 0],
      ['tides', 3],
    ])
    expect(await main.client.project.info()).toMatchObject({ words: 2, scenes: 1 })
    const nodes = snapshotBook(main.session.project!.store).nodes
    expect(nodes.map(({ title, children }) => [title, children.length])).toEqual([['one', 1]])
    const { documents } = await readDataset(main.session.project!, WHOLE_BOOK, {
      signal: new AbortController().signal,
      progress: () => undefined,
    })
    expect(documents.map(({ id }) => id)).toEqual([scene])
    await expect(
      main.client.binder.create({ kind: 'scene', title: '', parentId: folder.id }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  test('a note becomes a scene where it may stand, a scene a note where it is', async () => {
    const folder = await main.client.binder.create({ kind: 'folder', title: 'Research', parentId: null })
    const note = await main.client.binder.create({ kind: 'note', title: 'tides', parentId: folder.id })
    await write(note.id, ['a b c'])
    await main.client.binder.convert({ ids: [note.id], kind: 'scene' })
    expect(await outline()).toEqual(['Research', 'tides'])
    expect((await main.client.project.info()).words).toBe(3)
    await main.client.project.undo()
    expect(await outline()).toEqual(['Research', '  tides'])
    await expect(main.client.binder.convert({ ids: [folder.id], kind: 'scene' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })
})

test('status, label, point of view and synopsis of many are one step, and change no count', async () => {
  const ids = await Promise.all(['a', 'b'].map((title) => add('scene', title)))
  await write(ids[0], ['one two'])
  const facts = { status: 'draft', label: 'blue', pov: 'Ada', synopsis: 'She waits.' } as const
  await main.client.binder.describe({ ids, ...facts })
  await main.client.binder.describe({ ids: [ids[0]], status: 'done' })
  await main.client.binder.nameLabel({ color: 'blue', name: 'Subplot' })
  expect(await main.client.binder.tree()).toMatchObject([{ ...facts, status: 'done', words: 2 }, facts])
  expect(await main.client.binder.labels()).toEqual([{ color: 'blue', name: 'Subplot' }])
  for (const label of ['binder.nameLabel', 'binder.describe', 'binder.describe'])
    expect(await main.client.project.undo()).toEqual({ label })
  expect((await main.client.binder.tree()).every(({ status, pov }) => status === 'none' && pov === '')).toBe(
    true,
  )
  expect(await main.client.binder.labels()).toEqual([])
})

describe('joining and copying', () => {
  test('scenes become one with all their words; undo parts them again', async () => {
    const ids = await Promise.all(['a', 'b', 'c'].map((title) => add('scene', title)))
    for (const [index, id] of ids.entries()) await write(id, [`text ${index}`, 'same'])
    const before = await outline()
    const joined = await main.client.binder.merge({ ids: [ids[2], ids[0]] })
    expect(joined).toMatchObject({ id: ids[0], title: 'a', words: 6 })
    expect(await outline()).toEqual(['a', 'b'])
    const { document } = await main.client.scene.get({ sceneId: ids[0] })
    expect(document.content.map(blockText)).toEqual(['text 0', 'same', 'text 2', 'same'])
    expect((await main.client.project.info()).words).toBe(9)
    await main.client.project.undo()
    expect(await outline()).toEqual(before)
    expect((await main.client.scene.get({ sceneId: ids[2] })).words).toBe(3)
  })

  test('chapters give what they hold to the first; different kinds are refused', async () => {
    const one = await add('chapter', 'one')
    const two = await add('chapter', 'two')
    const a = await add('scene', 'a', one)
    await add('scene', 'b', two)
    await main.client.binder.merge({ ids: [one, two] })
    expect(await outline()).toEqual(['one', '  a', '  b'])
    const refused = { code: 'BAD_INPUT' }
    await expect(main.client.binder.merge({ ids: [one, a] })).rejects.toMatchObject(refused)
    await expect(main.client.binder.merge({ ids: [a, a] })).rejects.toMatchObject(refused)
  })

  test('a copy stands after its original with all below and its own paragraphs', async () => {
    const one = await add('chapter', 'one')
    const a = await add('scene', 'a', one)
    await add('chapter', 'two')
    await write(a, ['one two'])
    await main.client.binder.describe({ ids: [a], pov: 'Ada' })
    const { ids } = await main.client.binder.duplicate({ ids: [one, a], suffix: ' (copy)' })
    expect(await outline()).toEqual(['one', '  a', 'one (copy)', '  a', 'two'])
    const copy = (await main.client.binder.tree()).find(({ parentId }) => parentId === ids[0])!
    expect(copy).toMatchObject({ words: 2, pov: 'Ada' })
    const text = await main.client.scene.get({ sceneId: copy.id })
    expect(text.document.content[0]).not.toMatchObject({ attrs: { id: 'p0' } })
    await main.client.project.undo()
    expect(await outline()).toEqual(['one', '  a', 'two'])
  })
})

describe('splitting a scene', () => {
  test('leaves the words before the paragraph and moves the rest into a scene right after it', async () => {
    const chapter = await add('chapter', 'one')
    const scene = await add('scene', 'a', chapter)
    await add('scene', 'b', chapter)
    await write(scene, ['one', 'two three', 'four'])
    const changes = await changesDuring(main, async () => {
      const made = await main.client.binder.splitScene({ sceneId: scene, blockId: 'p1', title: 'rest' })
      expect(made).toMatchObject({ title: 'rest', parentId: chapter, position: 1, words: 3 })
      expect((await main.client.scene.get({ sceneId: made.id })).document).toEqual({
        type: 'doc',
        content: textOf(['one', 'two three', 'four']).document.content.slice(1),
      })
    })
    expect(changes).toContainEqual({ kind: 'scene', sceneId: scene, rev: 3, origin: '' })
    expect(await outline()).toEqual(['one', '  a', '  rest', '  b'])
    expect((await main.client.scene.get({ sceneId: scene })).words).toBe(1)
  })

  test('within a paragraph cuts there', async () => {
    const scene = await add('scene', 'a')
    await write(scene, ['one two', 'three'])
    const made = await main.client.binder.splitScene({ sceneId: scene, blockId: 'p0', offset: 3, title: '' })
    expect(made).toMatchObject({ words: 2, opening: 'two', kind: 'scene' })
    expect((await main.client.project.info()).words).toBe(3)
    await main.client.project.undo()
    expect((await main.client.scene.get({ sceneId: scene })).document.content.map(blockText)).toEqual([
      'one two',
      'three',
    ])
  })

  test('inside a list or quote cuts before the whole of it', async () => {
    const scene = await add('scene', 'a')
    const { content } = textOf(['before', 'quoted']).document
    const quote = { type: 'blockquote' as const, attrs: { id: 'q' }, content: [content[1] as never] }
    await main.client.scene.save({
      sceneId: scene,
      baseRev: 1,
      document: { type: 'doc', content: [content[0], quote] },
    })
    const made = await main.client.binder.splitScene({ sceneId: scene, blockId: 'p1', title: '' })
    expect((await main.client.scene.get({ sceneId: made.id })).document.content).toEqual([quote])
  })

  test('at its first paragraph leaves one empty paragraph, at an unknown one nothing happens', async () => {
    const scene = await add('scene', 'a')
    await write(scene, ['one'])
    const unknown = main.client.binder.splitScene({ sceneId: scene, blockId: 'gone', title: '' })
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await main.client.binder.splitScene({ sceneId: scene, blockId: 'p0', title: '' })
    expect((await main.client.scene.get({ sceneId: scene })).document.content).toMatchObject([
      { type: 'paragraph' },
    ])
    expect((await main.client.project.info()).words).toBe(1)
  })
})
