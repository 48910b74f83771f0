// The evals of the adapter and of the character transformer, small: they run to their end and their figures hang together.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCharGpt } from '../../engine/evals/char-gpt.ts'
import { runGguf } from '../../engine/evals/gguf.ts'
import { runLora } from '../../engine/evals/lora.ts'
import { loadLlama } from '../helpers/llama.ts'
import { novel } from '../helpers/novel.ts'

const llama = await loadLlama()

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evals-'))
})
afterAll(() => rm(folder, { recursive: true }))

const context = () => ({
  folder,
  seed: 1,
  threads: 1,
  signal: new AbortController().signal,
  now: () => performance.now(),
  say: () => undefined,
})

it('lora compares an adapter with full fine-tuning on a held-out text', async () => {
  const part = (from: number, length: number) => novel().slice(from, from + length)
  const figures = await runLora({
    ...context(),
    others: [{ id: 'others', text: part(20_000, 20_000) }],
    // A voice of its own.
    own: [{ id: 'own', text: part(60_000, 5000).toUpperCase() }],
    heldOut: [{ id: 'held', text: part(80_000, 3000).toUpperCase() }],
    minutes: 0.05,
    settings: {
      width: 16,
      heads: 2,
      layers: 1,
      hidden: 32,
      vocabularySize: 300,
      batchSize: 4,
      sequenceLength: 16,
    },
  })
  expect(figures.fullLoss).toBeLessThan(figures.baseLoss)
  expect(figures.loraLoss).toBeLessThan(figures.baseLoss)
  expect(figures.share).toBeLessThan(1)
  expect(figures.recovered).toBeCloseTo(
    (figures.baseLoss - figures.loraLoss) / (figures.baseLoss - figures.fullLoss),
  )
})

it.skipIf('reason' in llama)('gguf trains, exports, and finds llama.cpp of one mind with us', async () => {
  const part = (from: number, length: number) => novel().slice(from, from + length)
  const figures = await runGguf({
    ...context(),
    folder: await mkdtemp(join(folder, 'gguf-')),
    others: [{ id: 'others', text: part(20_000, 20_000) }],
    own: [{ id: 'own', text: part(60_000, 5000) }],
    heldOut: part(80_000, 2000),
    minutes: 0.05,
    // A row of q8_0 is 32 numbers.
    settings: {
      width: 32,
      heads: 2,
      layers: 1,
      hidden: 64,
      vocabularySize: 300,
      batchSize: 4,
      sequenceLength: 32,
    },
  })
  expect(figures.sameTokens).toBe(true)
  expect(figures.positions).toBe(200)
  expect(figures.f16).toMatchObject({ positions: 200 })
  // However far the clock let this toy's adapter learn; a model of real size is held to 1e-2 by the experiment itself.
  expect(figures.f16.furthest).toBeLessThan(5e-2)
  expect(figures.f16.sameTop).toBeGreaterThanOrEqual(198)
  expect(figures.adapter.steps).toBeGreaterThan(0)
})

it('char-gpt gives a falling curve, and a peer all it needs to run the same', async () => {
  const figures = await runCharGpt({
    ...context(),
    text: novel().slice(20_000, 66_000),
    steps: 20,
    measureEvery: 10,
  })
  expect(figures.curve.map(({ step }) => step)).toEqual([0, 10, 20])
  expect(figures.curve[0].validationLoss).toBeCloseTo(Math.log(figures.vocabularySize), 0)
  expect(figures.validationLoss).toBeLessThan(figures.curve[0].validationLoss)
  const plan = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as { rates: number[] }
  expect(plan.rates).toHaveLength(20)
  expect((await readFile(join(folder, 'crops.int32'))).length).toBe(20 * 12 * 4)
})
