import { File } from 'node:buffer'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { analyzersFor } from '../../engine/analysis/senses/registry.ts'
import { NO_SETUP } from '../../engine/analysis/senses/sense-setup.ts'
import { eventually } from '../helpers/eventually.ts'
import { photo, pngBomb, wav } from '../analysis/media/samples.ts'
import { collect, workbench } from './workbench.ts'

/** Networks are loaded below normal priority: on a busy machine that takes its time. */
const LONG = { timeout: 200_000 }
vi.setConfig({ testTimeout: 240_000 })

const fileOf = (bytes: Uint8Array, name: string) => new File([bytes], name)
const shot = (index: number) =>
  photo(60 + index, 40)
    .png()
    .toBuffer()

test('a photo is understood once, its caption in two languages, and never read again', async () => {
  const { client, store } = workbench()
  const { id, hash } = await client.media.add({ file: fileOf(await shot(0), 'a.png') })
  const [before] = await client.media.understanding({ mediaIds: [id] })
  expect(before.analyzers.every(({ state }) => state === 'waiting')).toBe(true)
  const events = await collect(await client.media.analyze({ mediaIds: [id] }))
  expect(events.some(({ kind }) => kind === 'understood')).toBe(true)
  const [{ findings }] = await client.media.understanding({})
  expect(findings.map(({ finding }) => finding.aspect)).toEqual(
    expect.arrayContaining(['palette', 'light', 'mood', 'caption']),
  )
  // Two flat colours hold nobody and nothing.
  expect(findings.map(({ finding }) => finding.aspect)).not.toContain('faces')
  const caption = findings.find(({ finding }) => finding.aspect === 'caption')!
  expect(caption.by).toBe('composed')
  expect(caption.finding).toMatchObject({
    en: expect.stringContaining('light') as string,
    zh: expect.stringContaining('光线') as string,
  })
  const kept = store.mediaFindings.read(hash)
  await collect(await client.media.analyze({}))
  expect(store.mediaFindings.read(hash)).toEqual(kept)
  await collect(await client.media.analyze({ again: true }))
  expect(store.mediaFindings.read(hash)[0].foundAt).toBeGreaterThan(kept[0].foundAt)
})

test("the writer's word stands over what was found, now and later, and goes away with undo", async () => {
  const { client } = workbench()
  const { id } = await client.media.add({ file: fileOf(await shot(0), 'a.png') })
  await collect(await client.media.analyze({}))
  const lightOf = async () =>
    (await client.media.understanding({ mediaIds: [id] }))[0].findings.find(
      ({ finding }) => finding.aspect === 'light',
    )!
  const found = (await lightOf()).finding
  if (found.aspect !== 'light') throw new Error('no light')
  await client.media.correct({ mediaId: id, finding: { ...found, light: 'glaring' } })
  await collect(await client.media.analyze({ again: true }))
  expect(await lightOf()).toMatchObject({
    by: 'hand',
    finding: { light: 'glaring', confidence: 1 },
    before: { light: found.light },
  })
  const [{ findings }] = await client.media.understanding({})
  expect(findings.find(({ finding }) => finding.aspect === 'caption')?.finding).toMatchObject({
    en: expect.stringContaining('Glaring light') as string,
  })
  await client.project.undo()
  expect(await lightOf()).toMatchObject({ finding: found, before: null })
  await client.media.correct({ mediaId: id, finding: { ...found, light: 'dark' } })
  await client.media.uncorrect({ mediaId: id, aspect: 'light' })
  expect((await lightOf()).finding).toEqual(found)
})

test('a mood that the writer names is wholly that, whatever numbers came with it', async () => {
  const { client } = workbench()
  const { id } = await client.media.add({ file: fileOf(await shot(0), 'a.png') })
  await collect(await client.media.analyze({}))
  const [{ findings }] = await client.media.understanding({})
  const mood = findings.map(({ finding }) => finding).find((finding) => finding.aspect === 'mood')
  if (mood?.aspect !== 'mood') throw new Error('no mood')
  const finding = { ...mood, feeling: { ...mood.feeling, emotion: 'fear' as const } }
  const corrected = await client.media.correct({ mediaId: id, finding })
  const shown = corrected.findings.find((each) => each.finding.aspect === 'mood')!
  expect(shown).toMatchObject({ by: 'hand', before: { feeling: { emotion: mood.feeling.emotion } } })
  expect(shown.finding).toMatchObject({ feeling: { emotion: 'fear', valence: -0.6 } })
  await expect(
    client.media.correct({ mediaId: id, finding: { ...finding, confidence: 7 } }),
  ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('many files are understood in the background; a stop keeps what is known, and going on takes up the rest', async () => {
  const { client, engine, folder, store } = workbench()
  const count = 5
  for (let index = 0; index < count; index++) writeFileSync(join(folder, `p${index}.png`), await shot(index))
  writeFileSync(join(folder, 'bomb.png'), pngBomb())
  const paths = Array.from({ length: count }, (_, index) => join(folder, `p${index}.png`))
  await collect(await client.media.addPaths({ paths: [...paths, join(folder, 'bomb.png')] }))
  expect(await client.media.understand()).toEqual({ waiting: count + 1 })
  // Known is what every analyser of photos has read.
  const readers = analyzersFor('image').filter(({ missing }) => missing(NO_SETUP) === null).length
  const done = () =>
    [...Map.groupBy(store.mediaFindings.sources(), ({ hash }) => hash).values()].filter(
      (runs) => runs.length === readers,
    ).length
  await eventually(done, LONG).toBeGreaterThan(0)
  // Joined, not done twice.
  await client.media.understand()
  expect(engine.jobs.list().filter(({ kind }) => kind === 'senses')).toHaveLength(1)
  engine.jobs.stop(engine.jobs.list().find(({ kind }) => kind === 'senses')!.id)
  await eventually(() => engine.jobs.list(), LONG).toEqual([])
  const known = done()
  expect(known).toBeLessThan(count)
  // A file that the stop cut in half has findings already, and waits for the rest.
  const { waiting } = await client.media.understand()
  expect([count + 1 - known, count + 2 - known]).toContain(waiting)
  await eventually(() => engine.jobs.list(), LONG).toEqual([])
  expect(done()).toBe(count + 1)
  const failed = (await client.media.understanding({})).filter(({ analyzers }) =>
    analyzers.some(({ state }) => state === 'failed'),
  )
  expect(failed).toHaveLength(1)
  expect(failed[0].analyzers[0]).toMatchObject({ problem: 'too-large-to-decode' })
})

test('background work ends when nobody has the project open any more', async () => {
  const { client, engine, session } = workbench()
  await client.media.add({ file: fileOf(wav(1), 'a.wav') })
  for (let index = 0; index < 8; index++)
    await client.media.add({
      file: fileOf(
        await photo(1500 + index, 1000)
          .png()
          .toBuffer(),
        'a.png',
      ),
    })
  await client.media.understand()
  engine.projects.leave(session)
  await eventually(() => engine.jobs.list(), LONG).toEqual([])
})
