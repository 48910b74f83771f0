// Work over a real Redis: workers that are killed, a Redis that is killed, and every result once.
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { AnalysisPool } from '../../engine/analysis/analysis-pool.ts'
import { encodeFinding } from '../../engine/analysis/finding-codec.ts'
import { createEngine } from '../../engine/index.ts'
import { SharedTensors } from '../../engine/services/shared-tensors.ts'
import type { WorkEvent } from '../../engine/services/shared-work.ts'
import { TensorThread } from '../../engine/training/tensor-thread.ts'
import type { TrainEvent } from '../../engine/training/types.ts'
import { connectWork } from '../../engine/transports/redis/redis-work.ts'
import { serveWork } from '../../engine/transports/redis/redis-worker.ts'
import { importBook } from '../bench/book.ts'
import { eventually } from '../helpers/eventually.ts'
import { longBook, novel } from '../helpers/novel.ts'
import { redisMissing, redisServer } from '../helpers/redis-server.ts'
import { tempFolder } from '../helpers/temp-project.ts'
import { terminalIn } from '../helpers/watched-terminal.ts'
import { collect } from './workbench.ts'

const title = (text: string): string => (redisMissing === null ? text : `${text} (${redisMissing})`)
const withRedis = it.skipIf(redisMissing !== null)

const VERSION = '9.9'

/**
 * After so long a silent worker counts as lost. A busy machine may keep one silent for a second or two: its work would be given
 * away while it is done, over and over.
 */
const LOCK_SECONDS = 5
/** Guards against what hangs; a worker is missed, and a lost connection found again, long before. */
const PATIENCE = { timeout: 120_000 }
const WHOLE = { timeout: 240_000 }

/** A Redis, a way to it, and as many workers in this process as are asked for. */
const shared = async () => {
  const folder = tempFolder()
  const redis = await redisServer(folder)
  const pool = new AnalysisPool()
  const tensors = new TensorThread({ threads: 1 })
  const work = await connectWork({
    url: redis.url,
    version: VERSION,
    folder: join(folder, 'here'),
    lookEveryMs: 200,
  })
  const stops: (() => Promise<void>)[] = []
  onTestFinished(async () => {
    await Promise.all(stops.map((stop) => stop()))
    await work.close()
    await Promise.all([pool.dispose(), tensors.dispose()])
    await redis.stop()
  })
  const worker = (tools: Parameters<typeof serveWork>[0] = { analysis: pool, tensors }) => {
    const ending = new AbortController()
    const told: WorkEvent[] = []
    const name = `worker-${stops.length}`
    const options = {
      url: redis.url,
      version: VERSION,
      folder: join(folder, name),
      atOnce: 2,
      lockMs: 1000 * LOCK_SECONDS,
    }
    const ended = serveWork(tools, { ...options, onEvent: (event) => told.push(event) }, ending.signal)
    const stop = (): Promise<void> => {
      ending.abort()
      return ended
    }
    stops.push(stop)
    return { told, stop, has: (kind: WorkEvent['kind']) => told.some((event) => event.kind === kind) }
  }
  return { folder, redis, pool, tensors, work, worker }
}

const never = new AbortController().signal
const PARAGRAPHS = novel()
  .slice(60_000, 260_000)
  .split(/\n{2,}/u)
  .filter((text) => text.length > 60)
const pieces = Array.from({ length: 24 }, (_, at) => PARAGRAPHS.slice(at * 4, at * 4 + 4))

const askAll = async ({ work }: Pick<Awaited<ReturnType<typeof shared>>, 'work'>) =>
  (await Promise.all(pieces.map((texts) => work.ask('analyze', { texts }, { signal: never })))).map(
    ({ findings }) => findings,
  )

const expected = (pool: AnalysisPool) =>
  Promise.all(pieces.map(async (texts) => (await pool.analyze(texts)).map(encodeFinding)))

withRedis(title('gives every result once and in its place, and leaves nothing behind'), async () => {
  const desk = await shared()
  desk.worker()
  desk.worker()
  expect(await askAll(desk)).toEqual(await expected(desk.pool))
  expect(await desk.work.load()).toEqual({ workers: 2, waiting: 0, underWay: 0 })
})

withRedis(title('a Redis that is killed and comes back loses and doubles nothing'), async () => {
  const desk = await shared()
  const { redis, pool, worker } = desk
  // Slow enough that the end finds work under way.
  const slow = {
    async analyze(...asked: Parameters<AnalysisPool['analyze']>) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      return pool.analyze(...asked)
    },
    dispose: () => Promise.resolve(),
  }
  const { told, has } = worker({ analysis: slow, tensors: desk.tensors })
  const all = askAll(desk)
  await eventually(() => told.filter(({ kind }) => kind === 'done').length, PATIENCE).toBeGreaterThan(3)
  await redis.kill()
  await eventually(() => has('connection'), PATIENCE).toBe(true)
  await redis.start()
  expect(await all).toEqual(await expected(pool))
  expect(await desk.work.load()).toEqual({ workers: 1, waiting: 0, underWay: 0 })
})

/** Starts worker processes by name; one that is killed is missed once its lock has run out. */
const workersOf = (folder: string, url: string) => (name: string) => {
  const started = terminalIn(join(folder, name))('worker', '--redis', url, '--lock', String(LOCK_SECONDS))
  onTestFinished(() => void started.child.kill('SIGKILL'))
  return started
}

withRedis(
  title('a worker that is killed is replaced by another, which begins its piece again'),
  WHOLE,
  async () => {
    const { folder, redis } = await shared()
    const dataDir = join(folder, 'asks')
    const engine = createEngine({ dataDir, documentsDir: folder, version: '0.1.0' })
    const { client } = engine.connect()
    onTestFinished(() => engine.close())
    await client.work.use({ url: redis.url })
    expect(await client.work.state()).toMatchObject({ address: redis.url, load: { workers: 0 } })
    const start = workersOf(folder, redis.url)
    const first = start('first')
    await first.waitFor(/"kind":"ready"/u)
    await eventually(async () => (await client.work.state()).load, PATIENCE).toMatchObject({ workers: 1 })
    const path = join(folder, 'book.arcwright')
    await client.project.create({ path, title: 'Book', language: 'en' })
    await client.project.open({ path })
    await importBook(client, new File([longBook(48_000, 3)], 'long.md'))
    const read = (async () => {
      let scenes: readonly { readonly summary: unknown }[] = []
      for await (const event of await client.feeling.analyzeBook())
        if (event.kind === 'scenes') ({ scenes } = event)
      return scenes
    })()
    await first.waitFor(/"kind":"began","work":"analyze"/u)
    first.child.kill('SIGKILL')
    const second = start('second')
    const scenes = await read
    await second.waitFor(/"kind":"done","work":"analyze"/u)
    expect(scenes.every(({ summary }) => summary !== null)).toBe(true)
    await eventually(async () => (await client.work.state()).load, PATIENCE).toMatchObject({
      waiting: 0,
      underWay: 0,
    })
    second.child.kill('SIGTERM')
    expect(await second.exited).toBe(0)
  },
)

withRedis(title('a run trained elsewhere is the run that would have been trained here'), async () => {
  const { work, worker, tensors, folder } = await shared()
  worker()
  const documents = PARAGRAPHS.slice(0, 60).map((text, at) => ({ id: `p${at}`, text }))
  const settings = { epochs: 0.5 }
  const request = (runDir: string) => ({
    runDir: join(folder, runDir),
    modelId: 'gru',
    preset: 'tiny' as const,
    settings,
    documents,
    language: 'en',
    seed: 5,
  })
  const told: string[] = []
  const options = { signal: never, onEvent: ({ type }: { readonly type: string }) => void told.push(type) }
  const others = { others: () => Promise.resolve(work) }
  const there = await new SharedTensors(tensors, others).train(request('there'), options)
  expect(told).toContain('started')
  expect(told).toContain('validation')
  const here = await tensors.train(request('local'), { signal: never, onEvent: () => undefined })
  expect(there.bestLoss).toBe(here.bestLoss)
  expect(there.step).toBe(here.step)

  const passage = { prompt: 'The sea', maxWords: 8, candidates: 2, seed: 3 }
  const written = async (from: Pick<TensorThread, 'sample'>, modelFile: string) => {
    const texts = ['', '']
    for await (const { candidate, text } of from.sample({ ...passage, modelFile }, { signal: never }))
      texts[candidate] += text
    return texts
  }
  expect(await written(new SharedTensors(tensors, others), here.modelFile)).toEqual(
    await written(tensors, there.modelFile),
  )
})

withRedis(
  title('a run goes on elsewhere from the last checkpoint of the worker that was killed'),
  WHOLE,
  async () => {
    const { work, tensors, folder, redis } = await shared()
    const documents = PARAGRAPHS.slice(0, 120).map((text, at) => ({ id: `p${at}`, text }))
    const request = (runDir: string) => ({
      runDir: join(folder, runDir),
      modelId: 'gru',
      preset: 'tiny' as const,
      // Long enough to be killed in the middle of, also on a quick machine.
      settings: { epochs: 12 },
      documents,
      language: 'en',
      seed: 9,
      checkpointEverySeconds: 1,
    })
    const start = workersOf(folder, redis.url)
    const other = await connectWork({ url: redis.url, version: '0.1.0', folder: join(folder, 'asks') })
    onTestFinished(() => other.close())
    const told: TrainEvent[] = []
    const first = start('first')
    await first.waitFor(/"kind":"ready"/u)
    const others = { others: () => Promise.resolve(other) }
    const there = new SharedTensors(tensors, others).train(request('there'), {
      signal: never,
      onEvent: (event) => told.push(event),
    })
    await first.waitFor(/"kind":"began","work":"train"/u)
    const checkpoints = (): number => told.filter(({ type }) => type === 'checkpoint').length
    await eventually(checkpoints, PATIENCE).toBeGreaterThan(1)
    first.child.kill('SIGKILL')
    const before = told.length
    const second = start('second')
    await second.waitFor(/"kind":"ready"/u)
    const result = await there
    // It began behind the first step: what the lost machine had done was not done again.
    const again = told.slice(before).find((event) => event.type === 'step')
    expect(again?.type === 'step' && again.step).toBeGreaterThan(1)
    const here = await tensors.train(request('local'), { signal: never, onEvent: () => undefined })
    expect(result.bestLoss).toBe(here.bestLoss)
    expect(result.step).toBe(here.step)
    expect(await work.load()).toMatchObject({ waiting: 0, underWay: 0 })
  },
)

/** A cast that is to say a great deal, in an engine whose work is shared over this Redis. */
const manyLines = async (folder: string, url: string, version = VERSION) => {
  const engine = createEngine({ dataDir: join(folder, 'asks'), documentsDir: folder, version })
  onTestFinished(() => engine.close())
  const { client } = engine.connect()
  await client.work.use({ url })
  const path = join(folder, 'game.arcwright')
  await client.project.create({ path, title: 'Game', language: 'en' })
  await client.project.open({ path })
  const cast = await Promise.all(['Ann', 'Tom', 'Bo'].map((name) => client.cast.add({ name })))
  const wish = {
    characterIds: cast.map(({ id }) => id),
    situations: ['greeting', 'farewell', 'shop', 'quest', 'warning'],
    emotions: ['joy', 'fear', 'anger'] as ('joy' | 'fear' | 'anger')[],
    perCell: 4,
    seed: 11,
  }
  return { client, wish }
}

withRedis(
  title('lines are spread over workers, and none is lost or doubled when one ends and the queue is killed'),
  async () => {
    const { folder, redis, worker, work } = await shared()
    const first = worker()
    const second = worker()
    await eventually(async () => (await work.load()).workers, PATIENCE).toBe(2)
    const { client, wish } = await manyLines(folder, redis.url)
    const written = (async () => {
      for await (const event of await client.lines.generate(wish))
        if (event.kind === 'ended') return event.batch
      throw new Error('no end')
    })()
    await eventually(() => [first, second].every(({ has }) => has('done')), PATIENCE).toBe(true)
    await first.stop()
    await redis.kill()
    await eventually(() => second.has('connection'), PATIENCE).toBe(true)
    await redis.start()
    expect(await written).toMatchObject({ state: 'done', asked: 180, kept: 180 })
    const lines = await client.lines.list({ limit: 1000 })
    expect(new Set(lines.map(({ id }) => id)).size).toBe(180)
    expect(new Set(lines.map(({ characterId, text }) => `${characterId} ${text}`)).size).toBe(180)
    const counts = Map.groupBy(lines, ({ key }) => key)
    expect(counts.size).toBe(45)
    expect([...counts.values()].every(({ length }) => length === 4)).toBe(true)
    await eventually(() => work.load(), PATIENCE).toMatchObject({ waiting: 0, underWay: 0 })
  },
)

withRedis(
  title(
    'lines go on with another worker where one was killed and the queue died with it, none lost or doubled',
  ),
  WHOLE,
  async () => {
    const { folder, redis } = await shared()
    const start = workersOf(folder, redis.url)
    const first = start('first')
    await first.waitFor(/"kind":"ready"/u)
    const { client, wish } = await manyLines(folder, redis.url, '0.1.0')
    await eventually(async () => (await client.work.state()).load, PATIENCE).toMatchObject({ workers: 1 })
    let done = 0
    const written = (async () => {
      for await (const event of await client.lines.generate({ ...wish, perCell: 12 })) {
        if (event.kind === 'progress') ({ done } = event)
        if (event.kind === 'ended') return event.batch
      }
      throw new Error('no end')
    })()
    await first.waitFor(/"kind":"began","work":"lines"/u)
    first.child.kill('SIGKILL')
    await first.exited
    await redis.kill()
    await redis.start()
    // Nobody is left who could have written what is still missing.
    expect(done).toBeLessThan(540)
    const second = start('second')
    expect(await written).toMatchObject({ state: 'done', asked: 540, kept: 540 })
    await second.waitFor(/"kind":"done","work":"lines"/u)
    const lines = await client.lines.list({ limit: 1000 })
    expect(new Set(lines.map(({ id }) => id)).size).toBe(540)
    expect(new Set(lines.map(({ characterId, text }) => `${characterId} ${text}`)).size).toBe(540)
    expect([...Map.groupBy(lines, ({ key }) => key).values()].every(({ length }) => length === 12)).toBe(true)
    await eventually(async () => (await client.work.state()).load, PATIENCE).toMatchObject({
      waiting: 0,
      underWay: 0,
    })
  },
)

withRedis(title('the same batch of lines comes from one worker and from three'), async () => {
  const texts = async (workers: number): Promise<readonly string[]> => {
    const { folder, redis, worker, work } = await shared()
    for (let count = 0; count < workers; count++) worker()
    await eventually(async () => (await work.load()).workers, PATIENCE).toBe(workers)
    const { client, wish } = await manyLines(folder, redis.url)
    await collect(await client.lines.generate(wish))
    return (await client.lines.list({ limit: 1000 })).map(({ text }) => text)
  }
  expect(await texts(1)).toEqual(await texts(3))
})

withRedis(title('what nobody wants any more is taken back, and errors are the worker’s'), async () => {
  const { work, worker } = await shared()
  const stop = new AbortController()
  const asked = work.ask('analyze', { texts: pieces[0] }, { signal: stop.signal })
  await eventually(async () => (await work.load()).waiting).toBe(1)
  stop.abort(new Error('enough'))
  await expect(asked).rejects.toThrow('enough')
  expect(await work.load()).toMatchObject({ waiting: 0, underWay: 0 })
  worker()
  const request = { prompt: '', maxWords: 1, candidates: 1, seed: 1 }
  await expect(
    work.ask('write', { model: '0'.repeat(64), request }, { signal: never }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('goes to another machine only through its door, and only to a Redis', async () => {
  const folder = tempFolder()
  const engine = createEngine({ dataDir: folder, documentsDir: folder, version: VERSION })
  onTestFinished(() => engine.close())
  const { client } = engine.connect()
  await expect(client.work.use({ url: 'redis://192.0.2.1:6379' })).rejects.toMatchObject({
    code: 'DOOR_CLOSED',
  })
  await expect(client.work.use({ url: 'http://127.0.0.1' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(client.work.use({ url: 'redis://127.0.0.1:1' })).rejects.toMatchObject({
    code: 'SERVER_FAILED',
  })
  expect(await client.work.state()).toEqual({ address: null, load: null })
})
