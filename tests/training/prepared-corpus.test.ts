// A corpus made once: its file gives back every number, and a run reads it as it would read the documents.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadBackend } from '../../engine/nn/backend.ts'
import { writeWeights } from '../../engine/nn/weights.ts'
import { loadCorpus, prepareCorpus, saveCorpus } from '../../engine/training/prepared-corpus.ts'
import { train } from '../../engine/training/trainer.ts'
import type { TrainRequest } from '../../engine/training/types.ts'
import { novel } from '../helpers/novel.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corpus-'))
})
afterAll(() => rm(folder, { recursive: true }))

const documents = novel()
  .slice(20_000, 50_000)
  .split(/\n\n+/)
  .map((text, i) => ({ id: String(i), text, condition: { valence: (i % 5) / 2 - 1, arousal: 0.5 } }))
const options = { vocabularySize: 300, validationShare: 0.1 }

it('comes back from its file as it was', async () => {
  const file = join(folder, 'corpus.safetensors')
  const made = prepareCorpus(documents, options)
  await saveCorpus(file, made)
  const read = await loadCorpus(file)
  expect(read.train.numbers).toEqual(made.train.numbers)
  expect(read.validation.numbers).toEqual(made.validation.numbers)
  expect(read.tokenizer.toJSON()).toEqual(made.tokenizer.toJSON())
  expect(read.feelings).toEqual(made.feelings)
  expect(made.feelings).not.toBeNull()
  const facts = ({ hash, baselineLoss, validationBytes }: typeof made) => ({
    hash,
    baselineLoss,
    validationBytes,
  })
  expect(facts(read)).toEqual(facts(made))
})

it('teaches a run what its documents would', async () => {
  const backend = await loadBackend({ threads: 2 })
  const corpusFile = join(folder, 'for-a-run.safetensors')
  await saveCorpus(corpusFile, prepareCorpus(documents, options))
  const run = (name: string, from: Pick<TrainRequest, 'documents' | 'corpusFile'>) =>
    train(
      {
        runDir: join(folder, name),
        modelId: 'gru',
        preset: 'tiny',
        settings: { epochs: 0.2 },
        language: 'en',
        seed: 1,
        ...from,
      },
      { signal: new AbortController().signal, backend, now: () => 0, onEvent: () => undefined },
    )
  const fromDocuments = await run('documents', { documents })
  const fromFile = await run('file', { documents: [], corpusFile })
  expect(fromFile.bestLoss).toBe(fromDocuments.bestLoss)
  expect(fromFile.baselineLoss).toBe(fromDocuments.baselineLoss)
})

it('says what to do with a file that holds something else', async () => {
  const file = join(folder, 'weights.safetensors')
  await writeWeights(file, { tensors: new Map(), metadata: {} })
  await expect(loadCorpus(file)).rejects.toThrow('no prepared corpus; prepare it again')
  const junk = join(folder, 'junk.safetensors')
  await writeFile(junk, 'no safetensors at all')
  await expect(loadCorpus(junk)).rejects.toThrow('safetensors')
})
