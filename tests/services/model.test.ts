// Trained models as things of their own: described, taken along, made smaller, and what is no model is told apart.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { CONDITION_SIZE } from '../../engine/models/condition.ts'
import { novel } from '../helpers/novel.ts'
import { collect, workbench } from './workbench.ts'

const SCENE = novel()
  .slice(40_000, 60_000)
  .split(/\n{2,}/)
  .map((text) => text.replaceAll('\n', ' '))

/** A project with one trained model. */
const desk = async () => {
  const bench = workbench({ scenes: [SCENE] })
  const settings = { epochs: 0.5 }
  const run = await bench.client.training.start({
    modelId: 'transformer',
    preset: 'tiny',
    settings,
    name: 'One',
  })
  await collect(await bench.client.training.watch({ runId: run.id }))
  return { ...bench, runId: run.id, source: { runId: run.id } }
}

/** Without what comes with the studio. */
const ownModels = async (client: ReturnType<typeof workbench>['client']) =>
  (await client.model.list()).filter(({ source }) => !('shippedId' in source))

test('a trained model is listed and says what it is, in the project and as a file', async () => {
  const { client, runId, source, folder, store } = await desk()
  const [model] = await client.model.list()
  const { bestLoss, parameters } = store.runs.get(runId)
  expect(model).toMatchObject({
    source,
    name: 'One',
    modelId: 'transformer',
    parameters,
    validationLoss: bestLoss,
    language: 'en',
    eightBit: false,
    shrunk: null,
  })
  const info = await client.model.info({ source })
  expect(info).toMatchObject({ ...model, tokenizer: 'byte-bpe', settings: { width: 16 } })
  expect(info.tensors.find(({ name }) => name === 'model.embed_tokens.weight')?.shape).toEqual([
    model.vocabularySize,
    16,
  ])
  const runDir = join(folder, 'runs', runId)
  const { name, source: path, ...rest } = await client.model.info({ source: { path: runDir } })
  expect({ name, path }).toEqual({ name: 'best.safetensors', path: { path: join(runDir, name) } })
  expect(rest).toEqual(Object.fromEntries(Object.entries(info).filter(([key]) => key in rest)))
})

test('a model leaves as an ONNX file, on the disk or to be downloaded once', async () => {
  const { client, source, folder } = await desk()
  expect((await client.model.formats()).map(({ id }) => id)).toContain('onnx')
  const path = join(folder, 'one.onnx')
  const [written] = (await collect(await client.model.export({ source, format: 'onnx', path }))).slice(-1)
  const bytes = readFileSync(path)
  expect(written).toMatchObject({ kind: 'done', path, sizeBytes: bytes.length, downloadId: null })

  const session = await InferenceSession.create(bytes)
  // As the file itself says: whoever loads it needs nothing of ours.
  const feeds = Object.fromEntries(
    session.inputMetadata.flatMap((input) => {
      if (!input.name.startsWith('state_') || !input.isTensor) return []
      const shape = input.shape.map(Number)
      return [[input.name, new Tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape)] as const]
    }),
  )
  const { logits } = await session.run({
    ...feeds,
    tokens: new Tensor(Int32Array.of(65), [1]),
    conditions: new Tensor(new Float32Array(CONDITION_SIZE), [1, CONDITION_SIZE]),
  })
  expect(logits.data).toHaveLength((await client.model.info({ source })).vocabularySize)
  await session.release()

  const [done] = (await collect(await client.model.export({ source, format: 'onnx' }))).slice(-1)
  if (done?.kind !== 'done' || done.downloadId === null) throw new Error('nothing to download')
  const file = await client.model.download({ downloadId: done.downloadId })
  expect(file.name).toBe('One.onnx')
  expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true)
  await expect(client.model.download({ downloadId: done.downloadId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

describe('a model made smaller', () => {
  test('says what it cost and writes like any other when it is chosen', async () => {
    const { client, source, runId, sceneIds, folder } = await desk()
    const shrink = async (input: Parameters<typeof client.model.shrink>[0]) => {
      const last = (await collect(await client.model.shrink(input))).at(-1)
      if (last?.kind !== 'done') throw new Error('not done')
      return last.model
    }
    const small = await shrink({ source, eightBit: true })
    const [before] = await client.model.list()
    expect(small).toMatchObject({ name: 'One · 8 bit', eightBit: true })
    expect(small.sizeBytes).toBeLessThan(before.sizeBytes)
    expect(small.shrunk).toMatchObject({ from: 'One', prune: 0, bytesBefore: before.sizeBytes })
    expect(small.shrunk!.lossBefore).toBeCloseTo(before.validationLoss, 4)
    expect(small.shrunk!.lossAfter).toBe(small.validationLoss)

    // Pruned on, an 8-bit model stays one.
    const sparse = await shrink({ source: small.source, prune: 0.6, name: 'Sparse' })
    expect(sparse).toMatchObject({ name: 'Sparse', eightBit: true, shrunk: { prune: 0.6 } })
    expect(sparse.validationLoss).toBeGreaterThan(small.validationLoss)

    const writers = await client.cowriter.writers()
    const own = writers.filter(({ kind }) => kind === 'run')
    expect(own.map(({ name }) => name)).toEqual(['One', 'Sparse', 'One · 8 bit'])
    const chosen = 'runId' in sparse.source ? sparse.source.runId : ''
    const events = await collect(
      await client.cowriter.continue({
        sceneId: sceneIds[0],
        writerId: chosen,
        words: 8,
        candidates: 1,
        seed: 1,
      }),
    )
    expect(events.at(-1)).toMatchObject({ kind: 'done', generation: { modelName: 'Sparse', runId: chosen } })
    await expect(client.training.resume({ runId: chosen })).rejects.toMatchObject({ code: 'NOT_FOUND' })

    const path = join(folder, 'small.safetensors')
    expect(
      await shrink({ source: { path: join(folder, 'runs', runId) }, eightBit: true, path }),
    ).toMatchObject({
      source: { path },
      shrunk: { from: 'best.safetensors' },
      validationLoss: small.validationLoss,
    })
    expect(await ownModels(client)).toHaveLength(3)
  }, 240_000)

  test('that is stopped leaves nothing behind', async () => {
    const { client, source, folder, engine } = await desk()
    const controller = new AbortController()
    const stream = await client.model.shrink({ source, prune: 0.5 }, { signal: controller.signal })
    const told: string[] = []
    try {
      for await (const event of stream) {
        told.push(event.kind)
        controller.abort()
      }
    } catch {
      // How a stop ends the stream is the transport's concern.
    }
    expect(told).not.toContain('done')
    await expect.poll(() => engine.jobs.list()).toEqual([])
    expect(await ownModels(client)).toHaveLength(1)
    expect(readdirSync(join(folder, 'models')).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

test('what is no model, or cannot leave so, is told and nothing is written', async () => {
  const { client, source, folder } = await desk()
  const lies = join(folder, 'lies.safetensors')
  writeFileSync(lies, Buffer.from([255, 255, 255, 255, 255, 255, 255, 127, 1, 2]))
  const other = join(folder, 'other.safetensors')
  const header = Buffer.from('{"__metadata__":{"format":"pt"}}')
  writeFileSync(other, Buffer.concat([Buffer.from([header.length, 0, 0, 0, 0, 0, 0, 0]), header]))
  const info = (path: string) => client.model.info({ source: { path } })
  await expect(info(lies)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  await expect(info(other)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  await expect(info(join(folder, 'none'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  await expect(client.model.info({ source: { runId: 'none' } })).rejects.toMatchObject({ code: 'NOT_FOUND' })

  const path = join(folder, 'out')
  const leave = (format: string, options = {}) =>
    client.model.export({ source, format, options, path }).then(collect)
  await expect(leave('pickle')).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' })
  await expect(leave('onnx', { precision: 'f64' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(client.model.shrink({ source }).then(collect)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  expect(readdirSync(folder)).not.toContain('out')

  // A folder is a run's folder only with a model in it.
  mkdirSync(join(folder, 'empty'))
  await expect(info(join(folder, 'empty'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  copyFileSync(other, join(folder, 'empty', 'best.safetensors'))
  await expect(info(join(folder, 'empty'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
})
