import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { emptyDocument } from '../../engine/domain/empty-document.ts'
import type { TensorThread } from '../../engine/training/tensor-thread.ts'
import type { SampleChunk } from '../../engine/models/passage.ts'
import type { SampleRequest } from '../../engine/training/types.ts'
import { novel } from '../helpers/novel.ts'
import { trainingRun } from '../helpers/training-run.ts'
import { collect, workbench, type WorkbenchOptions } from './workbench.ts'

/** Writes what it is told to, a few letters at a time, all candidates by turns, and remembers what it was asked. */
const scripted = (passages: readonly string[], asked: SampleRequest[] = []): TensorThread['sample'] =>
  async function* (request, { signal }): AsyncGenerator<SampleChunk, void> {
    asked.push(request)
    const size = 5
    const longest = Math.max(...passages.map((text) => text.length))
    for (let at = 0; at < longest; at += size) {
      for (const [candidate, passage] of passages.entries()) {
        if (signal.aborted) return
        const text = passage.slice(at, at + size)
        if (at + size < passage.length) yield { candidate, text }
        else if (text !== '')
          yield { candidate, text, done: { reason: 'length', tokens: 10, logProbability: -20 } }
      }
      await sleep(1)
    }
  }

/** A project with a model that needs no training. */
const desk = (sample: TensorThread['sample'], options: WorkbenchOptions = {}) => {
  const bench = workbench({ ...options, tensors: { sample } })
  const { hash } = bench.store.blobs.putBytes(Uint8Array.of(1, 2, 3), 'application/x-safetensors')
  bench.store.runs.insert(trainingRun({ name: 'First', modelHash: hash }))
  return { ...bench, hash }
}

const GLAD = ' She laughed with joy and delight, happy and full of love. The'
const SAD = ' She wept with grief and sorrow, lonely and full of despair. The'
const FLAT = ' She put the box on the table by the door of the room. The'

describe('continuing', () => {
  test('streams every candidate, ranks them by the wish, and ends each at a sentence', async () => {
    const asked: SampleRequest[] = []
    const { client, sceneIds, folder, hash } = desk(scripted([FLAT, GLAD, SAD], asked), {
      scenes: [['The letter came at noon.', 'Anna read it']],
    })
    const events = await collect(
      await client.cowriter.continue({ sceneId: sceneIds[0], words: 12, emotion: 'sadness', seed: 7 }),
    )
    expect(events[0]).toMatchObject({ kind: 'started', modelName: 'First', seed: 7 })
    const streamed = [0, 1, 2].map((index) =>
      events
        .flatMap((event) => (event.kind === 'text' && event.index === index ? [event.text] : []))
        .join(''),
    )
    expect(streamed).toEqual([FLAT, GLAD, SAD])
    const done = events.at(-1)
    if (done?.kind !== 'done') throw new Error('not done')
    const { candidates } = done.generation
    expect(candidates[0].text).toBe(SAD.slice(0, -4))
    expect(candidates[0]).toMatchObject({ index: 2, emotion: 'sadness', decision: 'offered', rating: 0 })
    expect(candidates[0].distance!).toBeLessThan(candidates[1].distance!)
    const scores = candidates.map(({ score }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(candidates[0].reasons.map(({ key }) => key).sort()).toEqual([
      'arc',
      'coherence',
      'fluency',
      'length',
      'variety',
    ])
    expect(asked[0]).toMatchObject({
      prompt: 'The letter came at noon.\n\nAnna read it',
      maxWords: 12,
      candidates: 3,
      seed: 7,
      condition: { language: 'en' },
      modelFile: join(folder, 'models', `${hash}.safetensors`),
    })
    expect(existsSync(asked[0].modelFile)).toBe(true)
  })

  test('begins at the cursor and never beyond it', async () => {
    const asked: SampleRequest[] = []
    const { client, sceneIds } = desk(scripted([FLAT], asked), {
      scenes: [['Earlier scene.'], ['First line.', 'Second line goes on.', 'Third line.']],
    })
    const at = { sceneId: sceneIds[1], blockId: 's1p1' }
    await collect(await client.cowriter.continue({ ...at, offset: 6 }))
    await collect(await client.cowriter.continue(at))
    await collect(await client.cowriter.continue({ ...at, offset: 7 }))
    expect(asked.map(({ prompt }) => prompt)).toEqual([
      'Earlier scene.\n\nFirst line.\n\nSecond',
      'Earlier scene.\n\nFirst line.\n\nSecond line goes on.',
      'Earlier scene.\n\nFirst line.\n\nSecond',
    ])
    const history = await client.cowriter.history({})
    // After the space that the writer typed, none is written.
    expect(history.map(({ candidates }) => candidates[0].text.startsWith(' '))).toEqual([false, true, true])
    await expect(client.cowriter.continue({ ...at, blockId: 'gone' }).then(collect)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('follows the drawn curve where no emotion is asked for', async () => {
    const { client, sceneIds, store } = desk(scripted([GLAD, SAD]), { scenes: [['One two three four.']] })
    const curve = (y: number) =>
      store.targets.set({
        scopeId: null,
        measure: 'valence',
        points: [
          { x: 0, y },
          { x: 1, y },
        ],
      })
    const best = async () => {
      const events = await collect(await client.cowriter.continue({ sceneId: sceneIds[0] }))
      const done = events.at(-1)
      if (done?.kind !== 'done') throw new Error('not done')
      return [done.generation.target.valence, done.generation.candidates[0].text] as const
    }
    curve(-0.8)
    expect(await best()).toEqual([-0.8, SAD.slice(0, -4)])
    curve(0.8)
    expect(await best()).toEqual([0.8, GLAD.slice(0, -4)])
  })

  test('pulls with the levers as they are set, and keeps them with the passage', async () => {
    const asked: SampleRequest[] = []
    const { client, sceneIds } = desk(scripted([SAD, FLAT], asked), { scenes: [['One two three four.']] })
    const write = async (levers: NonNullable<Parameters<typeof client.cowriter.continue>[0]['levers']>) => {
      const wish = { sceneId: sceneIds[0], emotion: 'sadness', words: 12, levers } as const
      const done = (await collect(await client.cowriter.continue(wish))).at(-1)
      if (done?.kind !== 'done') throw new Error('not done')
      return done.generation
    }
    await write({})
    expect(asked.at(-1)).toMatchObject({
      conditionWeight: 1,
      guide: { strength: 1, wish: { sadness: 0.8 } },
    })
    const { settings, candidates } = await write({ condition: { weight: 3 }, guidance: { on: false } })
    expect(asked.at(-1)).toMatchObject({ conditionWeight: 3 })
    expect(asked.at(-1)?.guide).toBeUndefined()
    expect(settings['levers']).toMatchObject({ condition: { on: true, weight: 3 }, guidance: { on: false } })
    expect(candidates[0].text).toBe(SAD.slice(0, -4))
    const unled = await write({ arc: { on: false } })
    expect(unled.candidates[0].reasons.map(({ key }) => key)).not.toContain('arc')
  })

  test('with a filter shows no more of a candidate once it finds something, names it, and ranks it last', async () => {
    const cruel = ' She was tortured in the dark and wept with grief. The'
    const { client, sceneIds } = desk(scripted([cruel, FLAT]), { scenes: [['One.']] })
    const wish = { sceneId: sceneIds[0], emotion: 'sadness', words: 12, filter: 'mild' } as const
    const events = await collect(await client.cowriter.continue(wish))
    const shown = events
      .flatMap((event) => (event.kind === 'text' && event.index === 0 ? [event.text] : []))
      .join('')
    expect(cruel.startsWith(shown)).toBe(true)
    expect(shown).not.toContain('tortured')
    const [generation] = await client.cowriter.history({})
    const last = generation.candidates.at(-1)
    // Kept whole: what is shown of it is the writer's to say.
    expect(last).toMatchObject({ index: 0, score: 0, text: cruel.slice(0, -4) })
    expect(last?.reasons).toContainEqual({ key: 'filter-cruelty', value: 0, weight: 0 })
  })

  test('tells neither tokens nor alternatives that the filter holds back', async () => {
    const token = (text: string, ...others: readonly string[]): SampleChunk => ({
      candidate: 0,
      text,
      token: { text, alternatives: [text, ...others].map((each) => ({ text: each, probability: 0.2 })) },
    })
    const sample: TensorThread['sample'] = async function* () {
      await Promise.resolve()
      yield token(' She', ' He')
      yield token(' was', ' tortured', ' tort')
      yield token(' tort', ' glad')
      yield token('ured', 'ed')
      yield token(' by', ' in')
      yield { candidate: 0, text: '.', done: { reason: 'stop', tokens: 6, logProbability: -4 } }
    }
    const { client, sceneIds } = desk(sample, { scenes: [['One.']] })
    const told = async (filter: 'off' | 'mild') => {
      const wish = { sceneId: sceneIds[0], words: 12, filter, alternatives: 3 }
      const events = await collect(await client.cowriter.continue(wish))
      return events
        .flatMap((event) => (event.kind === 'tokens' ? event.tokens : []))
        .map(({ text, alternatives }) => [text, ...alternatives.map((each) => each.text)])
    }
    expect(await told('mild')).toEqual([
      [' She', ' She', ' He'],
      [' was', ' was', ' tort'],
      [' tort', ' tort', ' glad'],
    ])
    expect(await told('off')).toHaveLength(5)
  })

  test('keeps to the filter of the plan that a scene was made from, unless the writer says otherwise', async () => {
    const { client, sceneIds, store } = desk(scripted([FLAT]), { scenes: [['One.']] })
    store.beats.setWish(null, { template: 'healing', premise: '', cast: [], place: '' })
    const planned = store.binder.create(
      { kind: 'scene', title: 'A hand', text: { document: emptyDocument(), words: 0 } },
      { parentId: null },
    ).id
    const beat = { id: 'beat', scopeId: null, position: 0, title: '', summary: 'A hand', background: '' }
    const wanted = { valence: 0.2, emotion: null, locked: false, line: '', sceneId: planned }
    store.beats.replace(null, [{ ...beat, ...wanted }])
    const filterAt = async (sceneId: string, filter?: 'off' | 'mild') => {
      await collect(await client.cowriter.continue({ sceneId, ...(filter ? { filter } : {}) }))
      const [{ settings }] = await client.cowriter.history({ sceneId, limit: 1 })
      return settings['filter']
    }
    expect(await filterAt(planned)).toBe('strict')
    expect(await filterAt(planned, 'off')).toBe('off')
    expect(await filterAt(sceneIds[0])).toBe('off')
  })

  test('that is stopped keeps what was written so far, without half a word', async () => {
    const { client, sceneIds, engine } = desk(scripted([GLAD, SAD]), { scenes: [['One.']] })
    const controller = new AbortController()
    const stream = await client.cowriter.continue({ sceneId: sceneIds[0] }, { signal: controller.signal })
    let seen = 0
    try {
      for await (const event of stream) if (event.kind === 'text' && ++seen === 8) controller.abort()
    } catch {
      // How a stop ends the stream is the transport's concern.
    }
    await expect.poll(() => client.cowriter.history({}).then(([one]) => one?.candidates.length)).toBe(2)
    const [generation] = await client.cowriter.history({})
    for (const candidate of generation.candidates) {
      expect(candidate.text).not.toBe('')
      expect([GLAD, SAD].some((whole) => whole.startsWith(`${candidate.text} `))).toBe(true)
    }
    expect(engine.jobs.list()).toEqual([])
  })

  test('hands bans, stops, the order of the samplers and the wish for alternatives on, and refuses a sampler that is none', async () => {
    const asked: SampleRequest[] = []
    const sample: TensorThread['sample'] = async function* (request): AsyncGenerator<SampleChunk, void> {
      asked.push(request)
      await Promise.resolve()
      const alternatives = [{ text: 'And', probability: 0.75 }]
      yield { candidate: 0, text: 'So', token: { text: 'So', alternatives } }
      yield { candidate: 0, text: '.', done: { reason: 'stop', tokens: 2, logProbability: -1 } }
    }
    const { client, sceneIds } = desk(sample, { scenes: [['One.']] })
    const samplers = await client.cowriter.samplers()
    expect(samplers).toContain('topK')
    const order = samplers.toReversed()
    const wish = { sceneId: sceneIds[0], ban: ['a shiver'], stop: ['\n\n'], alternatives: 1 }
    const events = await collect(await client.cowriter.continue({ ...wish, sampling: { order, topK: 7 } }))
    const { ban, stop, alternatives } = wish
    expect(asked[0]).toMatchObject({ ban, stop, alternatives, sampling: { order, topK: 7 } })
    expect(events).toContainEqual({
      kind: 'tokens',
      index: 0,
      tokens: [{ text: 'So', alternatives: [{ text: 'And', probability: 0.75 }] }],
    })
    const [{ settings }] = await client.cowriter.history({})
    expect(settings).toMatchObject({ ban: wish.ban, stop: wish.stop })
    for (const wrong of [
      ['topK', 'guess'],
      ['topK', 'topK'],
    ])
      await expect(
        client.cowriter.continue({ ...wish, sampling: { order: wrong } }).then(collect),
      ).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  test('says what is missing', async () => {
    // No model that comes with the studio writes Chinese.
    const bare = workbench({ scenes: [['一。']], language: 'zh' })
    await expect(
      bare.client.cowriter.continue({ sceneId: bare.sceneIds[0] }).then(collect),
    ).rejects.toMatchObject({ code: 'MODEL_MISSING' })
    expect(await bare.client.cowriter.writers()).toEqual([])
    const { client, sceneIds } = desk(scripted([FLAT]), { scenes: [['One.']] })
    for (const wrong of [
      { sceneId: 'none' },
      { sceneId: sceneIds[0], writerId: 'none' },
      { sceneId: sceneIds[0], parentId: 'none' },
    ])
      await expect(client.cowriter.continue(wrong).then(collect)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await client.cowriter.history({})).toEqual([])
  })
})

describe('history', () => {
  test('keeps decisions, ratings and parents, newest first, by scene if asked', async () => {
    const { client, sceneIds, project } = desk(scripted([FLAT]), { scenes: [['One.'], ['Two.']] })
    const told: string[] = []
    project.events.subscribe('change', ({ kind }) => told.push(kind))
    await collect(await client.cowriter.continue({ sceneId: sceneIds[0] }))
    const [first] = await client.cowriter.history({})
    await collect(await client.cowriter.continue({ sceneId: sceneIds[1], parentId: first.id }))
    const { id } = first.candidates[0]
    expect(await client.cowriter.decide({ candidateId: id, decision: 'accepted' })).toMatchObject({
      decision: 'accepted',
    })
    await client.cowriter.rate({ candidateId: id, rating: 1 })
    expect(await client.cowriter.rate({ candidateId: id, rating: -1 })).toMatchObject({ rating: -1 })
    const all = await client.cowriter.history({})
    expect(all.map(({ parentId }) => parentId)).toEqual([first.id, null])
    expect(all[1].candidates[0]).toMatchObject({ decision: 'accepted', rating: -1 })
    expect(await client.cowriter.history({ sceneId: sceneIds[0] })).toEqual([all[1]])
    expect(await client.cowriter.history({ limit: 1 })).toEqual([all[0]])
    expect(told.filter((kind) => kind === 'generations')).toHaveLength(5)
    await expect(client.cowriter.decide({ candidateId: 'none', decision: 'rejected' })).rejects.toMatchObject(
      {
        code: 'NOT_FOUND',
      },
    )
    await expect(client.cowriter.rate({ candidateId: 'none', rating: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('a trained model', () => {
  const scene = novel()
    .slice(40_000, 56_000)
    .split(/\n{2,}/)
    .map((text) => text.replaceAll('\n', ' '))

  test('writes the same words for the same seed, from the project file alone, and stops in the middle', async () => {
    const { client, sceneIds, folder } = workbench({ scenes: [scene] })
    const { id } = await client.training.start({ modelId: 'gru', preset: 'tiny' })
    await collect(await client.training.watch({ runId: id }))
    const write = async (seed: number) => {
      const events = await collect(
        await client.cowriter.continue({ sceneId: sceneIds[0], words: 20, seed, emotion: 'fear' }),
      )
      const done = events.at(-1)
      if (done?.kind !== 'done') throw new Error('not done')
      return done.generation.candidates.map(({ text }) => text)
    }
    const seven = await write(7)
    expect(seven).toHaveLength(3)
    expect(new Set(seven).size).toBe(3)
    rmSync(join(folder, 'models'), { recursive: true })
    expect(await write(7)).toEqual(seven)
    expect(await write(8)).not.toEqual(seven)

    const controller = new AbortController()
    const stream = await client.cowriter.continue(
      { sceneId: sceneIds[0], words: 2000, candidates: 1 },
      { signal: controller.signal },
    )
    try {
      for await (const event of stream) if (event.kind === 'text') controller.abort()
    } catch {
      // See above.
    }
    await expect.poll(() => client.cowriter.history({}).then((all) => all[0].settings['words'])).toBe(2000)
    const [stopped] = await client.cowriter.history({})
    expect(stopped.candidates.every(({ text }) => text.split(' ').length < 1000)).toBe(true)
  })
})
