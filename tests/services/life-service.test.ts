// The life record of a project: archives come in once, keep what is edited here, are found, undone, and chosen as material.
import type { WordWish } from '../../engine/models/passage.ts'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { DAY_ONE, dayOneZip, DAYLIO, JRNL, picture } from '../importers/life-archives.ts'
import { collect, workbench } from './workbench.ts'

type Client = ReturnType<typeof workbench>['client']

const take = async (client: Client, name: string, bytes: Uint8Array, more: object = {}) => {
  const events = await collect(
    await client.life.import({ source: { file: new File([new Uint8Array(bytes)], name) }, ...more }),
  )
  const done = events.find((event) => event.kind === 'done')
  if (!done) throw new Error('the import ended early')
  return done
}

describe('a life record', () => {
  it('takes an archive in once, however often it comes', async () => {
    const { client, store } = workbench()
    const zip = await dayOneZip()
    expect(await take(client, 'Journal.zip', zip)).toMatchObject({
      importer: 'day-one',
      added: 2,
      unchanged: 0,
      media: 1,
      moodsRead: 2,
      remarks: [{ code: 'life-unreadable', count: 1 }],
    })
    expect(await take(client, 'Journal.zip', zip)).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2,
      media: 0,
    })
    const { entries, total } = await client.life.list({})
    expect(total).toBe(2)
    expect(entries.map(({ local, mood }) => [local, mood?.by])).toEqual([
      ['2024-06-16T07:30:00', 'model'],
      ['2024-06-14T21:05:00', 'model'],
    ])
    expect(entries[0]?.mood?.emotion).toBe('sadness')
    expect(entries[1]?.mediaIds).toEqual(store.media.list().map(({ id }) => id))
    expect(entries[1]?.time).toBe(Date.parse('2024-06-14T19:05:00Z'))
  })

  it('follows what changed in the archive, except where the writer edited', async () => {
    const { client } = workbench()
    await take(client, 'Journal.zip', await dayOneZip())
    const [second, first] = (await client.life.list({})).entries
    await client.life.update({
      id: second.id,
      change: { text: 'Mine now.', mood: { emotion: 'joy', valence: 0.4, arousal: 0.2 } },
    })
    const later = {
      ...DAY_ONE,
      entries: DAY_ONE.entries.map((entry) => ({ ...entry, text: `${entry.text} More.` })),
    }
    expect(await take(client, 'Journal.zip', await dayOneZip(later))).toMatchObject({
      added: 0,
      changed: 1,
      kept: 1,
    })
    expect((await client.life.get({ id: first.id })).text).toContain('More.')
    expect(await client.life.get({ id: second.id })).toMatchObject({
      text: 'Mine now.',
      edited: true,
      mood: { by: 'hand' },
    })
  })

  it('is one act of undo with its pictures', async () => {
    const { client, store } = workbench()
    await take(client, 'Journal.zip', await dayOneZip())
    expect(await client.project.undo()).toEqual({ label: 'life.import' })
    expect([store.life.count(), store.media.list().length]).toEqual([0, 0])
    await client.project.redo()
    expect(store.life.list().map(({ mediaIds }) => mediaIds.length)).toEqual([0, 1])
  })

  it('keeps an entry whose picture is damaged or missing', async () => {
    const { client } = workbench()
    const done = await take(client, 'd.zip', zipSync({ 'Journal.json': strToU8(JSON.stringify(DAY_ONE)) }))
    expect(done).toMatchObject({ added: 2, media: 0, mediaFailed: 1 })
  })

  it('has no hour that nobody told', async () => {
    const { client } = workbench()
    const later = await client.life.add({ local: '2024-06-14T21:05:00', text: 'The evening.' })
    const noHour = await client.life.add({ local: '2024-06-14', text: 'Some time that day.' })
    expect(noHour).toMatchObject({ local: '2024-06-14', time: new Date(2024, 5, 14, 12).getTime() })
    const { entries } = await client.life.list({ from: '2024-06-14', to: '2024-06-14' })
    expect(entries.map(({ id }) => id)).toEqual([later.id, noHour.id])
    await expect(client.life.add({ local: '2024-06-14T21', text: 'Half an hour.' })).rejects.toThrow()
  })

  it('is found by day, person, place, feeling, tag and words', async () => {
    const { client } = workbench()
    await take(client, 'daylio.csv', strToU8(DAYLIO))
    await take(client, 'journal.txt', strToU8(JRNL))
    await client.life.add({
      local: '2024-07-01T10:00:00',
      text: 'Coffee 100% alone',
      people: ['Anna'],
      place: { name: 'Kiel', latitude: null, longitude: null },
    })
    const count = async (filter: object): Promise<number> => (await client.life.list(filter)).total
    expect(await count({})).toBe(6)
    expect(await count({ from: '2024-06-15', to: '2024-06-15' })).toBe(2)
    expect(await count({ person: 'Anna' })).toBe(1)
    expect(await count({ place: 'Kiel' })).toBe(1)
    expect(await count({ tag: 'swimming' })).toBe(1)
    expect(await count({ emotion: 'joy', tag: 'swimming' })).toBe(1)
    expect(await count({ text: '0% a' })).toBe(1)
    expect(await count({ text: '%' })).toBe(1)
    const days = await client.life.days({})
    expect(days.map(({ day, entries }) => [day, entries])).toEqual([
      ['2024-06-14', 3],
      ['2024-06-15', 2],
      ['2024-07-01', 1],
    ])
    expect((await client.life.facets()).tags.map(({ name }) => name)).toContain('anna')
  })

  it('shows a day that has a photograph only', async () => {
    const { client, store } = workbench()
    const item = await client.media.add({ file: new File([new Uint8Array(await picture(7))], 'a.jpg') })
    const stored = store.media.get(item.id)
    store.media.remove(item.id)
    store.media.insert({ ...stored, takenAt: new Date(2024, 5, 20, 12).getTime() })
    expect(await client.life.days({})).toMatchObject([
      { day: '2024-06-20', entries: 0, media: 1, valence: null },
    ])
    expect(await client.life.days({ person: 'Anna' })).toEqual([])
    const [own] = store.media.list()
    store.mediaFindings.correct(own.id, {
      aspect: 'mood',
      confidence: 1,
      feeling: { valence: 0.7, arousal: 0.4, mix: [1, 0, 0, 0, 0, 0, 0], emotion: 'joy', confidence: 1 },
    })
    // A messenger takes the data out of a photo, but not the day out of its name.
    const bare = await client.media.add({
      file: new File([new Uint8Array(await picture(8))], 'IMG-20240621-WA0001.jpg'),
    })
    // It counts as an entry: found by day, feeling and words, chosen, and made a beat.
    const { media } = await client.life.list({ emotion: 'joy' })
    expect(media).toMatchObject([{ mediaId: own.id, local: '2024-06-20T12:00:00', mood: { emotion: 'joy' } }])
    expect((await client.life.list({ from: '2024-06-21' })).media).toMatchObject([
      { mediaId: bare.id, local: '2024-06-21', kind: 'image' },
    ])
    expect(await client.life.days({ to: '2024-06-20' })).toMatchObject([{ emotion: 'joy', valence: 0.7 }])
    await client.media.update({ mediaId: own.id, caption: 'The pier in the rain' })
    await client.life.setMaterial({ scopeId: null, items: [{ kind: 'media', id: own.id }] })
    expect(await client.life.toPlan({ scopeId: null })).toEqual({ beats: 1 })
    expect(store.beats.list(null)).toMatchObject([
      { title: '2024-06-20', summary: 'The pier in the rain', emotion: 'joy' },
    ])
  })

  it('finds loose photographs by who is named in them and by where they were taken', async () => {
    const { client, store } = workbench()
    await client.life.add({
      local: '2024-06-20T08:00:00',
      text: 'With Marta at the sea.',
      people: ['Marta', 'Ana'],
      place: { name: 'Old harbour', latitude: 54.32, longitude: 10.14 },
    })
    const added = [10, 120, 230].map(async (red) =>
      client.media.add({ file: new File([new Uint8Array(await picture(red))], `IMG_20240620_${red}.jpg`) }),
    )
    const [near, far, told] = await Promise.all(added)
    const at = (id: string, latitude: number | null, longitude: number | null): void => {
      const stored = store.media.get(id)
      store.media.remove(id)
      store.media.insert({ ...stored, takenAt: Date.parse('2024-06-20T12:00:00'), latitude, longitude })
    }
    at(near.id, 54.323, 10.143)
    at(far.id, 53.55, 9.99)
    at(told.id, null, null)
    await client.media.update({ mediaId: near.id, caption: 'Martamoved to a bench' })
    await client.media.update({ mediaId: told.id, caption: 'Marta, 在 the Old Harbour' })
    const found = async (filter: object): Promise<string[]> =>
      (await client.life.list(filter)).media.map(({ mediaId }) => mediaId).toSorted()
    expect(await found({ place: 'Old harbour' })).toEqual([near.id, told.id].toSorted())
    expect(await found({ person: 'Marta' })).toEqual([told.id])
    expect(await found({ person: 'Ana' })).toEqual([])
    expect(await found({ person: 'Marta', place: 'Old harbour' })).toEqual([told.id])
    expect(await found({ tag: 'sea' })).toEqual([])
    expect((await client.life.days({ place: 'Old harbour' }))[0]).toMatchObject({ entries: 1, media: 2 })
  })

  it('gives material to a scene, which also has that of the book', async () => {
    const { client, sceneIds } = workbench({ scenes: [['One.']] })
    await take(client, 'daylio.csv', strToU8(DAYLIO))
    const ids = (await client.life.list({})).entries.map(({ id }) => ({ kind: 'entry' as const, id }))
    await client.life.setMaterial({ scopeId: sceneIds[0], items: ids.slice(0, 1) })
    await client.life.setMaterial({ scopeId: null, items: ids.slice(0, 2) })
    expect(await client.life.material({ scopeId: sceneIds[0] })).toEqual({
      own: ids.slice(0, 1),
      inherited: ids.slice(1, 2),
    })
    await client.life.remove({ ids: [ids[0].id] })
    expect(await client.life.material({ scopeId: sceneIds[0] })).toEqual({
      own: [],
      inherited: ids.slice(1, 2),
    })
    await expect(
      client.life.setMaterial({ scopeId: null, items: [{ kind: 'entry', id: 'nobody' }] }),
    ).rejects.toThrow(/not in the life record/)
  })

  it('previews without keeping anything, and says when an archive is none', async () => {
    const { client, folder, store } = workbench()
    const path = join(folder, 'daylio.csv')
    writeFileSync(path, DAYLIO)
    const [preview] = (await collect(await client.life.preview({ source: { path } }))).filter(
      ({ kind }) => kind === 'preview',
    )
    expect(preview).toMatchObject({
      preview: { importer: 'daylio', entries: 3, from: '2024-06-14', to: '2024-06-15', moods: 3 },
    })
    expect(store.life.count()).toBe(0)
    await expect(take(client, 'a.exe', strToU8('MZ nothing'))).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
    })
    await expect(take(client, 'a.zip', new Uint8Array())).rejects.toMatchObject({ code: 'EMPTY_FILE' })
    await expect(take(client, 'a.zip', strToU8('PK\u0003\u0004 broken'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
  })

  it('can be stopped before anything is kept', async () => {
    const { client, store } = workbench()
    const stop = new AbortController()
    const source = { file: new File([new Uint8Array(await dayOneZip())], 'Journal.zip') }
    const stream = await client.life.import({ source }, { signal: stop.signal })
    stop.abort()
    await collect(stream).catch(() => undefined)
    expect(store.life.count()).toBe(0)
  })
})

describe('material', () => {
  it('becomes beats in the order in which it was lived, in one act', async () => {
    const { client, store } = workbench()
    await take(client, 'daylio.csv', strToU8(DAYLIO))
    const items = (await client.life.list({})).entries.map(({ id }) => ({ kind: 'entry' as const, id }))
    await client.life.setMaterial({ scopeId: null, items })
    expect(await client.life.toPlan({ scopeId: null })).toEqual({ beats: 3 })
    const beats = store.beats.list(null)
    expect(beats.map(({ title }) => title)).toEqual(['2024-06-14', '2024-06-14', '2024-06-15'])
    expect(beats[2]).toMatchObject({
      summary: 'She left. \nI said nothing.',
      emotion: 'sadness',
      locked: true,
    })
    await client.project.undo()
    expect(store.beats.list(null)).toEqual([])
  })

  it('steers what is written: its words are wished for, its mood is the target, each sentence keeps where it comes from', async () => {
    const asked: { prompt: string; favour?: WordWish | undefined }[] = []
    const { client, store, sceneIds } = workbench({
      scenes: [['It was late.']],
      tensors: {
        // Stands in for a model that writes what it is told: what is measured is what it is asked for.
        async *sample(request) {
          asked.push(request)
          await Promise.resolve()
          yield { candidate: 0, text: 'Marta carried the lantern to the pier. Ludwig slept.' }
          yield { candidate: 0, text: '', done: { reason: 'sentence', tokens: 9, logProbability: -9 } }
        },
      },
    })
    const entry = await client.life.add({
      local: '2024-06-14T10:00:00',
      text: 'Marta brought an old lantern to the pier.',
      people: ['Marta'],
      mood: { emotion: 'joy', valence: 0.8, arousal: 0.5 },
    })
    const write = async (material: readonly { kind: 'entry'; id: string }[]) => {
      const wish = { sceneId: sceneIds[0], writerId: 'arcwright-small-en', words: 20, candidates: 1, seed: 1 }
      const events = await collect(await client.cowriter.continue({ ...wish, material: [...material] }))
      const done = events.find((event) => event.kind === 'done')
      if (done?.kind !== 'done') throw new Error('it ended early')
      return done.generation
    }
    const told = await write([{ kind: 'entry', id: entry.id }])
    expect(asked[0]?.favour?.words.map(({ word }) => word)).toEqual(
      expect.arrayContaining(['Marta', 'lantern', 'pier']),
    )
    // It reads the entry as the text before the text.
    expect(asked[0]?.prompt).toBe('Marta brought an old lantern to the pier.\n\nIt was late.')
    expect(told.target.valence).toBeCloseTo(0.8)
    expect(told.candidates[0]?.reasons.find(({ key }) => key === 'material')?.value).toBeGreaterThan(0.5)
    const sources = await client.cowriter.sources({ candidateId: told.candidates[0]?.id ?? '' })
    expect(sources[0]?.sources[0]).toMatchObject({ id: `entry:${entry.id}`, atMs: null })
    const plain = await write([])
    expect(asked[1]?.favour).toBeUndefined()
    expect(plain.target.valence).toBeNull()
    expect(await client.cowriter.sources({ candidateId: plain.candidates[0]?.id ?? '' })).toEqual([])
    expect(store.generations.history(5)).toHaveLength(2)
  })
})
