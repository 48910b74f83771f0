// The place where a photo was taken has a name: found by the analyser, and known to search, the life record, material and masks.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { namesOfStory } from '../../engine/services/story-names.ts'
import { materialTexts } from '../../engine/services/material-pieces.ts'
import { photo } from '../analysis/media/samples.ts'
import { collect, workbench } from './workbench.ts'

// The analysers' process takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

/** Of a terrace in Lisbon, on a day in June. */
const lisbon = async () => {
  const bytes = await photo(60, 40)
    .jpeg()
    .withExif({
      IFD2: { DateTimeOriginal: '2024:06:20 12:00:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '38/1 43/1 20/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '9/1 8/1 21/1',
      },
    })
    .toBuffer()
  return new File([new Uint8Array(bytes)], 'terrace.jpg')
}

const desk = async (scenes: readonly string[][] = [['One.']]) => {
  const bench = workbench({ scenes })
  const { client } = bench
  const { id } = await client.media.add({ file: await lisbon() })
  await collect(await client.media.analyze({ mediaIds: [id] }))
  const placeOf = async () => {
    const [{ findings }] = await client.media.understanding({ mediaIds: [id] })
    const shown = findings.find(({ finding }) => finding.aspect === 'place')
    if (shown?.finding.aspect !== 'place') throw new Error('no place was found')
    return { by: shown.by, finding: shown.finding }
  }
  return { ...bench, id, placeOf }
}

test('it is found through the process of the analysers, corrected by hand, and searched for', async () => {
  const { client, id, placeOf } = await desk()
  const { finding } = await placeOf()
  expect(finding.en).toMatch(/, Lisbon, Portugal$/)
  const found = async (query: string) => (await client.search.query({ query })).media.length
  expect([await found('lisbon'), await found('葡萄牙'), await found('Graça')]).toEqual([1, 1, 0])
  await client.media.correct({
    mediaId: id,
    finding: { ...finding, en: 'Graça, Lisbon', zh: 'Graça, Lisbon' },
  })
  expect(await placeOf()).toMatchObject({ by: 'hand', finding: { distanceKm: null, confidence: 1 } })
  expect([await found('Graça'), await found('葡萄牙')]).toEqual([1, 0])
  await client.media.uncorrect({ mediaId: id, aspect: 'place' })
  expect((await placeOf()).finding).toEqual(finding)
})

test('the life record is narrowed by the town, its region and its country', async () => {
  const { client, store, id, placeOf } = await desk()
  await client.life.add({
    local: '2024-06-21T09:00:00',
    text: 'Rain.',
    place: { name: 'Lisbon', latitude: null, longitude: null },
  })
  const { finding } = await placeOf()
  const { places } = await client.life.facets()
  expect(places[0]).toEqual({ name: 'Lisbon', count: 2 })
  expect(places).toContainEqual({ name: 'Portugal', count: 1 })
  for (const place of ['Lisbon', 'Portugal', finding.en])
    expect((await client.life.list({ place })).media).toMatchObject([{ mediaId: id, place: finding.en }])
  expect((await client.life.list({ place: 'Porto' })).media).toEqual([])
  await client.life.setMaterial({ scopeId: null, items: [{ kind: 'media', id }] })
  await client.life.toPlan({ scopeId: null })
  expect(store.beats.list(null)).toMatchObject([{ background: finding.en }])
})

test('it is a fact of the material', async () => {
  const { client, project, sceneIds, id } = await desk()
  await client.life.setMaterial({ scopeId: sceneIds[0], items: [{ kind: 'media', id }] })
  const [text] = materialTexts(project, sceneIds[0])
  expect(text.names).toEqual(expect.arrayContaining(['Lisbon', 'Portugal']))
  expect(text.title).toMatch(/^2024-06-20, .*Lisbon, Portugal, terrace\.jpg$/)
})

test('it is private: found among the details of the book, and known to whoever masks', async () => {
  const { client, store, folder } = await desk([['Rain. Lisbon was warm.']])
  const last = (await collect(await client.privacy.find())).at(-1)
  const details = last?.kind === 'found' ? last.details : []
  expect(details.find(({ original }) => original === 'Lisbon')).toMatchObject({ kind: 'place', inBook: 1 })
  // The beginning of a sentence gives no name away by itself.
  expect(namesOfStory(store, 'Lisbon was warm.')).toContain('Lisbon')
  const path = join(folder, 'copy')
  await collect(await client.privacy.shareCopy({ path }))
  const bytes = readFileSync(`${path}.arcwright`).toString('latin1')
  expect(bytes).toContain('was warm')
  for (const name of ['Lisbon', 'Portugal']) expect(bytes).not.toContain(name)
})
