// Training runs: they learn, stop, resume to the bit, respect time and text, and write what they promise.
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listModels } from '../../engine/models/registry.ts'
import { loadBackend, type BackendInfo } from '../../engine/nn/backend.ts'
import { readWeights } from '../../engine/nn/weights.ts'
import { loadModel } from '../../engine/training/model-file.ts'
import { learningRateAt } from '../../engine/training/schedule.ts'
import { train } from '../../engine/training/trainer.ts'
import type { TrainEvent, TrainRequest } from '../../engine/training/types.ts'
import { novel } from '../helpers/novel.ts'

let folder = ''
let backend: BackendInfo
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'training-'))
  backend = await loadBackend({ threads: 2 })
})
afterAll(() => rm(folder, { recursive: true }))

const text = novel().slice(20_000, 50_000)
const half = text.indexOf(' ', text.length / 2)
const documents = [
  { id: 'one', text: text.slice(0, half), condition: { mix: [1, 0, 0, 0, 0, 0, 0], valence: 0.8 } },
  { id: 'two', text: text.slice(half), condition: { mix: [0, 1, 0, 0, 0, 0, 0], valence: -0.8 } },
]

/** A clock that moves one millisecond whenever it is read. */
const ticking = () => {
  let ms = 0
  return () => ms++
}

async function run(name: string, overrides: Partial<TrainRequest>, stopAfter = Infinity) {
  const controller = new AbortController()
  const events: TrainEvent[] = []
  const request: TrainRequest = {
    runDir: join(folder, name),
    modelId: 'gru',
    preset: 'tiny',
    settings: { epochs: 0.4 },
    documents,
    language: 'en',
    seed: 5,
    checkpointEverySeconds: 1e6,
    ...overrides,
  }
  const result = await train(request, {
    signal: controller.signal,
    backend,
    now: overrides.maxMinutes === undefined ? ticking() : () => performance.now(),
    onEvent: (event) => {
      events.push(event)
      if (event.type === 'step' && event.step >= stopAfter) controller.abort()
    },
  })
  return { result, events, request }
}

const checkpointOf = async (request: TrainRequest) =>
  (await readWeights(join(request.runDir, 'last.safetensors'))).tensors

describe('a run', () => {
  it('learns, measures itself against Kneser-Ney, keeps the best model and a diary', async () => {
    const { result, events, request } = await run('plain', { sampleEverySteps: 40, prompt: 'Call me ' })
    const started = events.find((event) => event.type === 'started')!
    expect(started.baselineLoss).toBeGreaterThan(1)
    expect(started.vocabularySize).toBe(300)
    const measured = events.filter((event) => event.type === 'validation')
    expect(result.reason).toBe('finished')
    expect(result.bestLoss).toBe(Math.min(...measured.map((event) => event.loss)))
    expect(result.bestLoss).toBeLessThan(Math.log(300) - 0.8)
    expect(result.bestBitsPerByte).toBeGreaterThan(1)
    expect(events.some((event) => event.type === 'sample' && event.text.length > 10)).toBe(true)
    expect(events.at(-1)!.type).toBe('checkpoint')
    const { metadata } = await readWeights(result.modelFile)
    expect(JSON.parse(metadata['card'])).toMatchObject({ modelId: 'gru', validationLoss: result.bestLoss })
    const lines = (await readFile(join(request.runDir, 'metrics.jsonl'), 'utf8')).trim().split('\n')
    const steps = lines.map((line) => JSON.parse(line) as TrainEvent).filter((event) => event.type === 'step')
    expect(steps.map((event) => event.step)).toEqual(steps.map((_, i) => i + 1))
  })

  it.each(listModels().map(({ id }) => id))(
    'of %s stopped and resumed equals an unbroken one, bit for bit',
    async (modelId) => {
      const unbroken = await run(`unbroken ${modelId}`, { modelId })
      const broken = await run(`broken ${modelId}`, { modelId }, 37)
      expect(broken.result.reason).toBe('stopped')
      expect(broken.result.step).toBeLessThan(unbroken.result.step)
      const again = await run(`broken ${modelId}`, { modelId, resume: true }, 60)
      expect(again.result.reason).toBe('stopped')
      const resumed = await run(`broken ${modelId}`, { modelId, resume: true })
      expect(resumed.result.step).toBe(unbroken.result.step)
      const [a, b] = await Promise.all([checkpointOf(unbroken.request), checkpointOf(resumed.request)])
      expect([...b.keys()]).toEqual([...a.keys()])
      for (const [name, { data }] of a)
        expect(Buffer.compare(bytes(data), bytes(b.get(name)!.data)), name).toBe(0)
      expect(resumed.result.bestLoss).toBe(unbroken.result.bestLoss)
    },
  )

  it('stopped at once still leaves a model and a checkpoint', async () => {
    const { result, request } = await run('brief', {}, 1)
    expect(result.reason).toBe('stopped')
    expect(Number.isFinite(result.bestLoss)).toBe(true)
    expect((await readWeights(result.modelFile)).tensors.size).toBeGreaterThan(3)
    expect((await checkpointOf(request)).size).toBeGreaterThan(10)
  })

  it('is cooled down from a checkpoint in so many steps, also in two sittings', async () => {
    const settings = { epochs: 500, steadyShare: 1, warmupSteps: 0, patience: 1000, muon: true }
    const begun = await run('steady', { modelId: 'transformer', settings }, 20)
    expect(begun.events.every((event) => event.type !== 'step' || event.learningRate === 1e-2)).toBe(true)
    const cool = async (name: string, ...stopAfter: number[]) => {
      await mkdir(join(folder, name))
      await copyFile(join(begun.request.runDir, 'last.safetensors'), join(folder, name, 'last.safetensors'))
      for (const stop of [...stopAfter, Infinity]) {
        const wish = { modelId: 'transformer', settings, resume: true, cooldownSteps: 12 }
        const { result } = await run(name, wish, stop)
        if (stop === Infinity)
          expect(result).toMatchObject({ reason: 'finished', step: begun.result.step + 12 })
      }
      const diary = (await readFile(join(folder, name, 'metrics.jsonl'), 'utf8')).trim().split('\n')
      return diary
        .map((line) => JSON.parse(line) as TrainEvent)
        .flatMap((event) => (event.type === 'step' ? [event.learningRate] : []))
    }
    const rates = await cool('cooled at once')
    expect(rates[0]).toBeCloseTo(1e-2, 6)
    expect(rates.at(-1)).toBeCloseTo(1e-2 / 12, 6)
    await cool('cooled in two', begun.result.step + 5)
    const [a, b] = await Promise.all(
      ['cooled at once', 'cooled in two'].map((name) => readWeights(join(folder, name, 'last.safetensors'))),
    )
    for (const [name, { data }] of a.tensors)
      expect(Buffer.compare(bytes(data), bytes(b.tensors.get(name)!.data)), name).toBe(0)
  })

  it('ends when time is over, with the learning rate almost gone', async () => {
    const { result, events } = await run('timed', { maxMinutes: 0.05, settings: { epochs: 500 } })
    expect(result.reason).toBe('time')
    expect(result.elapsedMs).toBeGreaterThanOrEqual(3000)
    const steps = events.filter((event) => event.type === 'step')
    expect(steps.at(-1)!.learningRate).toBeLessThan(
      0.05 * Math.max(...steps.map((event) => event.learningRate)),
    )
  })

  it('ends early when nothing gets better', async () => {
    // A learning rate that only makes things worse.
    const settings = { epochs: 100, learningRate: 0.1, warmupSteps: 0, averageDecay: 0, patience: 2 }
    const { result, events } = await run('patience', { settings: { ...settings, validationsPerEpoch: 8 } })
    expect(result.reason).toBe('early-stop')
    const measured = events.filter((event) => event.type === 'validation')
    expect(measured.slice(-2).map((event) => event.best)).toEqual([false, false])
  })

  it('never measures the same weights twice, however often it measures', async () => {
    const { events } = await run('often', { settings: { validationsPerEpoch: 100 } })
    const losses = events.flatMap((event) => (event.type === 'validation' ? [event.loss] : []))
    expect(losses.length).toBeGreaterThan(5)
    expect(new Set(losses).size).toBe(losses.length)
  })

  it('shrinks its batches for a short text and refuses one that is too short', async () => {
    const short = [{ id: 'a', text: text.slice(0, 900) }]
    const { result } = await run('short', { documents: short, settings: { epochs: 1, batchSize: 64 } })
    expect(result.step).toBeGreaterThan(0)
    await expect(run('empty', { documents: [{ id: 'a', text: 'Once.' }] })).rejects.toThrow('too short')
    await expect(run('none', { documents: [] })).rejects.toThrow('too short')
  })

  it('begins a new pass where the text has changed since the checkpoint', async () => {
    await run('changed', {}, 20)
    const longer = [...documents, { id: 'three', text: text.slice(0, 4000) }]
    const { result } = await run('changed', { documents: longer, resume: true })
    expect(result.reason).toBe('finished')
  })

  it('fails for a model that does not exist and for settings that cannot be', async () => {
    await expect(run('nobody', { modelId: 'nobody' })).rejects.toThrow('There is no model "nobody"')
    await expect(run('odd', { settings: { hidden: -4 } })).rejects.toThrow('hidden')
  })
})

describe('what goes on from a trained model', () => {
  const base = async () => {
    const { result } = await run('base', { modelId: 'transformer', settings: { epochs: 1, dropout: 0.1 } })
    return result.modelFile
  }
  const plans = [{ kind: 'lora', scale: 2 }, { kind: 'prefix', length: 4 }, { kind: 'full' }] as const

  it.each(plans)(
    'learns a second text, stops and resumes to the bit, and needs its base no more: $kind',
    async (plan) => {
      const baseFile = join(folder, `base ${plan.kind}.safetensors`)
      await copyFile(await base(), baseFile)
      // A voice of its own.
      const other = [{ id: 'other', text: novel().slice(90_000, 98_000).toUpperCase() }]
      const wanted = {
        documents: other,
        settings: { epochs: 6, learningRate: 0.02 },
        tuning: { plan, baseFile },
      }
      const unbroken = await run(`unbroken ${plan.kind}`, wanted)
      const losses = unbroken.events.flatMap((event) => (event.type === 'validation' ? [event.loss] : []))
      expect(unbroken.result.bestLoss).toBeLessThan(losses[0])
      const started = unbroken.events.find((event) => event.type === 'started')!
      if (plan.kind !== 'full') expect(started.parameters).toBeLessThan(3000)

      const broken = await run(`broken ${plan.kind}`, wanted, 20)
      expect(broken.result.reason).toBe('stopped')
      await rm(baseFile)
      const resumed = await run(`broken ${plan.kind}`, { ...wanted, resume: true })
      const [a, b] = await Promise.all([checkpointOf(unbroken.request), checkpointOf(resumed.request)])
      for (const [name, { data }] of a)
        expect(Buffer.compare(bytes(data), bytes(b.get(name)!.data)), name).toBe(0)
      const { model, card } = await loadModel(resumed.result.modelFile)
      expect(card).toMatchObject({ modelId: 'transformer', validationLoss: unbroken.result.bestLoss })
      model.dispose()
    },
  )

  it('may choose how it learns, not what the network under it is', async () => {
    const baseFile = await base()
    const tuning = { plan: plans[0], baseFile }
    await expect(run('wide', { tuning, settings: { width: 32 } })).rejects.toThrow('width')
    const gru = await run('gru base', {})
    await expect(run('over gru', { tuning: { ...tuning, baseFile: gru.result.modelFile } })).rejects.toThrow(
      'no layers',
    )
  })
})

describe('the schedule', () => {
  it('warms up, then falls along a half cosine to zero', () => {
    const settings = { learningRate: 2, warmupSteps: 10, steadyShare: 0 }
    expect(learningRateAt(0, 0, settings)).toBeCloseTo(0.2)
    expect(learningRateAt(100, 0, settings)).toBe(2)
    expect(learningRateAt(100, 0.5, settings)).toBeCloseTo(1)
    expect(learningRateAt(100, 1, settings)).toBeCloseTo(0)
  })

  it('with a steady share keeps its height, then falls in a straight line', () => {
    const settings = { learningRate: 2, warmupSteps: 10, steadyShare: 0.6 }
    expect(learningRateAt(4, 0, settings)).toBeCloseTo(1)
    expect(learningRateAt(100, 0.6, settings)).toBe(2)
    expect(learningRateAt(100, 0.8, settings)).toBeCloseTo(1)
    expect(learningRateAt(100, 1, settings)).toBeCloseTo(0)
    expect(learningRateAt(100, 1, { ...settings, steadyShare: 1 })).toBe(2)
  })
})

const bytes = (data: ArrayBufferView) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)
