// Backups: made by themselves and on demand, proved, kept by a rule, given back; a folder that cannot serve is told.
import fc from 'fast-check'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { outlived } from '../../engine/services/rotate-backups.ts'
import { arcwright } from '../cli/terminal.ts'
import { tempFolder, textOf } from '../helpers/temp-project.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** An engine whose clock stands still until it is moved. */
const studio = () => {
  const folder = tempFolder()
  const clock = { at: Date.UTC(2026, 10, 2, 9) }
  const engine = createEngine({
    dataDir: join(folder, 'data'),
    documentsDir: folder,
    version: '0',
    now: () => clock.at,
  })
  onTestFinished(() => engine.close())
  return { folder, clock, engine, client: engine.connect().client }
}

type Studio = ReturnType<typeof studio>

const book = async ({ client, folder }: Studio): Promise<{ path: string; sceneId: string }> => {
  const { path } = await client.project.create({
    path: join(folder, 'book'),
    title: 'The Lamp',
    language: 'en',
  })
  const { id } = await client.binder.create({ kind: 'scene', title: 'One', parentId: null })
  return { path, sceneId: id }
}

const write = async ({ client }: Studio, sceneId: string, words: string): Promise<void> => {
  const { rev } = await client.scene.get({ sceneId })
  await client.scene.save({ sceneId, baseRev: rev, document: textOf([words]).document })
}

describe('a backup on demand', () => {
  test('is a project of its own that can be given back under a new name, and nowhere else', async () => {
    const desk = studio()
    const { sceneId, path } = await book(desk)
    await write(desk, sceneId, 'As it was then.')
    const made = await desk.client.backup.now()
    expect(made.at).toBe(desk.clock.at)
    await write(desk, sceneId, 'As it is now.')
    const restored = await desk.client.backup.restore({
      backup: made.path,
      to: join(desk.folder, 'restored'),
    })
    const again = desk.client.backup.restore({ backup: made.path, to: join(desk.folder, 'restored') })
    await expect(again).rejects.toMatchObject({ code: 'PROJECT_EXISTS' })
    await expect(
      desk.client.backup.restore({ backup: path, to: join(desk.folder, 'x') }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
    const { client } = desk.engine.connect()
    await client.project.open({ path: restored.path })
    expect((await client.scene.get({ sceneId })).document).toEqual(textOf(['As it was then.']).document)
  })

  test('leaves nothing half made in its folder, and is private to its owner', async () => {
    const desk = studio()
    await book(desk)
    await desk.client.backup.now()
    const [own] = readdirSync(join(desk.folder, 'data', 'backups'))
    expect(readdirSync(join(desk.folder, 'data', 'backups', own)).sort()).toEqual([
      '2026-11-02 09-00-00 book.arcwright',
      'origin.json',
    ])
  })

  test('that was damaged afterwards is not given back', async () => {
    const desk = studio()
    await book(desk)
    const { path } = await desk.client.backup.now()
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xa5, 4096 * 2, 4096 * 9))
    await expect(
      desk.client.backup.restore({ backup: path, to: join(desk.folder, 'no') }),
    ).rejects.toMatchObject({ code: 'PROJECT_DAMAGED' })
    expect(readdirSync(desk.folder)).not.toContain('no.arcwright')
  })
})

describe('backups by themselves', () => {
  test('come so many minutes after a change, not without one, and once more when the project is closed', async () => {
    const desk = studio()
    const { sceneId, path } = await book(desk)
    const count = async (): Promise<number> => (await desk.client.backup.list({ path })).length
    const backups = desk.engine.backups
    const tick = async (minutes: number): Promise<void> => {
      desk.clock.at += minutes * MINUTE_MS
      await backups.tick()
    }
    await tick(11)
    expect(await count()).toBe(1)
    await tick(60)
    expect(await count()).toBe(1)
    await write(desk, sceneId, 'More.')
    await tick(5)
    expect(await count()).toBe(1)
    await tick(6)
    expect(await count()).toBe(2)
    await write(desk, sceneId, 'And more.')
    desk.clock.at += MINUTE_MS
    await desk.client.project.close()
    await desk.engine.close()
    const later = createEngine({
      dataDir: join(desk.folder, 'data'),
      documentsDir: desk.folder,
      version: '0',
    })
    onTestFinished(() => later.close())
    expect(await later.connect().client.backup.list({ path })).toHaveLength(3)
  })

  test('that cannot be made are told, and saving goes on', async () => {
    const desk = studio()
    const { sceneId } = await book(desk)
    const chosen = join(desk.folder, 'stick')
    mkdirSync(chosen)
    await desk.client.backup.configure({ folder: chosen })
    rmSync(chosen, { recursive: true })
    writeFileSync(chosen, 'no folder any more')
    await write(desk, sceneId, 'Kept.')
    desk.clock.at += 11 * MINUTE_MS
    await desk.engine.backups.tick()
    expect((await desk.client.backup.status()).problem).not.toBe(null)
    await write(desk, sceneId, 'Kept as well.')
    rmSync(chosen)
    desk.clock.at += 11 * MINUTE_MS
    await desk.engine.backups.tick()
    expect((await desk.client.backup.status()).problem).toBe(null)
    expect(await desk.client.backup.list({})).toHaveLength(1)
  })

  test('cannot be sent where nothing can be written; the former folder stays', async () => {
    const desk = studio()
    writeFileSync(join(desk.folder, 'file'), '')
    const before = await desk.client.backup.status()
    await expect(
      desk.client.backup.configure({ folder: join(desk.folder, 'file', 'below') }),
    ).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await expect(desk.client.backup.configure({ folder: 'here' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    chmodSync(join(desk.folder, 'file'), 0o600)
    expect(await desk.client.backup.status()).toEqual(before)
  })
})

describe('what stays', () => {
  const rotation = { keepLast: 3, keepDaily: 4, keepWeekly: 5 }

  test('is the last few, one a day, one a week', () => {
    const now = Date.UTC(2026, 10, 22, 12)
    const times = Array.from({ length: 60 * 24 }, (_, hour) => now - hour * (DAY_MS / 24))
    const gone = new Set(outlived(times, rotation))
    const kept = times.filter((at) => !gone.has(at)).map((at) => new Date(at).toISOString().slice(0, 13))
    expect(kept).toEqual([
      '2026-11-22T12',
      '2026-11-22T11',
      '2026-11-22T10',
      '2026-11-21T23',
      '2026-11-20T23',
      '2026-11-19T23',
      '2026-11-15T23',
      '2026-11-08T23',
      '2026-11-01T23',
      '2026-10-25T23',
    ])
  })

  test('always holds the newest, is never more than asked for, and does not change when asked again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 400 * DAY_MS })), (times) => {
        const gone = new Set(outlived(times, rotation))
        const kept = times.filter((at) => !gone.has(at))
        expect(kept.length).toBeLessThanOrEqual(3 + 4 + 5)
        if (times.length > 0) expect(kept).toContain(Math.max(...times))
        expect(outlived(kept, rotation)).toEqual([])
      }),
    )
  })
})

test('a terminal makes, lists, restores and configures them', { timeout: 240_000 }, async () => {
  const folder = tempFolder()
  const path = join(folder, 'book.arcwright')
  await arcwright(folder, 'new', path, '--title', 'The Lamp')
  expect(
    (
      await arcwright(
        folder,
        'backup',
        'configure',
        '--folder',
        join(folder, 'b'),
        '--keep-last',
        '2',
        '--json',
      )
    ).json,
  ).toMatchObject({
    ok: true,
    folder: join(folder, 'b'),
    settings: { keepLast: 2 },
  })
  const { json } = await arcwright(folder, 'backup', 'now', path, '--json')
  const { backup } = json as { backup: { path: string } }
  expect((await arcwright(folder, 'backup', 'list', path, '--json')).json).toMatchObject({
    backups: [{ path: backup.path }],
  })
  const out = join(folder, 'again.arcwright')
  await arcwright(folder, 'backup', 'restore', backup.path, '--out', out, '--json')
  expect((await arcwright(folder, 'info', out, '--json')).json).toMatchObject({
    project: { title: 'The Lamp' },
  })
})
