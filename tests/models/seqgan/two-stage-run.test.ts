// A whole run of two stages: it keeps a model that has gone through the game, and a break within the game leaves no trace.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadBackend, type BackendInfo } from '../../../engine/nn/backend.ts'
import { readWeights } from '../../../engine/nn/weights.ts'
import { Decoder } from '../../../engine/training/decoder.ts'
import { loadModel } from '../../../engine/training/model-file.ts'
import { train } from '../../../engine/training/trainer.ts'
import { novel } from '../../helpers/novel.ts'

let folder = ''
let backend: BackendInfo
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'two-stages-'))
  backend = await loadBackend({ threads: 1 })
})
afterAll(() => rm(folder, { recursive: true }))

async function run(name: string, resume: boolean, stopAfter = Infinity) {
  const controller = new AbortController()
  const measured: { readonly step: number; readonly best: boolean }[] = []
  const result = await train(
    {
      runDir: join(folder, name),
      modelId: 'seqgan',
      preset: 'tiny',
      settings: { epochs: 0.5, gameStart: 0.5, validationsPerEpoch: 8 },
      documents: [{ id: 'one', text: novel().slice(20_000, 36_000) }],
      language: 'en',
      seed: 3,
      resume,
      checkpointEverySeconds: 1e6,
    },
    {
      signal: controller.signal,
      backend,
      now: () => 0,
      onEvent: (event) => {
        if (event.type === 'validation') measured.push(event)
        if (event.type === 'validation' && event.step >= stopAfter) controller.abort()
      },
    },
  )
  return { result, measured }
}

it('keeps what has gone through the game, and stops and resumes within it to the bit', async () => {
  const whole = await run('whole', false)
  expect(whole.result.reason).toBe('finished')
  const { card, model, tokenizer } = await loadModel(whole.result.modelFile)
  expect(card.step).toBeGreaterThan(whole.result.step / 2)
  // The first measurement of the game is the best of the game so far, whatever came before.
  expect(whole.measured.find(({ step }) => step > whole.result.step / 2)!.best).toBe(true)

  const broken = await run('broken', false, Math.ceil(whole.result.step * 0.7))
  expect(broken.result.reason).toBe('stopped')
  const resumed = await run('broken', true)
  expect(resumed.result.step).toBe(whole.result.step)
  expect(resumed.result.bestLoss).toBe(whole.result.bestLoss)
  const [a, b] = await Promise.all(
    ['whole', 'broken'].map((name) => readWeights(join(folder, name, 'last.safetensors'))),
  )
  for (const [name, { data }] of a.tensors)
    expect(
      Buffer.compare(Buffer.from(data.buffer), Buffer.from(b.tensors.get(name)!.data.buffer)),
      name,
    ).toBe(0)

  const decoder = new Decoder(model, tokenizer, { candidates: 2, threads: 1, frozen: true })
  const chunks = [...decoder.write({ prompt: 'The whale', maxWords: 4, seed: 1 })]
  expect(chunks.filter(({ done }) => done)).toHaveLength(2)
  decoder.dispose()
  model.dispose()
})
