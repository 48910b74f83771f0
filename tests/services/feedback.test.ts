// Feedback as the window and the terminal use it: everything said is seen, erased and carried over; what was learnt is judged, used, rolled back.
import { createRouterClient } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../engine/domain/generation.ts'
import { DEFAULT_LEVERS } from '../../engine/domain/levers.ts'
import { NOTHING_FELT } from '../../engine/generation/passage.ts'
import { steeringOf } from '../../engine/generation/steering.ts'
import { Random } from '../../engine/nn/seed.ts'
import { judge, learntBy } from '../../engine/services/continue-passage.ts'
import { cowriterRouter } from '../../engine/services/cowriter-service.ts'
import { feelingRouter } from '../../engine/services/feeling-service.ts'
import { feedbackRouter } from '../../engine/services/feedback-service.ts'
import { learnWhenIdle } from '../../engine/services/learning/learn-when-idle.ts'
import { headWords } from '../../engine/services/learning/used-head.ts'
import { usedPreferences } from '../../engine/services/learning/used-weights.ts'
import { sceneRouter } from '../../engine/services/scene-service.ts'
import { eventually } from '../helpers/eventually.ts'
import { collect, workbench as plainWorkbench, type WorkbenchOptions } from './workbench.ts'

const router = {
  cowriter: cowriterRouter,
  feedback: feedbackRouter,
  feeling: feelingRouter,
  scene: sceneRouter,
}

const workbench = (options: WorkbenchOptions) => {
  const { engine, project, session, store, sceneIds } = plainWorkbench(options)
  return {
    engine,
    project,
    store,
    sceneIds,
    client: createRouterClient(router, { context: { engine, session } }),
  }
}

type Bench = ReturnType<typeof workbench>

const SHORT = 'She ran home.'
const LONG =
  'She walked slowly through the abandoned plantation and considered everything that had happened there.'

const candidate = (id: string, text: string): Candidate => ({
  id,
  index: 0,
  text,
  feeling: NOTHING_FELT,
  distance: null,
  score: 0.5,
  reasons: [{ key: 'fluency', value: 0.5, weight: 1 }],
  decision: 'offered',
  rating: 0,
})

/** A passage on offer with these texts; candidates are called `${id}0`, `${id}1` … */
const offer = ({ store, sceneIds }: Bench, id: string, texts: readonly string[]): void => {
  store.generations.insert({
    id,
    sceneId: sceneIds[0] ?? null,
    blockId: null,
    runId: null,
    modelId: 'gru',
    modelName: 'First',
    modelHash: 'x',
    seed: 1,
    settings: {},
    prompt: 'It rained.',
    target: { emotion: null, valence: null },
    parentId: null,
    createdAt: 1,
  })
  texts.forEach((text, at) => store.generations.addCandidate(id, candidate(`${id}${at}`, text)))
}

/** The short one of two is always taken. */
const choose = async (bench: Bench, count: number, from = 0): Promise<void> => {
  const random = new Random(`choices ${from}`)
  for (let at = from; at < from + count; at++) {
    const more = ' Then it was over.'.repeat(random.integer(3))
    offer(bench, `g${at}-`, [SHORT, LONG + more])
    await bench.client.feedback.choose({ betterId: `g${at}-0`, worseId: `g${at}-1` })
  }
}

const generated = (text: string, of: string) =>
  ({ type: 'text', text, origin: { by: 'generated', of } }) as const

describe('what was said', () => {
  test('is kept with all that was on offer, and the last word counts', async () => {
    const bench = workbench({ scenes: [['It rained.']] })
    const { client } = bench
    offer(bench, 'g', [SHORT, LONG])
    await client.cowriter.decide({ candidateId: 'g0', decision: 'accepted' })
    await client.cowriter.rate({ candidateId: 'g1', rating: -1 })
    await client.feedback.star({ candidateId: 'g0', starred: true })
    await client.feedback.choose({ betterId: 'g1', worseId: 'g0' })
    await client.feedback.choose({ betterId: 'g0', worseId: 'g1' })
    const { items, total, byKind } = await client.feedback.list({})
    expect(total).toBe(4)
    expect(byKind).toMatchObject({ accepted: 1, rated: 1, starred: 1, chosen: 1, rejected: 0 })
    expect(items.find(({ kind }) => kind === 'accepted')).toMatchObject({
      text: SHORT,
      others: [LONG],
      prompt: 'It rained.',
      modelName: 'First',
    })
    expect(items.find(({ kind }) => kind === 'chosen')).toMatchObject({ text: SHORT, over: LONG })
    expect(items[0].features.words).toBeGreaterThan(0)
    expect(await client.feedback.starred()).toEqual(['g0'])
    await client.cowriter.decide({ candidateId: 'g0', decision: 'offered' })
    await client.feedback.star({ candidateId: 'g0', starred: false })
    expect((await client.feedback.list({})).byKind).toMatchObject({
      accepted: 0,
      starred: 0,
      rated: 1,
      chosen: 1,
    })
    await expect(client.feedback.star({ candidateId: 'gone', starred: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('can be filtered, searched, paged and erased for good', async () => {
    const bench = workbench({ scenes: [['It rained.']] })
    const { client } = bench
    await choose(bench, 6)
    await client.cowriter.decide({ candidateId: 'g0-0', decision: 'rejected' })
    expect((await client.feedback.list({ kinds: ['rejected'] })).total).toBe(1)
    expect((await client.feedback.list({ query: 'plantation' })).total).toBe(7)
    expect((await client.feedback.list({ query: 'zebra' })).total).toBe(0)
    const page = await client.feedback.list({ limit: 2, offset: 2 })
    expect(page.items).toHaveLength(2)
    expect(await client.feedback.erase({ ids: [page.items[0].id, 'gone'] })).toEqual({ erased: 1 })
    expect((await client.feedback.list({})).total).toBe(6)
    expect(await client.feedback.erase({ all: true })).toEqual({ erased: 6 })
    expect((await client.feedback.list({})).total).toBe(0)
  })

  test('an accepted passage that was changed in the text is an edit, with what changed; undone, it is none', async () => {
    const bench = workbench({ scenes: [['It rained.']] })
    const { client, store, sceneIds } = bench
    offer(bench, 'g', [SHORT, LONG])
    await client.cowriter.decide({ candidateId: 'g0', decision: 'accepted' })
    const write = async (content: readonly object[]): Promise<void> => {
      const { rev } = store.scenes.get(sceneIds[0])
      await client.scene.save({
        sceneId: sceneIds[0],
        baseRev: rev,
        document: {
          type: 'doc',
          // Generated words carry where they came from.
          content: [{ type: 'paragraph', attrs: { id: 'p' }, content: content as never }],
        },
      })
    }
    await write([generated('She ran home.', 'g0')])
    expect((await client.feedback.list({ kinds: ['edited'] })).total).toBe(0)
    await write([generated('She ', 'g0'), { type: 'text', text: 'crept' }, generated(' home.', 'g0')])
    const { items } = await client.feedback.list({ kinds: ['edited'] })
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ text: 'She crept home.', over: 'She ran home.' })
    expect(items[0].changes.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'ran' },
      { kind: 'added', text: 'crept' },
    ])
    await write([generated('She ran home.', 'g0')])
    expect((await client.feedback.list({ kinds: ['edited'] })).total).toBe(0)
  })

  test('corrected emotions are among it, and erasing one takes the correction back', async () => {
    const bench = workbench({ scenes: [['It rained.']] })
    const { client, store, sceneIds } = bench
    store.labels.set({
      sceneId: sceneIds[0],
      blockId: 's0p0',
      text: 'It rained.',
      emotion: 'joy',
      valence: 0.7,
      arousal: 0.6,
      judged: { analyzer: 'en', version: '1', emotion: 'sadness', valence: -0.4, arousal: 0.2 },
    })
    const { items } = await client.feedback.list({ kinds: ['emotion'] })
    expect(items).toMatchObject([{ text: 'It rained.', label: { emotion: 'joy', was: 'sadness' } }])
    await client.feedback.erase({ ids: [items[0].id] })
    expect(store.labels.list()).toEqual([])
  })
})

describe('what was learnt', () => {
  test('is judged on what was held out, and used where it is better', async () => {
    const bench = workbench({ scenes: [['It rained.']] })
    const { client } = bench
    await choose(bench, 60)
    const events = await collect(await client.feedback.learn({ learners: ['ranker'] }))
    const judged = events.find((event) => event.kind === 'judged')
    expect(judged?.version).toMatchObject({
      learner: 'ranker',
      verdict: 'better',
      active: true,
      parentId: null,
    })
    expect(judged?.version.report?.after.value).toBeGreaterThan(0.9)
    const { learners, versions } = await client.feedback.learning()
    expect(versions).toHaveLength(1)
    expect(learners.find(({ id }) => id === 'ranker')?.activeId).toBe(versions[0].id)
    expect((await collect(await client.feedback.learn({ learners: ['ranker'] }))).at(-1)).toEqual({
      kind: 'unchanged',
      learner: 'ranker',
    })
  })

  test('goes back to the exact bytes with one call, also to what ships', async () => {
    const bench = workbench({ scenes: [['It rained.']] })
    const { client, store } = bench
    await choose(bench, 60)
    await collect(await client.feedback.learn({ learners: ['ranker'] }))
    const [first] = (await client.feedback.learning()).versions
    const bytes = store.learnt.bytes(first.id)
    await client.feedback.use({ learner: 'ranker', versionId: null })
    expect(store.learnt.active('ranker')).toBeNull()
    await choose(bench, 20, 60)
    await collect(await client.feedback.learn({ learners: ['ranker'] }))
    const versions = await client.feedback.use({ learner: 'ranker', versionId: first.id })
    expect(versions.filter(({ active }) => active).map(({ id }) => id)).toEqual([first.id])
    expect(store.learnt.bytes(first.id)).toEqual(bytes)
    expect(store.learnt.active('ranker')?.hash).toBe(first.hash)
    await expect(client.feedback.forget({ versionId: first.id })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    const other = versions.find(({ id }) => id !== first.id)!
    expect((await client.feedback.forget({ versionId: other.id })).map(({ id }) => id)).toEqual([first.id])
    await expect(client.feedback.use({ learner: 'planner', versionId: first.id })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })

  test('is not learnt from too little, and the answer says how much is needed', async () => {
    const bench = workbench({ scenes: [['It rained.']] })
    await choose(bench, 3)
    expect(await collect(await bench.client.feedback.learn({ learners: ['ranker'] }))).toEqual([
      expect.objectContaining({ kind: 'too-little', learner: 'ranker', least: { lessons: 12, heldOut: 4 } }),
    ])
  })

  test('travels in one file, to be used there by a click; other files are refused', async () => {
    const [here, there] = [workbench({ scenes: [['It rained.']] }), workbench({ scenes: [['It snowed.']] })]
    await choose(here, 60)
    await collect(await here.client.feedback.learn({ learners: ['ranker'] }))
    const file = await here.client.feedback.export()
    expect(await there.client.feedback.import({ file })).toEqual({ feedback: 60, versions: 1 })
    expect(await there.client.feedback.import({ file })).toEqual({ feedback: 0, versions: 0 })
    const [version] = (await there.client.feedback.learning()).versions
    expect(version).toMatchObject({ verdict: 'imported', active: false, report: null })
    expect(version.hash).toBe((await here.client.feedback.learning()).versions[0].hash)
    await there.client.feedback.use({ learner: 'ranker', versionId: version.id })
    expect(there.store.learnt.active('ranker')?.hash).toBe(version.hash)
    const bad = {
      learner: 'ranker',
      at: 1,
      active: true,
      bytes: Buffer.from('no weights').toString('base64'),
    }
    const strange = { format: 'arcwright-learning', version: 1, feedback: [], learnt: [bad] }
    const added = await there.client.feedback.import({
      file: new File([JSON.stringify(strange)], 'strange.json'),
    })
    expect(added).toEqual({ feedback: 0, versions: 1 })
    const broken = (await there.client.feedback.learning()).versions.find(({ at }) => at === 1)!
    await there.client.feedback.use({ learner: 'ranker', versionId: broken.id })
    expect(usedPreferences(there.engine, there.project, 'ranker')).toBeNull()
    const other = new File(['{"format":"something else"}'], 'other.json')
    await expect(there.client.feedback.import({ file: other })).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
    })
  })

  test('may be shared between projects, and a project that leaves takes its words with it', async () => {
    const bench = workbench({ scenes: [['It rained.']] })
    const { client, engine } = bench
    await choose(bench, 60)
    await client.feedback.setChoices({ shared: true })
    expect(engine.sharedLearning.get().feedback.list()).toHaveLength(60)
    await collect(await client.feedback.learn({ learners: ['ranker'] }))
    expect(engine.sharedLearning.get().learnt.list()).toHaveLength(1)
    expect(bench.store.learnt.list()).toHaveLength(0)
    const { items } = await client.feedback.list({ limit: 1 })
    await client.feedback.erase({ ids: [items[0].id] })
    expect(engine.sharedLearning.get().feedback.list()).toHaveLength(59)
    await client.feedback.setChoices({ shared: false })
    expect(engine.sharedLearning.get().feedback.list()).toHaveLength(0)
    expect((await client.feedback.list({})).total).toBe(59)
  })

  test('happens by itself in a pause, once for what was said, where that is wished', async () => {
    const bench = workbench({ scenes: [['It rained.']] })
    const { client, engine, project, store } = bench
    learnWhenIdle(engine, project, 20)
    await choose(bench, 60)
    expect(store.learnt.list()).toEqual([])
    await client.feedback.setChoices({ whenIdle: true })
    await eventually(() => store.learnt.list().length).toBe(1)
    // The voice takes longer than this test waits.
    for (const { id } of engine.jobs.list()) engine.jobs.stop(id)
    await eventually(() => engine.jobs.list()).toEqual([])
    await client.cowriter.decide({ candidateId: 'g0-0', decision: 'offered' })
    expect(store.learnt.list()).toHaveLength(1)
  })

  test('of corrected emotions reads sentences like them anew, and as before when the writer goes back', async () => {
    const words =
      'morning evening winter summer sunday early later alone once twice never often gladly slowly'
    const sentences = words
      .split(' ')
      .flatMap((word) => [`The harbour lay there ${word}.`, `A harbour was ${word} seen.`])
    const { client, engine, project, store, sceneIds } = workbench({
      scenes: [sentences, ['They came to the harbour.']],
    })
    const [scene, asked] = sceneIds
    for (const [at, text] of sentences.entries())
      await client.feeling.correct({ sceneId: scene, blockId: `s0p${at}`, text, emotion: 'disgust' })
    const reading = async () => (await client.feeling.sentences({ sceneId: asked }))[0]
    const before = await reading()
    const text = 'A harbour was seen.'
    const judged = async () => (await client.feeling.analyzeText({ text })).emotion
    const usual = await judged()
    const events = await collect(await client.feedback.learn({ learners: ['emotion'] }))
    const found = events.find((event) => event.kind === 'judged')
    expect(found?.version).toMatchObject({ learner: 'emotion', verdict: 'better', active: true })
    expect(found?.version.report?.base?.after).toBeGreaterThanOrEqual(0.98)
    const after = await reading()
    expect(before.emotion).not.toBe('disgust')
    expect(after.emotion).toBe('disgust')
    // Whatever reads a text reads it so, what ranks passages among them; and each passage says by which version.
    expect(await judged()).toBe('disgust')
    expect((await judge(engine, project, text))?.emotion).toBe('disgust')
    expect(learntBy(engine, project)).toEqual({ emotion: found?.version.hash, ranker: null })
    const steering = steeringOf(
      { emotion: 'disgust', valence: null },
      'en',
      DEFAULT_LEVERS,
      headWords(project),
    )
    expect(steering.guide?.words?.['harbour']?.[4]).toBeGreaterThan(0)
    await client.feedback.use({ learner: 'emotion', versionId: null })
    expect(await reading()).toEqual(before)
    expect(await judged()).toBe(usual)
    expect(learntBy(engine, project)).toEqual({ emotion: null, ranker: null })
    expect(store.labels.list()).toHaveLength(sentences.length)
  })
})
