// The evals of the adapter and of the character transformer, small: they run to their end and their figures hang together.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCharGpt } from '../../engine/evals/char-gpt.ts'
import { runLora } from '../../engine/evals/lora.ts'
import { novel } from '../helpers/novel.ts'

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
