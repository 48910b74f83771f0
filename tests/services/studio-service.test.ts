// studio.*: settings, recent projects, folders and the list of work.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SettingsFile } from '../../engine/services/settings-file.ts'
import { tempFolder } from '../helpers/temp-project.ts'
import { startStudio } from './studio-client.ts'

describe('settings', () => {
  test('start with defaults, and are there for the next start', async () => {
    const { parts, window } = startStudio()
    const { client } = window()
    expect(await client.studio.settings()).toMatchObject({
      theme: 'system',
      locale: 'system',
      tourDone: false,
    })
    await client.studio.updateSettings({ theme: 'sepia', tourDone: true })
    await client.studio.updateSettings({ locale: 'zh-CN' })
    expect(new SettingsFile(parts.dataDir).settings()).toMatchObject({
      theme: 'sepia',
      locale: 'zh-CN',
      tourDone: true,
    })
  })

  test('one unusable value costs that value, not the file', () => {
    const folder = tempFolder()
    const settings = { theme: 'plaid', locale: 'zh-CN' }
    const recent = [{ path: '/a', title: 'A', language: 'en', openedAt: 1 }, { path: 3 }]
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ settings, recent, later: true }))
    const file = new SettingsFile(folder)
    expect(file.settings()).toMatchObject({ theme: 'system', locale: 'zh-CN', focusMode: false })
    expect(file.recent()).toEqual([recent[0]])
  })

  test('hear of what another Arcwright wrote in between', () => {
    const folder = tempFolder()
    const [file, other] = [new SettingsFile(folder), new SettingsFile(folder)]
    file.update({ theme: 'dark' })
    expect(other.settings().theme).toBe('dark')
    other.update({ theme: 'sepia' })
    expect(file.settings().theme).toBe('sepia')
  })

  test('how quickly somebody writes is known at once, and costs a write the first time and at the end', () => {
    const folder = tempFolder()
    const file = new SettingsFile(folder)
    const onDisk = () => new SettingsFile(folder).speeds()
    const [slow, quick] = [1, 9].map((wordsPerSecond) => ({ wordsPerSecond, firstWordsMs: 5 }))
    file.rememberSpeed('mira', slow)
    expect(onDisk()).toEqual({ mira: slow })
    file.rememberSpeed('mira', quick)
    expect(file.speeds()).toEqual({ mira: quick })
    expect(onDisk()).toEqual({ mira: slow })
    file.close()
    expect(onDisk()).toEqual({ mira: quick })
  })

  test('a broken file gives the defaults and is kept', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'settings.json'), '{"settings": {"theme"')
    const file = new SettingsFile(folder)
    expect(file.settings().theme).toBe('system')
    file.update({ theme: 'dark' })
    expect(file.settings().theme).toBe('dark')
    expect(readFileSync(join(folder, 'settings.broken.json'), 'utf8')).toBe('{"settings": {"theme"')
  })
})

describe('recent projects', () => {
  test('are the last twenty, last opened first, each once, and can be forgotten', async () => {
    const { parts, window } = startStudio()
    const { client } = window()
    const open = (name: number): void =>
      parts.settings.addRecent({
        path: `/books/${name}`,
        title: `Book ${name}`,
        language: 'en',
        openedAt: name,
      })
    for (let name = 0; name < 25; name += 1) open(name)
    open(10)
    const recent = await client.studio.recentProjects()
    expect(recent).toHaveLength(20)
    expect(recent[0]).toMatchObject({ path: '/books/10', exists: false })
    expect(new Set(recent.map(({ path }) => path)).size).toBe(20)
    await client.studio.forgetRecent({ path: '/books/10' })
    expect((await client.studio.recentProjects())[0].path).toBe('/books/24')
  })
})

describe('a folder', () => {
  test('lists folders first, sorted as people sort, without hidden entries and dead links', async () => {
    const { folder, window } = startStudio()
    const root = join(folder, 'shelf')
    mkdirSync(join(root, 'zeta'), { recursive: true })
    mkdirSync(join(root, '.secret'))
    for (const name of ['draft 10.md', 'Draft 2.md', 'notes.TXT', 'photo.png', '.hidden.md']) {
      writeFileSync(join(root, name), 'x')
    }
    symlinkSync(join(root, 'gone'), join(root, 'dead.md'))
    const { client } = window()
    const all = await client.studio.listFolder({ path: root })
    expect(all).toMatchObject({ path: root, parent: folder })
    expect(all.entries.map(({ name }) => name)).toEqual([
      'zeta',
      'Draft 2.md',
      'draft 10.md',
      'notes.TXT',
      'photo.png',
    ])
    const some = await client.studio.listFolder({ path: root, extensions: ['txt', '.png'] })
    expect(some.entries.map(({ name, kind }) => [name, kind])).toEqual([
      ['zeta', 'folder'],
      ['notes.TXT', 'file'],
      ['photo.png', 'file'],
    ])
  })

  test('left out is the home folder; places lead everywhere else', async () => {
    const { window } = startStudio()
    const { client } = window()
    const { path, places } = await client.studio.listFolder({})
    expect(places[0].path).toBe(path)
    const root = places.at(-1)!.path
    expect((await client.studio.listFolder({ path: root })).parent).toBeNull()
  })

  test('that is missing or a file says so', async () => {
    const { folder, window } = startStudio()
    const { client } = window()
    const file = join(folder, 'file.txt')
    writeFileSync(file, '')
    await expect(client.studio.listFolder({ path: join(folder, 'x') })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    })
    await expect(client.studio.listFolder({ path: file })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('the engine', () => {
  test('says what it is', async () => {
    const { parts, window } = startStudio()
    expect(await window().client.studio.info()).toEqual({
      version: '9.9.9',
      node: process.version,
      platform: process.platform,
      dataDir: parts.dataDir,
      documentsDir: parts.documentsDir,
      backend: { id: 'onnx-cpu', label: 'ONNX Runtime', device: 'CPU' },
    })
  })

  test('lists work as it comes and goes, and stops it', async () => {
    const { parts, window } = startStudio()
    const { client } = window()
    const stop = new AbortController()
    const lists = (await client.studio.watchJobs(undefined, { signal: stop.signal }))[Symbol.asyncIterator]()
    expect((await lists.next()).value).toEqual([])
    const coming = lists.next()
    const job = parts.jobs.start('import', 'book.txt')
    const [listed] = (await coming).value as { id: string; label: string }[]
    expect(listed).toMatchObject({ label: 'book.txt', stoppable: true })
    await client.studio.stopJob({ id: listed.id })
    expect(job.signal.aborted).toBe(true)
    const going = lists.next()
    job.end()
    expect((await going).value).toEqual([])
    stop.abort()
  })
})
