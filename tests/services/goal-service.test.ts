// goals.*: only what an editor reports counts; days and sittings follow the engine's clock.
import { beforeEach, expect, test } from 'vitest'
import { textOf } from '../helpers/temp-project.ts'
import { changesDuring, newProject, startStudio, type Window } from './studio-client.ts'

const MINUTE = 60_000
const NONE = { typed: 0, removed: 0, pasted: 0, generated: 0 }
let at = 0
let main: Window
let sceneId = ''

beforeEach(async () => {
  at = new Date(2026, 10, 22, 21, 0).getTime()
  const { folder, window } = startStudio(() => at)
  main = window()
  await newProject(main, folder)
  sceneId = (await main.client.binder.create({ kind: 'scene', title: '', parentId: null })).id
})

const save = async (text: string, words: Partial<typeof NONE>, characters: Partial<typeof NONE> = {}) => {
  const { rev } = await main.client.scene.get({ sceneId })
  await main.client.scene.save({
    sceneId,
    baseRev: rev,
    document: textOf([text]).document,
    written: { words: { ...NONE, ...words }, characters: { ...NONE, ...characters } },
  })
}

test('typing counts; pasted and generated words are told apart and do not', async () => {
  const changes = await changesDuring(main, async () => {
    await save('one two 雨', { typed: 2 }, { typed: 1 })
    await save('one two 雨 three four', { pasted: 1, generated: 1 })
  })
  expect(changes).toContainEqual({ kind: 'goals' })
  const { day, session, history, bookWords, today } = await main.client.goals.overview({ days: 3 })
  expect(day).toEqual({ typed: 3, removed: 0, pasted: 1, generated: 1, counted: 3, characters: 1 })
  expect(session).toEqual({ ...day, startedAt: at })
  expect(bookWords).toBe(5)
  expect(today).toBe('2026-11-22')
  expect(history.map((each) => [each.day, each.counted])).toEqual([
    ['2026-11-20', 0],
    ['2026-11-21', 0],
    ['2026-11-22', 3],
  ])
  expect(await main.client.goals.bookWords()).toEqual({ words: 4, characters: 1 })
})

test('renaming, moving, duplicating, deleting, restoring and saves without a report count nothing', async () => {
  await save('one two', { typed: 2 })
  const before = await main.client.goals.overview()
  const { client } = main
  const chapter = await client.binder.create({ kind: 'chapter', title: 'c', parentId: null })
  await client.binder.rename({ id: sceneId, title: 'Another name' })
  await client.binder.move({ ids: [sceneId], parentId: chapter.id })
  await client.binder.describe({ ids: [sceneId], synopsis: 'many words that are not text', status: 'draft' })
  const { ids } = await client.binder.duplicate({ ids: [sceneId] })
  await client.binder.remove({ ids })
  await client.binder.restore({ ids })
  await client.project.undo()
  await client.scene.save({ sceneId, baseRev: 2, document: textOf(['outside words come in']).document })
  const after = await client.goals.overview()
  expect([after.day, after.history, after.session]).toEqual([before.day, before.history, before.session])
  expect(after.bookWords).toBe(4)
})

test('notes and what lies in the trash do not count', async () => {
  await main.client.binder.convert({ ids: [sceneId], kind: 'note' })
  await save('a note', { typed: 2 })
  expect(await main.client.goals.overview()).toMatchObject({ bookWords: 0, day: { typed: 0 } })
  await main.client.binder.convert({ ids: [sceneId], kind: 'scene' })
  expect(await main.client.goals.overview()).toMatchObject({ bookWords: 2, day: { typed: 0 } })
})

test('a long pause or the writer begins a new sitting; the day goes on until its hour', async () => {
  await save('one', { typed: 1 })
  at += 29 * MINUTE
  await save('one two', { typed: 1 })
  expect((await main.client.goals.overview()).session.counted).toBe(2)
  at += 31 * MINUTE
  expect((await main.client.goals.overview()).session).toMatchObject({ counted: 0, startedAt: null })
  await save('one two three', { typed: 1 })
  await main.client.goals.startSession()
  at += MINUTE
  await save('one two three four', { typed: 1 })
  const { session, day } = await main.client.goals.overview()
  expect([session.counted, day.counted]).toEqual([1, 4])
  await main.client.goals.update({ dayStartsAt: 4 })
  at = new Date(2026, 10, 23, 1, 0).getTime()
  await save('1 2 3 4 5', { typed: 1 })
  expect((await main.client.goals.overview()).day.counted).toBe(5)
  at = new Date(2026, 10, 23, 5, 0).getTime()
  expect((await main.client.goals.overview()).day.counted).toBe(0)
})

test('goals are set one by one, and taken back', async () => {
  await main.client.goals.update({ dailyWords: 500, deadline: '2026-12-01' })
  await main.client.goals.update({ projectWords: 5_000 })
  expect(await main.client.goals.overview()).toMatchObject({
    goals: { dailyWords: 500, projectWords: 5_000, deadline: '2026-12-01', sessionWords: null },
    daysLeft: 10,
    wordsPerDay: 500,
  })
  expect(await main.client.project.undo()).toEqual({ label: 'goals.update' })
  expect((await main.client.goals.overview()).goals).toMatchObject({ dailyWords: 500, projectWords: null })
  await expect(main.client.goals.update({ deadline: '2026-02-31' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})
