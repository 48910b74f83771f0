// The map of a trained variational autoencoder: sentences of the book on it, the way between two, others near one.
import { expect, test } from 'vitest'
import { novel } from '../helpers/novel.ts'
import { collect, workbench } from './workbench.ts'

const paragraphs = novel()
  .slice(40_000, 58_000)
  .split(/\n{2,}/)
  .map((text) => text.replaceAll('\n', ' ').trim())

const trained = async (modelId: string) => {
  const bench = workbench({ scenes: [paragraphs] })
  const { id } = await bench.client.training.start({ modelId, preset: 'tiny' })
  const events = await collect(await bench.client.training.watch({ runId: id }))
  expect(events.at(-1)).toMatchObject({ run: { hasModel: true } })
  return { ...bench, runId: id, events }
}

test('a map shows sentences of the book; morphing and varying write on the same map, repeatably', async () => {
  const { client, runId, events } = await trained('vae')
  const told = events.flatMap((event) => (event.kind === 'step' && event.numbers ? [event.numbers] : []))
  expect(told.length).toBeGreaterThan(0)
  expect(told.every(({ divergence, reconstruction }) => divergence >= 0 && reconstruction > 0)).toBe(true)

  const { view, places } = await client.latent.map({ runId, sentences: 40 })
  expect(places).toHaveLength(40)
  expect(view.explained).toBeGreaterThan(0.2)
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBeGreaterThan(30)
  const book = paragraphs.join(' ').replaceAll(/\s+/g, ' ')
  for (const { text, title } of places) {
    expect(book).toContain(text)
    expect(title).toBe('Scene 1')
  }

  const [from, to] = [places[0], places.at(-1)!]
  const way = { runId, from: from.text, to: to.text, steps: 5, words: 8, view }
  const morphed = await client.latent.morph(way)
  expect(morphed.places).toHaveLength(5)
  for (const [end, place] of [
    [morphed.places[0], from],
    [morphed.places[4], to],
  ] as const) {
    expect(end.x).toBeCloseTo(place.x, 3)
    expect(end.y).toBeCloseTo(place.y, 3)
  }
  expect(morphed.places[2].x).toBeCloseTo((from.x + to.x) / 2, 3)
  expect(morphed.places.every(({ text }) => text !== '')).toBe(true)
  expect(await client.latent.morph(way)).toEqual(morphed)

  const near = await client.latent.vary({ runId, text: from.text, count: 4, words: 8, view })
  expect(near.places).toHaveLength(4)
  expect(new Set(near.places.map(({ x }) => x)).size).toBe(4)
  const still = await client.latent.vary({ runId, text: from.text, count: 2, words: 8, spread: 0, view })
  expect(still.places[0].x).toBeCloseTo(from.x, 3)
})

test('a model without a map, a run without a model, and an empty sentence are refused', async () => {
  const { client, runId } = await trained('gru')
  await expect(client.latent.map({ runId })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  const next = await client.training.start({ modelId: 'vae', preset: 'tiny', settings: { epochs: 1000 } })
  await expect(client.latent.map({ runId: next.id })).rejects.toMatchObject({ code: 'MODEL_MISSING' })
  await client.training.stop({ runId: next.id })
  await expect(client.latent.vary({ runId, text: '  ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})
