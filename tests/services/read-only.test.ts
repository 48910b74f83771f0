// A second opening to read: offered when the project is locked, said in its info, refused every change, in a terminal too.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProjectFile } from '../../engine/store/create-project.ts'
import { arcwright } from '../cli/terminal.ts'
import { FACTS, textOf } from '../helpers/temp-project.ts'
import { startSecondProcess } from '../store/second-process.ts'
import { startStudio } from './studio-client.ts'

const lockedBook = async (folder: string) => {
  const path = join(folder, 'book.arcwright')
  createProjectFile(path, FACTS, {
    fill: ({ binder }) =>
      binder.create({ kind: 'scene', title: 'One', text: textOf(['Some words.']) }, { parentId: null }),
  })
  const holder = startSecondProcess('hold', path)
  await holder.line(0)
  return { path, holder }
}

test('a locked project says who has it; read only it opens, tells so, and refuses every change', async () => {
  const { folder, window } = startStudio()
  const { client } = window()
  const { path, holder } = await lockedBook(folder)
  await expect(client.project.open({ path })).rejects.toMatchObject({
    code: 'PROJECT_LOCKED',
    data: { pid: holder.child.pid, here: true, alive: true },
    message: expect.stringContaining(`process ${holder.child.pid}`) as string,
  })
  const info = await client.project.open({ path, readOnly: true })
  expect(info).toMatchObject({ path, words: 2, readOnly: { holder: { pid: holder.child.pid } } })
  const [scene] = await client.binder.tree()
  const { document, rev } = await client.scene.get({ sceneId: scene.id })
  const refused = { code: 'READ_ONLY', defined: true }
  const longer = { ...document, content: [...document.content, ...textOf(['More.'], 'n').document.content] }
  await expect(
    client.scene.save({ sceneId: scene.id, baseRev: rev, document: longer }),
  ).rejects.toMatchObject(refused)
  await expect(client.binder.rename({ id: scene.id, title: 'New' })).rejects.toMatchObject(refused)
  await expect(client.binder.remove({ ids: [scene.id] })).rejects.toMatchObject(refused)
  await expect(client.goals.update({ dailyWords: 5 })).rejects.toMatchObject(refused)
  await expect(client.project.update({ title: 'Other' })).rejects.toMatchObject(refused)
  expect(await client.project.info()).toMatchObject({ title: 'The Lamp', undoLabel: null })

  holder.child.stdin!.end()
  await holder.exited
  expect((await client.project.open({ path })).readOnly).toBe(null)
  await client.binder.rename({ id: scene.id, title: 'New' })
})

test('two readings of one file are two copies, and a writing window is not among them', async () => {
  const { folder, window } = startStudio()
  const { path } = await lockedBook(folder)
  const [first, second] = [window(), window()]
  await first.client.project.open({ path, readOnly: true })
  await second.client.project.open({ path, readOnly: true })
  expect(first.session.project).not.toBe(second.session.project)
  first.leave()
  expect((await second.client.project.info()).title).toBe('The Lamp')
})

test(
  'a terminal reads a locked project with --read-only, and changes nothing',
  { timeout: 60_000 },
  async () => {
    const { folder } = startStudio()
    const { path } = await lockedBook(folder)
    expect((await arcwright(folder, 'info', path, '--json')).json).toMatchObject({
      ok: false,
      error: { code: 'PROJECT_LOCKED' },
    })
    expect((await arcwright(folder, 'info', path, '--read-only', '--json')).json).toMatchObject({
      ok: true,
      scenes: 1,
      project: { title: 'The Lamp' },
    })
    expect(
      (await arcwright(folder, 'goals', path, '--daily', '5', '--read-only', '--json')).json,
    ).toMatchObject({
      ok: false,
      error: { code: 'READ_ONLY' },
    })
  },
)
