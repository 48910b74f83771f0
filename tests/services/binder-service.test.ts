// binder.*: the tree as windows change it.
import { beforeEach, describe, expect, test } from 'vitest'
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

describe('removing', () => {
  test('takes all below along and closes the gap; undo brings text, pins and curves back', async () => {
    const { store } = main.session.project!
    const one = await add('chapter', 'one')
    const scene = await add('scene', 'a', one)
    await add('chapter', 'two')
    await write(scene, ['Words that must come back.'])
    store.targets.set({ scopeId: one, measure: 'valence', points: [{ x: 0, y: -0.123456789012345 }] })
    const before = [await outline(), store.targets.list()]
    await main.client.binder.remove({ ids: [one, scene] })
    expect([await outline(), store.targets.list()]).toEqual([['two'], []])
    expect((await main.client.binder.tree())[0].position).toBe(0)
    await main.client.project.undo()
    expect([await outline(), store.targets.list()]).toEqual(before)
    expect((await main.client.scene.get({ sceneId: scene })).words).toBe(5)
  })

  test('what is not there is refused', async () => {
    await expect(main.client.binder.remove({ ids: ['gone'] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
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
