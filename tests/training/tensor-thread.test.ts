// The tensor thread as the engine uses it: train, write, stop, both at once, and a worker that dies.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TensorThread } from '../../engine/training/tensor-thread.ts'
import type { SampleChunk } from '../../engine/models/passage.ts'
import type { SampleRequest, TrainEvent, TrainRequest } from '../../engine/training/types.ts'
import { novel } from '../helpers/novel.ts'

let folder = ''
let thread: TensorThread
let modelFile = ''
const never = new AbortController().signal

const trainRequest = (name: string, settings: Record<string, number>): TrainRequest => ({
  runDir: join(folder, name),
  modelId: 'gru',
  preset: 'tiny',
  settings,
  documents: [{ id: 'book', text: novel().slice(20_000, 45_000) }],
  language: 'en',
  seed: 1,
})
const sampleRequest = (overrides: Partial<SampleRequest> = {}): SampleRequest => ({
  modelFile,
  prompt: 'The whale ',
  maxWords: 12,
  candidates: 3,
  seed: 7,
  ...overrides,
})

async function collect(request: SampleRequest, signal = never) {
  const texts: string[] = Array.from({ length: request.candidates }, () => '')
  const done: (SampleChunk['done'] | undefined)[] = []
  for await (const chunk of thread.sample(request, { signal })) {
    texts[chunk.candidate] += chunk.text
    if (chunk.done) done[chunk.candidate] = chunk.done
  }
  return { texts, done }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thread-'))
  thread = new TensorThread({ threads: 1 })
  const result = await thread.train(trainRequest('first', { epochs: 0.5 }), {
    signal: never,
    onEvent: () => undefined,
  })
  modelFile = result.modelFile
})
afterAll(async () => {
  await thread.dispose()
  await rm(folder, { recursive: true })
})

describe('writing', () => {
  it('streams every candidate to one end each, the same words for the same seed', async () => {
    const first = await collect(sampleRequest())
    expect(first.texts.every((text) => text.length > 5)).toBe(true)
    expect(new Set(first.texts).size).toBe(3)
    for (const done of first.done) {
      expect(done!.tokens).toBeGreaterThan(0)
      expect(done!.logProbability).toBeLessThan(0)
    }
    expect((await collect(sampleRequest())).texts).toEqual(first.texts)
    expect((await collect(sampleRequest({ seed: 8 }))).texts).not.toEqual(first.texts)
    expect((await collect(sampleRequest({ prompt: '' }))).texts).not.toEqual(first.texts)
  })

  it('answers requests that come at once as it answers them one by one', async () => {
    const alone = await collect(sampleRequest({ seed: 3 }))
    const [a, b] = await Promise.all([
      collect(sampleRequest({ seed: 3 })),
      collect(sampleRequest({ seed: 4 })),
    ])
    expect(a.texts).toEqual(alone.texts)
    expect(b.texts).not.toEqual(alone.texts)
  })

  it('stops when told, long before the end', async () => {
    const controller = new AbortController()
    const chunks: SampleChunk[] = []
    const request = sampleRequest({ maxWords: 20_000, candidates: 1, sampling: { order: [] } })
    for await (const chunk of thread.sample(request, { signal: controller.signal })) {
      chunks.push(chunk)
      controller.abort()
    }
    expect(chunks.at(-1)!.done!.reason).toBe('aborted')
    expect(chunks.at(-1)!.done!.tokens).toBeLessThan(2000)
  })

  it('stops when nobody listens any more, and takes the next request', async () => {
    for await (const chunk of thread.sample(sampleRequest({ maxWords: 20_000 }), { signal: never }))
      if (chunk.text !== '') break
    expect((await collect(sampleRequest())).done).toHaveLength(3)
  })

  it('fails clearly for a file that is no model', async () => {
    const file = join(folder, 'no-model.safetensors')
    await writeFile(file, 'hello')
    await expect(collect(sampleRequest({ modelFile: file }))).rejects.toThrow('not a safetensors file')
    await expect(collect(sampleRequest({ modelFile: join(folder, 'nowhere') }))).rejects.toThrow('ENOENT')
  })
})

describe('training', () => {
  it('lets others write meanwhile, tells at most ten steps a second, and stops when told', async () => {
    const controller = new AbortController()
    const events: TrainEvent[] = []
    const running = thread.train(trainRequest('long', { epochs: 1000 }), {
      signal: controller.signal,
      onEvent: (event) => events.push(event),
    })
    const steps = () => events.filter((event) => event.type === 'step')
    await expect.poll(() => steps().length, { timeout: 60_000 }).toBeGreaterThan(0)
    expect((await collect(sampleRequest())).done).toHaveLength(3)
    await expect.poll(() => steps().length, { timeout: 60_000 }).toBeGreaterThan(6)
    controller.abort()
    expect((await running).reason).toBe('stopped')
    // By the trainer's own clock: a busy machine may bring them late, and then many at once.
    const told = steps()
    const seconds = (told.at(-1)!.elapsedMs - told[0].elapsedMs) / 1000
    expect(told.length).toBeLessThanOrEqual(10 * seconds + 3)
    const resumed = await thread.train(
      { ...trainRequest('long', {}), resume: true },
      { signal: AbortSignal.abort(), onEvent: () => undefined },
    )
    expect(resumed.reason).toBe('stopped')
  })

  it('fails clearly for a request that cannot be', async () => {
    const request = { ...trainRequest('odd', {}), modelId: 'nobody' }
    await expect(thread.train(request, { signal: never, onEvent: () => undefined })).rejects.toThrow('nobody')
  })
})

describe('the thread', () => {
  it('begins again on the processor where the chosen backend cannot be had, and says why', async () => {
    const told: string[] = []
    let chosen = 'tensorflow-gpu'
    const choosing = new TensorThread({
      threads: 1,
      choose: async () => ({
        id: chosen,
        works: () => told.push(`${chosen} works`),
        failed: (why) => {
          told.push(why)
          chosen = 'onnx-cpu'
        },
      }),
    })
    const events: TrainEvent[] = []
    const result = await choosing.train(trainRequest('again', { epochs: 0.1 }), {
      signal: never,
      onEvent: (event) => events.push(event),
    })
    expect(result.reason).toBe('finished')
    expect(told).toEqual([expect.stringContaining('tfjs-node-gpu'), 'onnx-cpu works'])
    expect(events.find((event) => event.type === 'started')).toMatchObject({ backend: { id: 'onnx-cpu' } })
    await choosing.dispose()
  })

  it.each([
    ['throws', `throw new Error('out of luck')`, 'out of luck'],
    ['ends', 'process.exit(3)', 'code 3'],
  ])('that %s fails its request and is replaced for the next', async (_, death, message) => {
    const file = join(folder, `mortal-${death.length}.mjs`)
    await writeFile(
      file,
      `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { ${death} })`,
    )
    const mortal = new TensorThread({ worker: pathToFileURL(file) })
    for (let round = 0; round < 2; round++) {
      const request = mortal.train(trainRequest('dying', {}), { signal: never, onEvent: () => undefined })
      await expect(request).rejects.toMatchObject({
        name: 'TENSOR_THREAD_GONE',
        message: expect.stringContaining(message) as string,
      })
    }
    await mortal.dispose()
  })

  it('that was disposed takes no more requests', async () => {
    const closed = new TensorThread({ threads: 1 })
    await closed.dispose()
    const request = closed.train(trainRequest('late', {}), { signal: never, onEvent: () => undefined })
    await expect(request).rejects.toMatchObject({ name: 'TENSOR_THREAD_GONE' })
  })
})
