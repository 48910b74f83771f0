// The model that comes with the studio: it writes where nothing was trained, is learnt on, and leaves for llama.cpp.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { assetPath } from '../../engine/domain/asset-path.ts'
import { agreementOf, readByModel } from '../../engine/evals/gguf/compare.ts'
import { readByLlama } from '../../engine/evals/gguf/llama.ts'
import { loadBackend } from '../../engine/nn/backend.ts'
import { countWords } from '../../engine/text/words.ts'
import { loadModel } from '../../engine/training/model-file.ts'
import { loadLlama } from '../helpers/llama.ts'
import { novel } from '../helpers/novel.ts'
import { collect, workbench } from './workbench.ts'

const ID = 'arcwright-small-en'
const NAME = 'Arcwright small, English'
const FILE = assetPath('writer', 'en.safetensors')
const PARAGRAPH = 'The ferry was late. “It is always late,” she said, and looked at the dark water.'
const llama = await loadLlama()

describe('its file', () => {
  it('is small, has a card, and knows how its tokens feel', async () => {
    expect(statSync(FILE).size).toBeLessThan(40e6)
    expect(existsSync(assetPath('writer', 'README.md'))).toBe(true)
    await loadBackend({ threads: 1 })
    const { model, feelings, card } = await loadModel(FILE)
    model.dispose()
    expect(card).toMatchObject({ language: 'en', plainMarks: true, shrunk: { eightBit: true } })
    const [joy, , , , , , , valence] = feelings!.explained
    expect(joy).toBeGreaterThan(0.2)
    expect(valence).toBeGreaterThan(0.2)
  })
})

describe('in a project where nothing has been trained', () => {
  test('it writes several short passages under the writer’s own marks, and says who wrote', async () => {
    const { client, sceneIds } = workbench({ scenes: [[PARAGRAPH]] })
    expect(await client.cowriter.writers()).toMatchObject([
      { id: ID, kind: 'shipped', name: NAME, modelId: 'transformer', usual: { words: 40, candidates: 4 } },
    ])
    const events = await collect(await client.cowriter.continue({ sceneId: sceneIds[0], seed: 3 }))
    const last = events.at(-1)
    if (last?.kind !== 'done') throw new Error('not done')
    const { candidates, runId, modelName, settings } = last.generation
    expect({ runId, modelName }).toEqual({ runId: null, modelName: NAME })
    expect(settings).toMatchObject({ words: 40, candidates: 4 })
    expect(candidates).toHaveLength(4)
    for (const { text } of candidates) {
      expect(countWords(text)).toBeGreaterThan(0)
      // About forty: a sentence that is begun may end.
      expect(countWords(text)).toBeLessThanOrEqual(60)
      expect(text).not.toMatch(/["']|--/)
    }
    expect(new Set(candidates.map(({ text }) => text)).size).toBe(4)
  })

  test('it gives what is asked for, and the same again for the same seed', async () => {
    const { client, sceneIds } = workbench({ scenes: [[PARAGRAPH]] })
    const write = async () => {
      const wish = {
        sceneId: sceneIds[0],
        writerId: ID,
        words: 8,
        candidates: 2,
        seed: 5,
        emotion: 'fear' as const,
      }
      const last = (await collect(await client.cowriter.continue(wish))).at(-1)
      if (last?.kind !== 'done') throw new Error('not done')
      return last.generation.candidates.map(({ text }) => text)
    }
    const texts = await write()
    expect(texts).toHaveLength(2)
    for (const text of texts) expect(countWords(text)).toBeLessThanOrEqual(12)
    expect(await write()).toEqual(texts)
  })

  test('in another language it does not offer itself', async () => {
    const { client } = workbench({ scenes: [['灯灭了。']], language: 'zh' })
    expect(await client.cowriter.writers()).toEqual([])
    expect(await client.model.list()).toMatchObject([{ source: { shippedId: ID }, language: 'en' }])
  })
})

test('it is described, and a model that does not come along is not found', async () => {
  const { client } = workbench({ scenes: [] })
  const model = await client.model.info({ source: { shippedId: ID } })
  expect(model).toMatchObject({ name: NAME, eightBit: true, language: 'en', formats: ['onnx', 'gguf'] })
  expect(model.sizeBytes).toBe(statSync(FILE).size)
  await expect(client.model.info({ source: { shippedId: 'arcwright-small-xx' } })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('an adapter learns over it, and then the run writes', async () => {
  const text = novel()
    .slice(40_000, 58_000)
    .replaceAll('"', '”')
    .split(/\n{2,}/)
  const { client, sceneIds } = workbench({ scenes: [text.map((part) => part.replaceAll('\n', ' '))] })
  const run = await client.training.start({
    modelId: 'transformer',
    preset: 'base',
    settings: { epochs: 0.2, batchSize: 4, sequenceLength: 32 },
    adapter: { baseRunId: ID, kind: 'lora' },
  })
  expect(run).toMatchObject({ modelId: 'transformer', adapter: { baseRunId: ID, baseName: NAME } })
  await collect(await client.training.watch({ runId: run.id }))
  const [writer, shipped] = await client.cowriter.writers()
  expect([writer.id, shipped.id]).toEqual([run.id, ID])
  const wish = { sceneId: sceneIds[0], words: 6, candidates: 1, seed: 1 }
  const last = (await collect(await client.cowriter.continue(wish))).at(-1)
  if (last?.kind !== 'done') throw new Error('not done')
  expect(last.generation.runId).toBe(run.id)
  expect(countWords(last.generation.candidates[0].text)).toBeGreaterThan(0)
}, 240_000)

test.skipIf(!('llama' in llama))(
  `llama.cpp reads it as we do${'reason' in llama ? ` (${llama.reason})` : ''}`,
  async () => {
    if (!('llama' in llama)) throw new Error('no llama.cpp')
    const { client, folder } = workbench({ scenes: [] })
    const path = join(folder, 'writer.gguf')
    const options = { precision: 'f16', emotion: 'none' }
    await collect(await client.model.export({ source: { shippedId: ID }, format: 'gguf', options, path }))
    const { model, tokenizer } = await loadModel(FILE)
    const theirs = await llama.llama.loadModel({ modelPath: path, gpuLayers: 0 })
    const text = 'She came in from the rain, and said nothing. "You are late," he said.\n\nThe lamp was out.'
    const tokens = [...tokenizer.encode(text)]
    expect(Array.from(theirs.tokenize(text), Number)).toEqual(tokens)
    const { sameTop, furthest } = agreementOf(readByModel(model, tokens), await readByLlama(theirs, tokens))
    expect(furthest).toBeLessThan(0.05)
    expect(sameTop).toBeGreaterThanOrEqual(0.9 * tokens.length)
    await theirs.dispose()
    model.dispose()
  },
  60_000,
)
