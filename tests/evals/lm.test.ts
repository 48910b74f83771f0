// Bits a byte of a model that learnt one thing: every byte counted, worse on what it never saw, beside compressors and n-grams.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runLm } from '../../engine/evals/lm.ts'
import { compressedBits } from '../../engine/evals/lm/compressors.ts'
import { storyText } from '../../engine/evals/story/story-text.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { prepareCorpus, saveCorpus } from '../../engine/training/prepared-corpus.ts'
import { train } from '../../engine/training/trainer.ts'
import { novel } from '../helpers/novel.ts'

let folder = ''
let modelFile = ''
let corpusFile = ''
const signal = new AbortController().signal
const pages = storyText(novel().slice(20_000, 60_000))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lm-'))
  corpusFile = join(folder, 'corpus.safetensors')
  const documents = [{ id: 'pages', text: pages }]
  await saveCorpus(corpusFile, prepareCorpus(documents, { vocabularySize: 400, validationShare: 0.1 }))
  const result = await train(
    {
      runDir: join(folder, 'run'),
      modelId: 'transformer',
      preset: 'tiny',
      settings: { epochs: 4 },
      documents: [],
      corpusFile,
      language: 'en',
      seed: 1,
    },
    { signal, backend: await loadBackend({ threads: 1 }), now: () => 0, onEvent: () => undefined },
  )
  ;({ modelFile } = result)
  for (const [name, text] of [
    ['known', pages.slice(5000, 9000)],
    ['unknown', storyText(novel().slice(200_000, 204_000)).toUpperCase()],
  ] as const) {
    await mkdir(join(folder, name))
    await writeFile(join(folder, name, 'text.txt'), text)
  }
})
afterAll(() => rm(folder, { recursive: true }))

const measure = (set: string, withCorpus = true) =>
  runLm({
    set: join(folder, set),
    modelFile,
    ...(withCorpus ? { corpusFile } : {}),
    threads: 1,
    signal,
    say: () => undefined,
  })

it('counts every byte and knows what it has read better than what it has not', async () => {
  const [known, unknown] = [await measure('known'), await measure('unknown')]
  expect(known.bytes).toBe(Buffer.byteLength(storyText(pages.slice(5000, 9000))))
  expect(known.bitsPerByte).toBeLessThan(unknown.bitsPerByte)
  // Below eight bits, which a byte has, and above what any model of this size could reach.
  expect(known.bitsPerByte).toBeGreaterThan(1)
  expect(unknown.bitsPerByte).toBeLessThan(9)
  expect(known.files).toMatchObject([
    { name: 'text.txt', bytes: known.bytes, bitsPerByte: known.bitsPerByte },
  ])
  if (!('bitsPerByte' in known.ngram && 'bitsPerByte' in unknown.ngram)) throw new Error('no n-grams')
  expect(known.ngram.bitsPerByte).toBeLessThan(unknown.ngram.bitsPerByte)
})

it('says why a baseline is left out', async () => {
  const { ngram } = await measure('known', false)
  expect(ngram).toMatchObject({ skipped: expect.stringContaining('--keep') as string })
  await expect(measure('nothing')).rejects.toThrow('nothing')
  await mkdir(join(folder, 'empty'))
  await expect(measure('empty')).rejects.toThrow('no .txt file')
})

it.each(['xz', 'ppmd'] as const)(
  '%s is smaller on what repeats, or says what is not installed',
  async (id) => {
    const [even, varied] = await Promise.all(
      ['again and again. '.repeat(400), pages.slice(0, 6800)].map((text) =>
        compressedBits(id, [Buffer.from(text)], signal),
      ),
    )
    if ('skipped' in even || 'skipped' in varied) {
      expect(even).toEqual({ skipped: expect.stringContaining('not installed') as string })
      return
    }
    expect(even.bits).toBeLessThan(varied.bits)
    expect(varied.bits).toBeLessThan(8 * 6800)
  },
)
