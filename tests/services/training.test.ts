import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MAX_STEP_EVENTS } from '../../engine/store/run-repository.ts'
import type { TensorThread } from '../../engine/training/tensor-thread.ts'
import type { TrainResult } from '../../engine/training/types.ts'
import { novel } from '../helpers/novel.ts'
import { trainingRun } from '../helpers/training-run.ts'
import { collect, workbench } from './workbench.ts'

/** Some 3,000 words of a real novel, in three scenes. */
const paragraphs = novel()
  .slice(40_000, 58_000)
  .split(/\n{2,}/)
  .map((text) => text.replaceAll('\n', ' '))
const third = Math.ceil(paragraphs.length / 3)
const SCENES = [0, 1, 2].map((part) => paragraphs.slice(part * third, (part + 1) * third))
const TINY = { modelId: 'gru', preset: 'tiny' }
const ENDLESS = { ...TINY, settings: { epochs: 1000, patience: 1000, validationsPerEpoch: 5 } }

type Bench = ReturnType<typeof workbench>
const firstMeasured = async (bench: Bench, runId: string): Promise<void> => {
  for await (const event of await bench.client.training.watch({ runId }))
    if (event.kind === 'validation') return
}

describe('a run', () => {
  test('learns the manuscript, shows how, and leaves its model in the project', async () => {
    const bench = workbench({ scenes: SCENES })
    const { client, store, folder } = bench
    const changes: string[] = []
    bench.project.events.subscribe('change', ({ kind }) => changes.push(kind))
    const started = await client.training.start({ ...TINY, seed: 3 })
    expect(started).toMatchObject({ name: 'GRU 1', hasModel: false })
    const events = await collect(await client.training.watch({ runId: started.id }))
    expect(events[0]).toMatchObject({ kind: 'run' })
    const last = events.at(-1)
    expect(last).toMatchObject({
      kind: 'run',
      run: { state: 'finished', reason: 'finished', hasModel: true },
    })
    const kinds = new Set(events.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['run', 'sample', 'step', 'validation'])
    const losses = events.flatMap((event) => (event.kind === 'validation' ? [event.loss] : []))
    const [run] = await client.training.runs()
    expect(run.bestLoss).toBe(Math.min(...losses))
    expect(run.baselineLoss).toBeGreaterThan(1)
    expect(run.parameters).toBeGreaterThan(1000)
    expect(run.bestLoss).toBeLessThan(Math.log(300))
    expect(changes).toContain('training')

    // The project alone carries the model: nothing outside it is needed to write.
    const hash = store.runs.get(started.id).modelHash!
    expect(store.blobs.sizeOf(hash)).toBeGreaterThan(4 * run.parameters!)
    rmSync(join(folder, 'runs'), { recursive: true })
    const [writer] = await client.cowriter.writers()
    expect(writer).toMatchObject({ id: started.id, kind: 'run', name: 'GRU 1', validationLoss: run.bestLoss })
  })

  test('that is over is shown again as it was', async () => {
    const { client } = workbench({ scenes: SCENES })
    const { id } = await client.training.start(TINY)
    const live = await collect(await client.training.watch({ runId: id }))
    const again = await collect(await client.training.watch({ runId: id }))
    const shown = (events: typeof live) =>
      events.filter(({ kind }) => kind === 'validation' || kind === 'sample')
    expect(shown(again)).toEqual(shown(live))
    expect(again.at(-1)).toEqual(live.at(-1))
  })

  test('stops with what it has learnt, however often it is told, and goes on later', async () => {
    const bench = workbench({ scenes: SCENES })
    const { client } = bench
    const { id } = await client.training.start(ENDLESS)
    await firstMeasured(bench, id)
    const [stopped, again] = await Promise.all([
      client.training.stop({ runId: id }),
      client.training.stop({ runId: id }),
    ])
    expect(stopped).toMatchObject({ state: 'stopped', reason: 'stopped', hasModel: true })
    expect(again).toEqual(stopped)
    expect(await client.training.stop({ runId: id })).toEqual(stopped)

    await client.training.resume({ runId: id })
    for await (const event of await client.training.watch({ runId: id }))
      if (event.kind === 'step' && event.step > stopped.step) break
    const longer = await client.training.stop({ runId: id })
    expect(longer.step).toBeGreaterThan(stopped.step)
    expect(longer.bestLoss!).toBeLessThanOrEqual(stopped.bestLoss!)
    const events = await collect(await client.training.watch({ runId: id }))
    const steps = events.flatMap((event) => (event.kind === 'step' ? [event.step] : []))
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
  })

  test('waits its turn, and one that waits stops at once', async () => {
    const bench = workbench({ scenes: SCENES })
    const { client, engine } = bench
    const first = await client.training.start(ENDLESS)
    const second = await client.training.start({ ...ENDLESS, name: 'Second' })
    const third = await client.training.start(TINY)
    await firstMeasured(bench, first.id)
    const states = async () => (await client.training.runs()).map((run) => run.state)
    expect(await states()).toEqual(['running', 'queued', 'queued'])
    expect(engine.jobs.list().map(({ kind, label }) => [kind, label])).toEqual([['training', 'GRU 1']])
    expect(await client.training.stop({ runId: second.id })).toMatchObject({
      state: 'stopped',
      hasModel: false,
    })
    engine.jobs.stop(engine.jobs.list()[0].id)
    await collect(await client.training.watch({ runId: third.id }))
    expect(await states()).toEqual(['stopped', 'stopped', 'finished'])
    expect(engine.jobs.list()).toEqual([])
  })

  test('goes on when its windows close', async () => {
    const bench = workbench({ scenes: SCENES })
    const { client, engine, session, project } = bench
    const { id } = await client.training.start(ENDLESS)
    await firstMeasured(bench, id)
    engine.projects.leave(session)
    expect(project.store.runs.get(id).state).toBe('running')
    const back = engine.projects.enter(session, project.path)
    expect(back).toBe(project)
    await client.training.stop({ runId: id })
  })

  test('is interrupted by the end of the engine, keeps its model and can be resumed', async () => {
    const bench = workbench({ scenes: SCENES })
    const { id } = await bench.client.training.start(ENDLESS)
    await firstMeasured(bench, id)
    await bench.close()
    const next = workbench({ folder: bench.folder })
    const [run] = await next.client.training.runs()
    expect(run).toMatchObject({ state: 'stopped', reason: 'interrupted', hasModel: true })
    await next.client.training.resume({ runId: id })
    await firstMeasured(next, id)
    expect(await next.client.training.stop({ runId: id })).toMatchObject({ state: 'stopped' })
  })

  test('left running by an engine that died is found interrupted', async () => {
    const { client, store } = workbench({ scenes: SCENES })
    const { id } = await client.training.start(TINY)
    await client.training.stop({ runId: id })
    store.runs.update(id, { state: 'running', endedAt: null })
    expect((await client.training.runs())[0]).toMatchObject({ state: 'stopped', reason: 'interrupted' })
  })

  test('is removed with its model and its folder, also while it learns', async () => {
    const bench = workbench({ scenes: SCENES })
    const { client, store, folder } = bench
    const { id } = await client.training.start(TINY)
    await collect(await client.training.watch({ runId: id }))
    const hash = store.runs.get(id).modelHash!
    await client.training.remove({ runId: id })
    expect(store.blobs.has(hash)).toBe(false)
    const other = await client.training.start(ENDLESS)
    await firstMeasured(bench, other.id)
    await client.training.remove({ runId: other.id })
    expect(await client.training.runs()).toEqual([])
    expect(existsSync(join(folder, 'runs', other.id))).toBe(false)
  })
})

describe('a search', () => {
  const reasons = async ({ client }: Bench) =>
    (await client.training.runs()).map(({ state, reason, trial }) => `${state} ${reason} ${trial?.rung}`)
  const ended = async (bench: Bench): Promise<void> => {
    for (;;) {
      const next = (await bench.client.training.runs()).find(({ state }) => /queued|running/.test(state))
      if (!next) return
      await collect(await bench.client.training.watch({ runId: next.id }))
    }
  }

  test('tries settings side by side; the best third goes on, and the winner alone leaves a model', async () => {
    const bench = workbench({ scenes: SCENES })
    const { client } = bench
    const trials = await client.training.search({ ...TINY, settings: { epochs: 1 }, seed: 2, trials: 3 })
    expect(trials.map(({ name, trial }) => [name, trial?.number, trial?.rungs])).toEqual([
      ['GRU 1 · 1', 1, 2],
      ['GRU 1 · 2', 2, 2],
      ['GRU 1 · 3', 3, 2],
    ])
    expect(Object.keys(trials[0].settings)).toEqual(['epochs'])
    expect(trials[1].settings).toHaveProperty('learningRate')
    await ended(bench)
    expect((await reasons(bench)).toSorted()).toEqual([
      'finished finished 1',
      'stopped outdone 0',
      'stopped outdone 0',
    ])
    const runs = await client.training.runs()
    const winner = runs.find(({ state }) => state === 'finished')!
    const losers = runs.filter(({ state }) => state === 'stopped')
    expect(winner.hasModel).toBe(true)
    expect(losers.every(({ hasModel, bestLoss }) => !hasModel && bestLoss! >= winner.bestLoss!)).toBe(true)
    // A third of the way, and then all of it.
    expect(winner.step / losers[0].step).toBeCloseTo(3, 0)

    // One that was beaten may still have its chance, out of the race.
    await client.training.resume({ runId: losers[0].id })
    await ended(bench)
    expect(await client.training.runs()).toContainEqual(
      expect.objectContaining({ id: losers[0].id, state: 'finished', hasModel: true }),
    )
  })

  test('stops as a whole, survives the end of the engine, and goes on as a whole', async () => {
    const bench = workbench({ scenes: SCENES })
    const settings = { epochs: 3, patience: 1000 }
    const [first] = await bench.client.training.search({ ...TINY, settings, seed: 2, trials: 2 })
    for await (const event of await bench.client.training.watch({ runId: first.id }))
      if (event.kind === 'step') break
    await bench.client.training.stop({ runId: first.id })
    expect(await reasons(bench)).toEqual(['stopped stopped 0', 'stopped stopped 0'])
    await bench.close()

    const next = workbench({ folder: bench.folder })
    await next.client.training.resume({ runId: first.id })
    await ended(next)
    expect((await reasons(next)).toSorted()).toEqual(['finished finished 1', 'stopped outdone 0'])
  })
})

describe('an adapter', () => {
  test('over a run learns the manuscript as it is now, writes, and outlives its base', async () => {
    const bench = workbench({ scenes: SCENES })
    const { client, store } = bench
    const base = await client.training.start({ modelId: 'transformer', preset: 'tiny' })
    await collect(await client.training.watch({ runId: base.id }))
    const adapter = { baseRunId: base.id, kind: 'lora' as const, rank: 2 }
    const started = await client.training.start({ ...TINY, settings: { epochs: 1 }, adapter })
    expect(started).toMatchObject({
      modelId: 'transformer',
      name: 'Transformer 1 2',
      adapter: { baseName: 'Transformer 1', kind: 'lora', rank: 2 },
    })
    await collect(await client.training.watch({ runId: started.id }))
    const [whole, run] = await client.training.runs()
    expect(run).toMatchObject({ state: 'finished', hasModel: true })
    expect(run.parameters!).toBeLessThan(whole.parameters! / 4)

    await client.training.remove({ runId: base.id })
    const words: string[] = []
    const wish = { sceneId: bench.sceneIds[0], runId: run.id, words: 12, candidates: 1, seed: 3 }
    for await (const event of await client.cowriter.continue(wish))
      if (event.kind === 'text') words.push(event.text)
    expect(words.join('').split(/\s+/).length).toBeGreaterThan(3)
    expect(store.runs.get(run.id).adapter).toMatchObject({ baseRunId: base.id })
    // What it needs to go on is its own.
    await client.training.resume({ runId: run.id })
    await collect(await client.training.watch({ runId: run.id }))
    expect((await client.training.runs())[0]).toMatchObject({ state: 'finished' })
  })

  test('needs a base that has a model and takes one, and settings that are its own', async () => {
    const { client, store } = workbench({ scenes: SCENES })
    store.runs.insert(trainingRun({ id: 'bare', modelId: 'transformer' }))
    const { hash } = store.blobs.putBytes(Uint8Array.of(1), 'application/x-safetensors')
    store.runs.insert(trainingRun({ id: 'gru', modelHash: hash }))
    store.runs.insert(trainingRun({ id: 'whole', modelId: 'transformer', modelHash: hash }))
    const start = (baseRunId: string, settings = {}) =>
      client.training.start({ ...TINY, settings, adapter: { baseRunId } })
    await expect(start('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(start('bare')).rejects.toMatchObject({ code: 'MODEL_MISSING' })
    await expect(start('gru')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(start('whole', { width: 64 })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('the writer’s settings', () => {
  test('keep a run below the memory ceiling or refuse it, and write event files where they are wished', async () => {
    const { client, engine, folder } = workbench({ scenes: SCENES })
    const settings = { epochs: 0.5, batchSize: 64, sequenceLength: 32, width: 64, hidden: 128, layers: 4 }
    const train = async () => {
      const { id } = await client.training.start({ modelId: 'transformer', preset: 'tiny', settings })
      await collect(await client.training.watch({ runId: id }))
      return (await client.training.runs()).find((run) => run.id === id)!
    }
    const free = await train()
    expect(free.memory).toMatchObject({ parts: 1 })
    expect(free.memory!.ceilingMb).toBeGreaterThan(free.memory!.needMb)
    expect(existsSync(join(folder, 'tensorboard'))).toBe(false)

    engine.settings.update({ memoryCeilingMb: free.memory!.needMb - 10, tensorboard: true })
    const cut = await train()
    expect(cut).toMatchObject({ state: 'finished', memory: { ceilingMb: free.memory!.needMb - 10 } })
    expect(cut.memory!.parts).toBeGreaterThan(1)
    expect(cut.memory!.needMb).toBeLessThan(free.memory!.needMb)
    const [events] = readdirSync(join(folder, 'tensorboard'))
    expect(events).toContain('Transformer-2')
    expect(readdirSync(join(folder, 'tensorboard', events))).toHaveLength(1)

    engine.settings.update({ memoryCeilingMb: 10 })
    const refused = await train()
    expect(refused).toMatchObject({ state: 'failed', hasModel: false })
    expect(refused.reason).toContain('10 MB are allowed')
    await client.training.remove({ runId: cut.id })
    expect(readdirSync(join(folder, 'tensorboard'))).toEqual([])
  })
})

describe('what cannot be trained', () => {
  test('is told before anything starts', async () => {
    const { client } = workbench({ scenes: [['A few words only.']] })
    await expect(client.training.start(TINY)).rejects.toMatchObject({
      code: 'TOO_LITTLE_TEXT',
      data: { words: 4, needed: 2000 },
    })
    const bad = [
      { ...TINY, modelId: 'oracle' },
      { ...TINY, preset: 'huge' },
      { ...TINY, settings: { hidden: -1 } },
    ]
    for (const input of bad)
      await expect(client.training.start(input)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(client.training.watch({ runId: 'none' }).then(collect)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await client.training.runs()).toEqual([])
  })

  test('because the trainer fails is told in the run, and the next one has its turn', async () => {
    let calls = 0
    const train: TensorThread['train'] = async (request, { onEvent }) => {
      if (++calls === 1) throw new Error('Training diverged at step 7')
      onEvent({ type: 'checkpoint', step: 1 })
      return Promise.reject<TrainResult>(new Error(`second: ${request.preset}`))
    }
    const { client } = workbench({ scenes: SCENES, tensors: { train } })
    const one = await client.training.start(TINY)
    const two = await client.training.start(TINY)
    await collect(await client.training.watch({ runId: two.id }))
    expect(await client.training.runs()).toMatchObject([
      { id: one.id, state: 'failed', reason: 'Training diverged at step 7', hasModel: false },
      { id: two.id, state: 'failed', reason: 'second: tiny', step: 1 },
    ])
  })
})

test('the workshop lists its models with presets and a reason for every setting', async () => {
  const { client } = workbench()
  const models = await client.training.models()
  const gru = models.find(({ id }) => id === 'gru')!
  expect(gru.presets.map(({ id }) => id)).toEqual(['tiny', 'small', 'base'])
  for (const { key, reason, default: value } of gru.settings) {
    expect(reason, key).not.toBe('')
    expect(
      gru.presets.every(({ settings }) => typeof settings[key] === typeof value),
      key,
    ).toBe(true)
  }
})

test('a long history of steps is thinned, evenly, and nothing else is lost', () => {
  const { store } = workbench()
  store.runs.insert(trainingRun({ id: 'long', state: 'running' }))
  const step = (at: number) =>
    ({ kind: 'step', step: at, loss: 1, tokensPerS: 1, elapsedMs: at, remainingMs: null }) as const
  const steps = Array.from({ length: MAX_STEP_EVENTS }, (_, index) => step(index))
  expect(store.runs.addEvents('long', steps)).toBe(false)
  expect(store.runs.addEvents('long', [{ kind: 'sample', step: 5, text: 'a' }, step(MAX_STEP_EVENTS)])).toBe(
    true,
  )
  const kept = store.runs.events('long')
  expect(kept).toHaveLength(MAX_STEP_EVENTS / 2 + 2)
  expect(kept.filter(({ kind }) => kind === 'sample')).toHaveLength(1)
  const gaps = kept.filter(({ kind }) => kind === 'step').map((event, index) => event.step - 2 * index)
  expect(new Set(gaps)).toEqual(new Set([0]))
  store.runs.dropEventsFrom('long', 100)
  expect(Math.max(...store.runs.events('long').map((event) => event.step))).toBe(98)
})
