// scene.*: saving whole scenes, guarded by revisions against a second window.
import { beforeEach, expect, test } from 'vitest'
import { textOf } from '../helpers/temp-project.ts'
import { changesDuring, newProject, startStudio, type Window } from './studio-client.ts'

let first: Window
let second: Window
let sceneId: string

beforeEach(async () => {
  const { folder, window } = startStudio()
  first = window()
  second = window()
  await second.client.project.open({ path: await newProject(first, folder) })
  sceneId = (await first.client.binder.create({ kind: 'scene', title: 'One', parentId: null })).id
})

const save = ({ client }: Window, baseRev: number, text: string) =>
  client.scene.save({ sceneId, baseRev, document: textOf([text]).document })

test('a saved scene is read back whole, with its words and the book’s', async () => {
  const other = await first.client.binder.create({ kind: 'scene', title: 'Two', parentId: null })
  await first.client.scene.save({
    sceneId: other.id,
    baseRev: 1,
    document: textOf(['five words are in here']).document,
  })
  expect(await save(first, 1, 'Two words')).toEqual({ rev: 2, words: 2, bookWords: 7 })
  expect(await second.client.scene.get({ sceneId })).toEqual({
    sceneId,
    rev: 2,
    words: 2,
    document: textOf(['Two words']).document,
  })
})

test('the other window hears which connection saved which revision', async () => {
  const changes = await changesDuring(second, () => save(first, 1, 'Hello'))
  expect(changes).toEqual([{ kind: 'scene', sceneId, rev: 2, origin: first.session.id }])
})

test('a save on top of an older revision is refused with the stored one, and nothing is overwritten', async () => {
  await save(first, 1, 'From the first window')
  await expect(save(second, 1, 'From the second window')).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { rev: 2 },
  })
  expect((await first.client.scene.get({ sceneId })).document).toEqual(
    textOf(['From the first window']).document,
  )
})

test('an unchanged text keeps its revision, tells nobody, and may be sent again', async () => {
  await save(first, 1, 'Same')
  const changes = await changesDuring(second, async () => {
    expect(await save(first, 2, 'Same')).toMatchObject({ rev: 2 })
    expect(await save(first, 1, 'Same')).toMatchObject({ rev: 2 })
  })
  expect(changes).toEqual([])
})

test('what is typed into a scene that was just deleted is kept in the trash with it', async () => {
  await first.client.binder.remove({ ids: [sceneId] })
  expect(await save(second, 1, 'Late words')).toMatchObject({ words: 2, bookWords: 0 })
  expect(await first.client.binder.trash()).toMatchObject([{ id: sceneId, words: 2, opening: 'Late words' }])
})

test('a scene that was deleted for good cannot be saved', async () => {
  await first.client.binder.remove({ ids: [sceneId] })
  await first.client.binder.discard({ ids: [sceneId] })
  await expect(save(second, 1, 'Late')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
