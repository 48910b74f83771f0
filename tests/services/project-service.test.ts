// project.*: creating, opening, sharing and closing project files, the title page, and undo as windows see it.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { changesDuring, newProject, startStudio } from './studio-client.ts'

describe('creating a project', () => {
  test('adds the extension, opens it, and remembers it', async () => {
    const { folder, window } = startStudio()
    const { client } = window()
    const path = join(folder, 'My book')
    const info = await client.project.create({ path, title: 'My book', language: 'zh' })
    expect(info).toMatchObject({
      path: `${path}.arcwright`,
      title: 'My book',
      author: '',
      language: 'zh',
      words: 0,
      scenes: 0,
      sample: false,
      undoLabel: null,
      redoLabel: null,
    })
    expect(await client.studio.recentProjects()).toMatchObject([
      { path: info.path, title: 'My book', exists: true },
    ])
  })

  test('makes the documents folder, and no other', async () => {
    const { parts, folder, window } = startStudio()
    const { client } = window()
    await client.project.create({ path: join(parts.documentsDir, 'a'), title: 'A', language: 'en' })
    const path = join(folder, 'nowhere', 'b')
    await expect(client.project.create({ path, title: 'B', language: 'en' })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    })
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
  })

  test('refuses a taken name and stays in the project it was in', async () => {
    const { folder, window } = startStudio()
    const { client } = window()
    const path = await newProject(window(), folder)
    await client.project.create({ path: join(folder, 'other'), title: 'Other', language: 'en' })
    const again = client.project.create({ path, title: 'Again', language: 'en' })
    await expect(again).rejects.toMatchObject({ code: 'PROJECT_EXISTS', defined: true })
    expect((await client.project.info()).title).toBe('Other')
  })
})

describe('opening a project', () => {
  test('that cannot be opened says why, by code', async () => {
    const { folder, window } = startStudio()
    const { client } = window()
    const notes = join(folder, 'notes.txt')
    writeFileSync(notes, 'words')
    await expect(client.project.open({ path: notes })).rejects.toMatchObject({ code: 'NOT_A_PROJECT' })
    await expect(client.project.open({ path: join(folder, 'x') })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    })
    await expect(client.project.info()).rejects.toMatchObject({ code: 'NO_PROJECT' })
  })

  test('in two windows, also through a link, is one open file, closed with the last window', async () => {
    const { folder, window } = startStudio()
    const [first, second] = [window(), window()]
    const path = await newProject(first, folder)
    symlinkSync(path, join(folder, 'link.arcwright'))
    expect((await second.client.project.open({ path: join(folder, 'link.arcwright') })).path).toBe(path)
    expect(second.session.project).toBe(first.session.project)
    await first.client.project.close()
    await first.client.project.close()
    expect(existsSync(`${path}.lock`)).toBe(true)
    expect((await second.client.project.info()).title).toBe('The Lamp')
    second.leave()
    expect(existsSync(`${path}.lock`)).toBe(false)
  })

  test('held for work in progress, stays open until the work gives it back', async () => {
    const { folder, parts, window } = startStudio()
    const first = window()
    const path = await newProject(first, folder)
    const project = first.session.project!
    const release = parts.projects.hold(project)
    first.leave()
    expect(project.store.project.get().title).toBe('The Lamp')
    release()
    release()
    expect(existsSync(`${path}.lock`)).toBe(false)
    expect(() => parts.projects.hold(project)).toThrow(/closed/)
  })

  test('that a window has already opened keeps it open', async () => {
    const { folder, window } = startStudio()
    const first = window()
    const path = await newProject(first, folder)
    await first.client.project.open({ path })
    expect((await first.client.project.info()).title).toBe('The Lamp')
    first.leave()
    expect(existsSync(`${path}.lock`)).toBe(false)
  })
})

describe('the sample story', () => {
  test.each(['en', 'zh'] as const)(
    'in %s is made once, with its arc, and kept as the writer left it',
    async (language) => {
      const { parts, window } = startStudio()
      const { client, session } = window()
      const info = await client.project.openSample({ language })
      expect(info).toMatchObject({ language, sample: true, undoLabel: null })
      expect(info.words).toBeGreaterThan(300)
      expect(info.path.startsWith(parts.dataDir)).toBe(true)
      expect(session.project!.store.targets.list()).toMatchObject([{ scopeId: null, measure: 'valence' }])
      const [first] = await client.binder.tree()
      await client.binder.rename({ id: first.id, title: 'Mine now' })
      await client.project.close()
      await client.project.openSample({ language })
      expect((await client.binder.tree())[0].title).toBe('Mine now')
      expect(await client.studio.recentProjects()).toEqual([])
    },
  )
})

describe('the title page', () => {
  test('changes as one undo step that every window hears of', async () => {
    const { folder, window } = startStudio()
    const [first, second] = [window(), window()]
    const path = await newProject(first, folder)
    await second.client.project.open({ path })
    const changes = await changesDuring(second, () => first.client.project.update({ title: 'The Lantern' }))
    expect(changes).toEqual([{ kind: 'info' }])
    expect(await second.client.project.info()).toMatchObject({
      title: 'The Lantern',
      undoLabel: 'project.update',
    })
    expect(await second.client.project.undo()).toEqual({ label: 'project.update' })
    expect(await first.client.project.info()).toMatchObject({
      title: 'The Lamp',
      redoLabel: 'project.update',
    })
  })
})

describe('undo and redo', () => {
  test('with nothing to take back say so', async () => {
    const { folder, window } = startStudio()
    const first = window()
    await newProject(first, folder)
    expect(await first.client.project.undo()).toEqual({ label: null })
    expect(await first.client.project.redo()).toEqual({ label: null })
  })

  test('name what must be read again, the text of scenes that came back included', async () => {
    const { folder, window } = startStudio()
    const first = window()
    await newProject(first, folder)
    const scene = await first.client.binder.create({ kind: 'scene', title: 'One', parentId: null })
    await first.client.binder.remove({ ids: [scene.id] })
    await first.client.binder.discard({})
    const changes = await changesDuring(first, () => first.client.project.undo())
    expect(changes).toEqual([
      { kind: 'binder' },
      { kind: 'scene', sceneId: scene.id, rev: 2, origin: '' },
      { kind: 'targets' },
      { kind: 'media' },
      { kind: 'info' },
    ])
  })
})

test('a folder where the project should be is no project', async () => {
  const { folder, window } = startStudio()
  const path = join(folder, 'folder.arcwright')
  mkdirSync(path)
  await expect(window().client.project.open({ path })).rejects.toMatchObject({ code: 'NOT_A_PROJECT' })
})
