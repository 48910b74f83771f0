// Encryption at rest: nothing readable in the file, its log, its copies or its backups; the passphrase and nothing else
// opens it; a change of it is all or nothing.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { arcwright } from '../cli/terminal.ts'
import { tempFolder, textOf } from '../helpers/temp-project.ts'

const SENTENCE = 'The lighthouse keeper buried it beneath the third stair'

/** Every file below that holds the words in any plain form. */
const leaks = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name)
    if (!statSync(path).isFile()) return false
    const bytes = readFileSync(path)
    return bytes.includes(SENTENCE) || bytes.includes(Buffer.from(SENTENCE, 'utf16le'))
  })

test(
  'an encrypted project opens with its passphrase only, and leaks its words nowhere',
  { timeout: 120_000 },
  async () => {
    const folder = tempFolder()
    const engine = createEngine({ dataDir: join(folder, 'data'), documentsDir: folder, version: '0' })
    onTestFinished(() => engine.close())
    const { client } = engine.connect()
    const { path } = await client.project.create({
      path: join(folder, 'book'),
      title: 'Hidden title',
      language: 'en',
    })
    const { id: sceneId } = await client.binder.create({ kind: 'scene', title: 'One', parentId: null })
    await client.project.close()
    expect(await client.safety.setPassphrase({ path, next: 'correct horse battery' })).toMatchObject({
      encrypted: true,
    })
    const refused = { defined: true }
    await expect(client.project.open({ path })).rejects.toMatchObject({
      ...refused,
      code: 'PASSPHRASE_NEEDED',
    })
    await expect(client.project.open({ path, passphrase: 'wrong horse' })).rejects.toMatchObject({
      ...refused,
      code: 'PASSPHRASE_WRONG',
    })
    const info = await client.project.open({ path, passphrase: 'correct horse battery' })
    expect(info).toMatchObject({ encrypted: true, title: 'Hidden title' })
    const { rev } = await client.scene.get({ sceneId })
    await client.scene.save({ sceneId, baseRev: rev, document: textOf([SENTENCE, SENTENCE]).document })
    // While it is open: in the log too.
    expect(leaks(folder)).toEqual([])
    const backup = await client.backup.now()
    await client.project.close()
    expect(leaks(folder)).toEqual([])
    await expect(
      client.backup.restore({ backup: backup.path, to: join(folder, 'again') }),
    ).rejects.toMatchObject({ code: 'PASSPHRASE_NEEDED' })
    // Neither is damaged: it is the passphrase that is wrong.
    await expect(
      client.backup.restore({ backup: backup.path, to: join(folder, 'again'), passphrase: 'wrong horse' }),
    ).rejects.toMatchObject({ ...refused, code: 'PASSPHRASE_WRONG' })
    await expect(client.safety.check({ path, passphrase: 'wrong horse' })).rejects.toMatchObject({
      ...refused,
      code: 'PASSPHRASE_WRONG',
    })
    const again = await client.backup.restore({
      backup: backup.path,
      to: join(folder, 'again'),
      passphrase: 'correct horse battery',
    })
    await client.project.open({ path: again.path, passphrase: 'correct horse battery' })
    expect((await client.scene.get({ sceneId })).document).toEqual(textOf([SENTENCE, SENTENCE]).document)
    await client.project.close()
    expect(await client.safety.check({ path, passphrase: 'correct horse battery' })).toMatchObject({
      whole: true,
    })

    await expect(
      client.safety.setPassphrase({ path, current: 'wrong horse', next: 'another one' }),
    ).rejects.toMatchObject({
      code: 'PASSPHRASE_WRONG',
    })
    await expect(
      client.safety.setPassphrase({ path, current: 'correct horse battery', next: 'short' }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await client.safety.setPassphrase({
      path,
      current: 'correct horse battery',
      next: 'a longer, better one',
    })
    await expect(client.project.open({ path, passphrase: 'correct horse battery' })).rejects.toMatchObject({
      code: 'PASSPHRASE_WRONG',
    })
    await client.safety.setPassphrase({ path, current: 'a longer, better one', next: '' })
    expect((await client.project.open({ path })).encrypted).toBe(false)
    expect((await client.scene.get({ sceneId })).document).toEqual(textOf([SENTENCE, SENTENCE]).document)
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([])
  },
)

test('a terminal takes it from a file', { timeout: 240_000 }, async () => {
  const folder = tempFolder()
  const path = join(folder, 'book.arcwright')
  await arcwright(folder, 'new', path, '--title', 'The Lamp')
  writeFileSync(join(folder, 'pass'), 'correct horse battery\n')
  const set = await arcwright(folder, 'passphrase', 'set', path, '--new-file', join(folder, 'pass'), '--json')
  expect(set.json).toMatchObject({ ok: true, encrypted: true })
  expect((await arcwright(folder, 'info', path, '--json')).json).toMatchObject({
    error: { code: 'PASSPHRASE_NEEDED' },
  })
  const open = await arcwright(folder, 'info', path, '--passphrase-file', join(folder, 'pass'), '--json')
  expect(open.json).toMatchObject({ ok: true, project: { title: 'The Lamp', encrypted: true } })
})
