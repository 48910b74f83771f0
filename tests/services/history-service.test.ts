// history.*: snapshots, the way back, drafts, and what they leave alone.
import { beforeEach, describe, expect, test } from 'vitest'
import { textOf } from '../helpers/temp-project.ts'
import { newProject, startStudio, type Window } from './studio-client.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let main: Window
let clock = 0

beforeEach(async () => {
  clock = 20_000 * DAY
  const { folder, window } = startStudio(() => clock)
  main = window()
  await newProject(main, folder)
})

const store = () => main.session.project!.store
const history = () => main.client.history

const add = async (title: string, paragraphs: readonly string[], parentId: string | null = null) => {
  const { id } = await main.client.binder.create({ kind: 'scene', title, parentId })
  await write(id, paragraphs)
  return id
}

const write = async (sceneId: string, paragraphs: readonly string[]) => {
  const { rev } = await main.client.scene.get({ sceneId })
  await main.client.scene.save({
    sceneId,
    baseRev: rev,
    document: textOf(paragraphs, title(sceneId)).document,
    written: {
      words: { typed: 1, removed: 0, pasted: 0, generated: 0 },
      characters: { typed: 0, removed: 0, pasted: 0, generated: 0 },
    },
  })
}
const title = (sceneId: string): string => sceneId.slice(0, 4)

const textIn = async (sceneId: string): Promise<string> =>
  (await main.client.scene.get({ sceneId })).document.content
    .map((block) =>
      block.type === 'paragraph'
        ? (block.content ?? []).map((inline) => (inline.type === 'text' ? inline.text : '')).join('')
        : block.type,
    )
    .join('|')

const titles = async (): Promise<string[]> => (await main.client.binder.tree()).map((node) => node.title)

const take = (name = 'First') => history().take({ name })

/** What goals count today. */
const counted = async () => (await main.client.goals.overview()).day

describe('snapshots', () => {
  test('hold the binder as it was, newest first, and share what did not change', async () => {
    const [a, b] = [await add('A', ['one']), await add('B', ['two'])]
    const first = await take()
    await write(a, ['one more'])
    await main.client.binder.rename({ id: b, title: 'Bee' })
    const second = await take('Second')
    const { snapshots } = await history().list()
    expect(snapshots.map(({ name, words, scenes }) => [name, words, scenes])).toEqual([
      ['Second', 3, 2],
      ['First', 2, 2],
    ])
    const nodesOf = async (version: string) =>
      (await history().nodes({ version })).map((node) => [node.title, node.words])
    expect(await nodesOf(first.id)).toEqual([
      ['A', 1],
      ['B', 1],
    ])
    expect(await nodesOf(second.id)).toEqual([
      ['A', 2],
      ['Bee', 1],
    ])
    const texts = (id: string) =>
      new Map(
        store()
          .snapshots.states(id)
          .map((state) => [state.id, state.textId]),
      )
    expect(texts(first.id).get(b)).toBe(texts(second.id).get(b))
    expect(texts(first.id).get(a)).not.toBe(texts(second.id).get(a))
  })

  test('of one scene hold just that, and say nothing of the others', async () => {
    const [a, b] = [await add('A', ['one']), await add('B', ['two'])]
    const one = await history().take({ name: 'Just A', scopeId: a })
    await write(a, ['changed'])
    await write(b, ['changed'])
    expect((await history().compare({ from: one.id, to: 'now' })).nodes.map(({ id }) => id)).toEqual([a])
    await history().restore({ version: one.id })
    expect([await textIn(a), await textIn(b)]).toEqual(['one', 'changed'])
  })

  test('are renamed and removed, and undo brings them back', async () => {
    await add('A', ['one'])
    const { id } = await take()
    await history().rename({ snapshotId: id, name: 'Before the flood' })
    await history().remove({ snapshotId: id })
    expect((await history().list()).snapshots).toEqual([])
    await main.client.project.undo()
    expect((await history().list()).snapshots[0]).toMatchObject({ id, name: 'Before the flood' })
  })

  test('are taken while one writes, every ten minutes of changes, and thinned out later', async () => {
    const a = await add('A', ['one'])
    for (let minute = 0; minute < 60; minute += 1) {
      clock += MINUTE
      await write(a, [`minute ${minute}`])
    }
    const { snapshots } = await history().list()
    // Taking one gives way to other work: the clock of this test may run on meanwhile.
    expect(snapshots.length).toBeGreaterThanOrEqual(4)
    expect(snapshots.length).toBeLessThanOrEqual(6)
    clock += 40 * DAY
    await take('Much later')
    expect((await history().list()).snapshots.map(({ kind }) => kind)).toEqual(['hand', 'schedule'])
    const kept = (await history().list()).snapshots[1]
    await history().restore({ version: kept.id })
    expect(await textIn(a)).toMatch(/^minute \d+$/)
  })

  test('are taken before scenes are joined and before many are deleted, once for the same state', async () => {
    const ids = [await add('A', ['one']), await add('B', ['two']), await add('C', ['three'])]
    await main.client.binder.merge({ ids: ids.slice(0, 2) })
    const acts = async () => (await history().list()).snapshots.map(({ act }) => act)
    expect(await acts()).toEqual(['binder.merge'])
    await main.client.binder.remove({ ids: [ids[2]] })
    expect(await acts()).toEqual(['binder.merge'])
    await main.client.project.undo()
    await main.client.binder.remove({ ids: [ids[0], ids[2]] })
    expect(await acts()).toEqual(['binder.remove', 'binder.merge'])
  })
})

describe('restoring', () => {
  test('brings back one scene, in one undo step, with what it was kept first', async () => {
    const [a, b] = [await add('A', ['one']), await add('B', ['two'])]
    const { id } = await take()
    await write(a, ['lost words'])
    await write(b, ['stays'])
    await history().restore({ version: id, nodeIds: [a] })
    expect([await textIn(a), await textIn(b)]).toEqual(['one', 'stays'])
    const [before] = (await history().list()).snapshots
    expect(before).toMatchObject({ kind: 'before', act: 'history.restore' })
    expect((await main.client.project.undo()).label).toBe('history.restore')
    expect(await textIn(a)).toBe('lost words')
    await main.client.project.redo()
    expect(await textIn(a)).toBe('one')
  })

  test('brings back the book: places, titles, texts, and what is newer goes into the trash', async () => {
    const chapter = await main.client.binder.create({ kind: 'chapter', title: 'One', parentId: null })
    const [a, b] = [await add('A', ['one'], chapter.id), await add('B', ['two'], chapter.id)]
    const { id } = await take()
    await main.client.binder.move({ ids: [b], parentId: null, afterId: null })
    await main.client.binder.rename({ id: a, title: 'Renamed' })
    await write(a, ['rewritten'])
    const late = await add('Late', ['new'])
    await history().restore({ version: id })
    expect(await titles()).toEqual(['One', 'A', 'B'])
    expect(await textIn(a)).toBe('one')
    expect((await main.client.binder.trash()).map((node) => node.id)).toEqual([late])
    await main.client.project.undo()
    expect(await titles()).toEqual(['B', 'One', 'Renamed', 'Late'])
    expect(await textIn(a)).toBe('rewritten')
  })

  test('brings deleted scenes back to their place, from the trash or from nowhere', async () => {
    const ids = [await add('A', ['one']), await add('B', ['two']), await add('C', ['three'])]
    const { id } = await take()
    await main.client.binder.remove({ ids: [ids[1]] })
    await history().restore({ version: id, nodeIds: [ids[1]] })
    expect(await titles()).toEqual(['A', 'B', 'C'])
    expect(await main.client.binder.trash()).toEqual([])
    await main.client.binder.remove({ ids: [ids[1]] })
    await main.client.binder.discard({})
    await history().restore({ version: id, nodeIds: [ids[1]] })
    expect(await titles()).toEqual(['A', 'B', 'C'])
    expect(await textIn(ids[1])).toBe('two')
    const again = await take('Again')
    expect((await history().compare({ from: id, to: again.id })).nodes).toEqual([])
  })

  test('brings a chapter back with what stood in it, and a scene whose chapter is gone to the nearest place', async () => {
    const chapter = await main.client.binder.create({ kind: 'chapter', title: 'One', parentId: null })
    const a = await add('A', ['one'], chapter.id)
    const { id } = await take()
    await main.client.binder.remove({ ids: [chapter.id] })
    await history().restore({ version: id, nodeIds: [a] })
    expect(await titles()).toEqual(['A'])
    await main.client.project.undo()
    await history().restore({ version: id, nodeIds: [chapter.id] })
    expect(await titles()).toEqual(['One', 'A'])
    expect(await main.client.binder.trash()).toEqual([])
  })

  test('brings back one paragraph and leaves the others', async () => {
    const a = await add('A', ['one', 'two', 'three'])
    const { id } = await take()
    await write(a, ['ONE', 'TWO', 'three'])
    const { rows } = await history().compareText({ from: id, to: 'now', nodeId: a })
    expect(rows.map(({ change }) => change)).toEqual(['changed', 'changed', 'same'])
    await history().restoreBlock({ version: id, sceneId: a, blockId: rows[1].blockId })
    expect(await textIn(a)).toBe('ONE|two|three')
  })

  test('refuses what the version does not have, with nothing changed', async () => {
    const a = await add('A', ['one'])
    const { id } = await take()
    const b = await add('B', ['two'])
    await expect(history().restore({ version: id, nodeIds: [b] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(history().restore({ version: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(history().restore({ version: 'now' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(
      history().restoreBlock({ version: id, sceneId: a, blockId: 'nowhere' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await titles()).toEqual(['A', 'B'])
  })
})

test('comparing says what came, went, moved, got another title or other words', async () => {
  const ids = [
    await add('A', ['one two']),
    await add('B', ['x']),
    await add('C', ['y']),
    await add('D', ['z']),
  ]
  const { id } = await take()
  await write(ids[0], ['one three'])
  await main.client.binder.remove({ ids: [ids[1]] })
  await main.client.binder.rename({ id: ids[2], title: 'Sea' })
  await main.client.binder.move({ ids: [ids[3]], parentId: null, afterId: null })
  await add('E', ['new words'])
  const { nodes, totals } = await history().compare({ from: id, to: 'now' })
  expect(nodes.map((node) => [node.title, node.change, node.moved, node.formerTitle])).toEqual([
    ['D', 'same', true, null],
    ['A', 'changed', false, null],
    ['B', 'removed', false, null],
    ['Sea', 'same', false, 'C'],
    ['E', 'added', false, null],
  ])
  expect(totals).toEqual({ nodes: 5, added: 3, removed: 2 })
})

describe('drafts', () => {
  const names = async () =>
    (await history().list()).drafts.map(({ name, snapshotId }) => `${name}${snapshotId === null ? ' *' : ''}`)

  test('of the book go on by themselves, and one is in the binder', async () => {
    const a = await add('A', ['first'])
    const bold = await history().createDraft({ name: 'Bold', usual: 'Usual' })
    expect(await names()).toEqual(['Usual', 'Bold *'])
    await write(a, ['bold'])
    const extra = await add('Extra', ['only here'])
    const [usual] = (await history().list()).drafts
    await history().switchDraft({ draftId: usual.id })
    expect(await names()).toEqual(['Usual *', 'Bold'])
    expect([await titles(), await textIn(a)]).toEqual([['A'], 'first'])
    await write(a, ['first, later'])
    await history().switchDraft({ draftId: bold.id })
    expect([await titles(), await textIn(a)]).toEqual([['A', 'Extra'], 'bold'])
    expect((await history().compare({ from: usual.id, to: bold.id })).nodes.map((node) => node.id)).toEqual([
      a,
      extra,
    ])
    await history().restore({ version: usual.id, nodeIds: [a] })
    expect(await textIn(a)).toBe('first, later')
  })

  test('of a scene leave the rest of the book alone', async () => {
    const [a, b] = [await add('A', ['first']), await add('B', ['two'])]
    await history().createDraft({ name: 'In rain', usual: 'Usual', scopeId: a })
    await write(a, ['rain'])
    await write(b, ['two, later'])
    const usual = (await history().list()).drafts.find(({ name }) => name === 'Usual')!
    await history().switchDraft({ draftId: usual.id })
    expect([await textIn(a), await textIn(b)]).toEqual(['first', 'two, later'])
    await main.client.project.undo()
    expect(await textIn(a)).toBe('rain')
    expect(await names()).toEqual(['Usual', 'In rain *'])
  })

  test('of a scene follow the drafts of the book', async () => {
    const a = await add('A', ['first'])
    await history().createDraft({ name: 'Rain', usual: 'Sun', scopeId: a })
    await write(a, ['rain'])
    await history().createDraft({ name: 'Second', usual: 'First' })
    const draft = async (name: string) => (await history().list()).drafts.find((each) => each.name === name)!
    await history().switchDraft({ draftId: (await draft('Sun')).id })
    expect(await textIn(a)).toBe('first')
    await history().switchDraft({ draftId: (await draft('First')).id })
    expect(await textIn(a)).toBe('rain')
    expect((await draft('Rain')).snapshotId).toBeNull()
    await history().switchDraft({ draftId: (await draft('Sun')).id })
    expect(await textIn(a)).toBe('first')
  })

  test('begin as an older version, are renamed and removed; the one in the binder stays', async () => {
    const a = await add('A', ['old'])
    const { id } = await take()
    await write(a, ['new'])
    const made = await history().createDraft({ name: 'As it was', usual: 'Usual', from: id })
    expect(await names()).toEqual(['Usual *', 'As it was'])
    await expect(history().remove({ snapshotId: id })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await history().renameDraft({ draftId: made.id, name: 'Back then' })
    await history().switchDraft({ draftId: made.id })
    expect(await textIn(a)).toBe('old')
    await expect(history().removeDraft({ draftId: made.id })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    const [usual] = (await history().list()).drafts
    await history().removeDraft({ draftId: usual.id })
    expect(await names()).toEqual(['Back then *'])
    await main.client.project.undo()
    await history().switchDraft({ draftId: usual.id })
    expect(await textIn(a)).toBe('new')
  })

  test('wait where thinning does not reach, and words typed after a switch survive its undo', async () => {
    const a = await add('A', ['first'])
    const bold = await history().createDraft({ name: 'Bold', usual: 'Usual' })
    await write(a, ['bold'])
    const [usual] = (await history().list()).drafts
    await history().switchDraft({ draftId: usual.id })
    clock += 400 * DAY
    await take('Much later')
    await history().switchDraft({ draftId: bold.id })
    expect(await textIn(a)).toBe('bold')
    await write(a, ['bolder'])
    await main.client.project.undo()
    expect(await textIn(a)).toBe('first')
    const kept = (await history().list()).snapshots.find(({ kind }) => kind === 'before')!
    await history().restore({ version: kept.id, nodeIds: [a] })
    expect(await textIn(a)).toBe('bolder')
  })
})

test('goals count no rename, move, restore or change of draft', async () => {
  const [a, b] = [await add('A', ['one']), await add('B', ['two'])]
  const { id } = await take()
  await write(a, ['one two three four'])
  const before = await counted()
  await main.client.binder.rename({ id: a, title: 'A long new title of seven words' })
  await main.client.binder.move({ ids: [b], parentId: null, afterId: null })
  await history().restore({ version: id })
  await main.client.project.undo()
  const draft = await history().createDraft({ name: 'Other', usual: 'Usual', from: id })
  await history().switchDraft({ draftId: draft.id })
  await history().restore({ version: id, nodeIds: [a] })
  expect(await counted()).toEqual(before)
})
