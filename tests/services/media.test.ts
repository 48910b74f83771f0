import { File } from 'node:buffer'
import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'
import { phonePhoto, photo, wav } from '../analysis/media/samples.ts'
import { collect, workbench } from './workbench.ts'

const fileOf = (bytes: Uint8Array, name: string, type = '') => new File([bytes], name, { type })

test('a photo from the window is kept with what it tells, and comes back byte for byte', async () => {
  const { client } = workbench()
  const bytes = await phonePhoto()
  const item = await client.media.add({ file: fileOf(bytes, 'beach.jpg', 'text/plain') })
  expect(item).toMatchObject({
    kind: 'image',
    mime: 'image/jpeg',
    name: 'beach.jpg',
    width: 400,
    height: 640,
    camera: 'Acme One',
    hash: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    hasThumbnail: true,
    problem: null,
  })
  expect((await client.media.list()).items).toEqual([item])
  const original = await client.media.file({ mediaId: item.id, variant: 'original' })
  expect(Buffer.from(await original.arrayBuffer()).equals(bytes)).toBe(true)
  expect(original).toMatchObject({ name: 'beach.jpg', type: 'image/jpeg' })
  const small = await client.media.file({ mediaId: item.id, variant: 'thumbnail' })
  expect(await sharp(Buffer.from(await small.arrayBuffer())).metadata()).toMatchObject({
    width: 200,
    height: 320,
  })
})

test('a sound comes with duration and waveform, and without a thumbnail', async () => {
  const { client } = workbench()
  const item = await client.media.add({ file: fileOf(wav(2), 'note.wav') })
  expect(item).toMatchObject({ kind: 'audio', durationMs: 2000, hasThumbnail: false })
  expect(item.waveform.length).toBeGreaterThan(90)
  await expect(client.media.file({ mediaId: item.id, variant: 'thumbnail' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('the same content twice is one item and one blob, also when it comes at once', async () => {
  const { client, store } = workbench()
  const bytes = wav(300, 0.3)
  const [one, two] = await Promise.all([
    client.media.add({ file: fileOf(bytes, 'a.wav') }),
    client.media.add({ file: fileOf(bytes, 'b.wav') }),
  ])
  expect(two.id).toBe(one.id)
  expect((await client.media.list()).items).toHaveLength(1)
  expect(Buffer.from(store.blobs.read(one.hash)).equals(bytes)).toBe(true)
})

test('an empty file, an oversized one and a program are refused, each with its reason', async () => {
  const { client, folder } = workbench()
  await expect(client.media.add({ file: fileOf(Buffer.alloc(0), 'a.jpg') })).rejects.toMatchObject({
    code: 'EMPTY_FILE',
  })
  const elf = Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(64)])
  await expect(client.media.add({ file: fileOf(elf, 'a.jpg') })).rejects.toMatchObject({
    code: 'UNSUPPORTED_FORMAT',
  })
  const huge = join(folder, 'huge.mp4')
  writeFileSync(huge, '')
  truncateSync(huge, 513 * 1024 * 1024)
  const events = await collect(await client.media.addPaths({ paths: [huge] }))
  expect(events).toContainEqual(
    expect.objectContaining({ kind: 'failed', path: huge, code: 'FILE_TOO_LARGE' }),
  )
  expect((await client.media.list()).items).toEqual([])
})

test('folders are walked, failures are told one by one, and the rest is one undo step', async () => {
  const { client, store } = workbench()
  const folder = join(tempFolder(), 'photos')
  mkdirSync(join(folder, 'deeper'), { recursive: true })
  mkdirSync(join(folder, '.hidden'))
  writeFileSync(join(folder, 'b.png'), await photo(30, 20).png().toBuffer())
  writeFileSync(join(folder, 'broken.jpg'), (await photo().jpeg().toBuffer()).subarray(0, 900))
  writeFileSync(join(folder, 'empty.txt'), '')
  writeFileSync(join(folder, 'deeper', 'note.md'), '# A note')
  writeFileSync(join(folder, '.hidden', 'secret.txt'), 'no')
  writeFileSync(join(folder, '.DS_Store'), 'no')
  symlinkSync(folder, join(folder, 'deeper', 'circle'))
  const events = await collect(await client.media.addPaths({ paths: [folder, join(folder, 'gone.jpg')] }))
  expect(events.filter((event) => event.kind === 'failed').map(({ path, code }) => [path, code])).toEqual([
    [join(folder, 'empty.txt'), 'EMPTY_FILE'],
    [join(folder, 'gone.jpg'), 'FILE_NOT_FOUND'],
  ])
  const added = events.flatMap((event) => (event.kind === 'added' ? [event.item] : []))
  expect(added.map(({ name, kind, problem }) => [name, kind, problem])).toEqual([
    ['b.png', 'image', null],
    ['broken.jpg', 'image', 'damaged'],
    ['note.md', 'document', null],
  ])
  expect(events.at(-1)).toEqual({ kind: 'progress', stage: 'media', done: 5, total: 5 })
  expect(store.journal.undo()?.label).toBe('media.add')
  expect((await client.media.list()).items).toEqual([])
  store.journal.redo()
  expect((await client.media.list()).items).toHaveLength(3)
})

test('adding stops when told to and keeps what was added before', async () => {
  const { client, folder, engine } = workbench()
  const paths = Array.from({ length: 20 }, (_, index) =>
    join(folder, `n${String(index).padStart(2, '0')}.txt`),
  )
  for (const path of paths) writeFileSync(path, `text of ${path}`)
  const events = []
  for await (const event of await client.media.addPaths({ paths })) {
    events.push(event)
    if (event.kind === 'progress' && event.done === 5) engine.jobs.stop(engine.jobs.list()[0].id)
  }
  const added = events.filter((event) => event.kind === 'added')
  expect(added.length).toBeGreaterThanOrEqual(5)
  expect(added.length).toBeLessThan(20)
  expect((await client.media.list()).items).toHaveLength(added.length)
  expect(engine.jobs.list()).toEqual([])
})

test('captions, pins and removal are undo steps, and undo brings the pins back too', async () => {
  const { client, store, sceneIds, project } = workbench({ scenes: [['One.'], ['Two.']] })
  const item = await client.media.add({ file: fileOf(await photo(20, 20).png().toBuffer(), 'a.png') })
  const told: string[] = []
  project.events.subscribe('change', ({ kind }) => told.push(kind))
  expect(await client.media.update({ mediaId: item.id, caption: 'The lamp' })).toMatchObject({
    caption: 'The lamp',
    alt: '',
  })
  await client.media.update({ mediaId: item.id, alt: 'A lamp on a sill' })
  const pin = await client.media.pin({ mediaId: item.id, sceneId: sceneIds[0], at: 0.25 })
  expect(await client.media.movePin({ pinId: pin.id, sceneId: sceneIds[1], at: 0.5 })).toEqual({
    ...pin,
    sceneId: sceneIds[1],
    at: 0.5,
  })
  expect(told).toContain('media')
  await client.media.remove({ mediaId: item.id })
  expect(await client.media.list()).toEqual({ items: [], pins: [] })

  expect(store.journal.undo()?.label).toBe('media.remove')
  const back = await client.media.list()
  expect(back.items[0]).toMatchObject({ caption: 'The lamp', alt: 'A lamp on a sill' })
  expect(back.pins).toEqual([{ ...pin, sceneId: sceneIds[1], at: 0.5 }])
  expect(store.blobs.removeUnreferenced()).toBe(0)
  expect([store.journal.undo(), store.journal.undo()].map((done) => done?.label)).toEqual([
    'media.movePin',
    'media.pin',
  ])
  expect((await client.media.list()).pins).toEqual([])
})

test('a pin on a scene or a file that is not there is refused', async () => {
  const { client, sceneIds } = workbench({ scenes: [['One.']] })
  const item = await client.media.add({ file: fileOf(Buffer.from('text'), 'a.txt') })
  await expect(client.media.pin({ mediaId: item.id, sceneId: 'nowhere', at: 0 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(client.media.pin({ mediaId: 'nothing', sceneId: sceneIds[0], at: 0 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
