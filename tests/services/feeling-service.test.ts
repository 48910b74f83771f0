import { call, createRouterClient } from '@orpc/server'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { analyzerOf } from '../../engine/analysis/registry.ts'
import { AnalysisPool } from '../../engine/analysis/analysis-pool.ts'
import { MEASURES } from '../../engine/domain/measure.ts'
import { paragraphOf } from '../../engine/text/plain-text.ts'
import type { OpenProject, RequestContext, SceneFeelings } from '../../engine/services/context.ts'
import type { EngineParts } from '../../engine/services/engine-parts.ts'
import { feelingRouter } from '../../engine/services/feeling-service.ts'
import { JobBoard } from '../../engine/services/job-board.ts'
import { ProjectRegistry } from '../../engine/services/project-registry.ts'
import { refreshSceneFeelings } from '../../engine/services/scene-feelings.ts'
import { novel } from '../helpers/novel.ts'
import { tempProject, textOf } from '../helpers/temp-project.ts'

const GLAD = 'They laughed all the way home, and she was happy.'
const SAD = 'She wept that night, sick with grief.'
const PLAIN = 'The road ran north along the river.'
const CHAPTER = novel()
  .slice(0, 150_000)
  .split(/\n{2,}/)
  .map((text) => text.replaceAll('\n', ' '))
  .filter((text) => /\w/.test(text))

/** Counts what is read, and reads it for real. */
class CountingPool extends AnalysisPool {
  read: string[] = []
  override async analyze(passages: readonly string[], signal?: AbortSignal) {
    this.read.push(...passages)
    return super.analyze(passages, signal)
  }
}

/** A project of one chapter with these scenes, and a connection on it. */
const studio = (scenes: readonly (readonly string[])[]) => {
  const { path, store: writing } = tempProject()
  const chapter = writing.binder.create({ kind: 'chapter', title: 'One' }, { parentId: null })
  const sceneIds = scenes.map((paragraphs, index) => {
    const text = textOf(paragraphs, `s${index}`)
    return writing.binder.create({ kind: 'scene', title: '', text }, { parentId: chapter.id }).id
  })
  writing.close()
  const analysis = new CountingPool()
  const projects = new ProjectRegistry()
  const engine = {
    analysis,
    projects,
    jobs: new JobBoard(),
    now: Date.now,
  } as unknown as EngineParts
  const session: RequestContext['session'] = { id: 'window', project: null }
  const project = projects.enter(session, path)
  onTestFinished(async () => {
    projects.closeAll()
    await analysis.dispose()
  })
  const context: RequestContext = { engine, session }
  return {
    engine,
    analysis,
    project,
    sceneIds,
    chapter,
    context,
    client: createRouterClient(feelingRouter, { context }),
  }
}

type Studio = ReturnType<typeof studio>

const readBook = async ({ client }: Studio): Promise<SceneFeelings[]> => {
  for await (const event of await client.analyzeBook()) if (event.kind === 'scenes') return event.scenes
  throw new Error('The stream ended without the book.')
}

const rewrite = (project: OpenProject, sceneId: string, paragraphs: readonly string[]): void => {
  const { rev } = project.store.scenes.get(sceneId)
  const { document, words } = textOf(paragraphs, 's0')
  project.store.scenes.save(sceneId, rev, document, words)
}

describe('analyzeBook', () => {
  it('gives every scene in reading order, a row per paragraph that has words, and what it adds up to', async () => {
    const book = studio([[GLAD, '', PLAIN], [SAD, SAD], ['']])
    const scenes = await readBook(book)
    expect(scenes.map((scene) => scene.sceneId)).toEqual(book.sceneIds)
    const [glad, sad, empty] = scenes
    expect(glad).toMatchObject({ blockIds: ['s0p0', 's0p2'], words: [10, 7], emotion: ['joy', 'neutral'] })
    expect(glad.summary).toMatchObject({ emotion: 'joy' })
    expect(glad.summary!.valence).toBeGreaterThan(0.2)
    expect(sad.summary!.valence).toBeLessThan(-0.2)
    expect(sad.summary).toMatchObject({ emotion: 'sadness' })
    expect(empty).toMatchObject({ blockIds: [], summary: null })
  })

  it('reads a text once: the second time everything is in the file', async () => {
    const book = studio([CHAPTER])
    const first = await readBook(book)
    expect(book.analysis.read.length).toBeGreaterThan(100)
    book.analysis.read = []
    const events = []
    for await (const event of await book.client.analyzeBook()) events.push(event)
    expect(book.analysis.read).toEqual([])
    expect(events.at(-1)).toEqual({ kind: 'scenes', scenes: first })
    expect(events[0]).toMatchObject({ done: new Set(CHAPTER).size, total: new Set(CHAPTER).size })
  })

  it('reports progress that ends complete, and lists its work only while it lasts', async () => {
    const book = studio([CHAPTER])
    const progress = []
    for await (const event of await book.client.analyzeBook())
      if (event.kind === 'progress') progress.push(event)
    expect(progress[0].done).toBe(0)
    expect(progress.at(-1)!.done).toBe(progress.at(-1)!.total)
    expect(book.engine.jobs.list()).toEqual([])
  })

  it('keeps what was read when it is stopped', async () => {
    const book = studio([CHAPTER])
    const controller = new AbortController()
    const stream = await call(feelingRouter.analyzeBook, undefined, {
      context: book.context,
      signal: controller.signal,
    })
    const kinds = []
    for await (const event of stream) {
      kinds.push(event.kind)
      controller.abort()
    }
    expect(kinds).toEqual(['progress'])
    expect(book.engine.jobs.list()).toEqual([])
    expect(await readBook(book)).toHaveLength(1)
  })

  it('forgets findings of text that is long gone', async () => {
    const book = studio([CHAPTER])
    await readBook(book)
    const { findings, binder } = book.project.store
    const old = Array.from({ length: 2000 }, (_, index) => [`old${index}`, '[]'] as const)
    const { id } = analyzerOf('en')
    findings.write({ analyzer: id, version: '0' }, old)
    findings.write({ analyzer: 'retired', version: '3' }, old)
    binder.create({ kind: 'scene', title: '', text: textOf([GLAD]) }, { parentId: null })
    await readBook(book)
    expect(findings.count(id)).toBeLessThan(1000)
    expect(findings.read({ analyzer: id, version: '0' }, ['old1']).size).toBe(0)
    expect(findings.count('retired')).toBe(0)
  })
})

describe('after a scene is saved', () => {
  let book: Studio
  const published: SceneFeelings[] = []
  beforeEach(async () => {
    book = studio([[GLAD, PLAIN, SAD], [SAD]])
    await readBook(book)
    book.analysis.read = []
    published.length = 0
    const stop = book.project.events.subscribe('feelings', (event) => published.push(event))
    onTestFinished(stop)
  })

  it('only the paragraph that changed is read, and the curve moves', async () => {
    rewrite(book.project, book.sceneIds[0], [GLAD, 'He trembled with terror.', SAD])
    await refreshSceneFeelings(book.engine, book.project, book.sceneIds[0])
    expect(book.analysis.read).toEqual(['He trembled with terror.'])
    expect(published).toHaveLength(1)
    expect(published[0]).toMatchObject({ sceneId: book.sceneIds[0], emotion: ['joy', 'fear', 'sadness'] })
  })

  it('moving a paragraph reads nothing, and removing the scene leaves a blank', async () => {
    rewrite(book.project, book.sceneIds[0], [SAD, GLAD, PLAIN])
    await refreshSceneFeelings(book.engine, book.project, book.sceneIds[0])
    expect(book.analysis.read).toEqual([])
    expect(published.at(-1)).toMatchObject({ emotion: ['sadness', 'joy', 'neutral'] })
    book.project.store.binder.remove([book.sceneIds[0]])
    await refreshSceneFeelings(book.engine, book.project, book.sceneIds[0])
    expect(published.at(-1)).toMatchObject({ sceneId: book.sceneIds[0], blockIds: [], summary: null })
  })

  it('says nothing when the feelings are what they were', async () => {
    await refreshSceneFeelings(book.engine, book.project, book.sceneIds[0])
    expect(published).toEqual([])
  })

  it('of two saves that overlap the later one wins', async () => {
    const [sceneId] = book.sceneIds
    rewrite(book.project, sceneId, [...CHAPTER, SAD])
    const slow = refreshSceneFeelings(book.engine, book.project, sceneId)
    rewrite(book.project, sceneId, [GLAD])
    await Promise.all([slow, refreshSceneFeelings(book.engine, book.project, sceneId)])
    expect(published.map((event) => event.emotion)).toEqual([['joy']])
  })

  it('a project that was closed meanwhile is no error', async () => {
    book.project.store.close()
    await expect(refreshSceneFeelings(book.engine, book.project, book.sceneIds[0])).resolves.toBeUndefined()
  })
})

describe('sentences and loose text', () => {
  it('gives each sentence its place in its paragraph', async () => {
    const book = studio([['She wept. The road ran north.', GLAD]])
    const found = await book.client.sentences({ sceneId: book.sceneIds[0] })
    expect(
      found.map(({ blockId, from, to, text, emotion }) => ({ blockId, from, to, text, emotion })),
    ).toEqual([
      { blockId: 's0p0', from: 0, to: 9, text: 'She wept.', emotion: 'sadness' },
      { blockId: 's0p0', from: 10, to: 29, text: 'The road ran north.', emotion: 'neutral' },
      { blockId: 's0p1', from: 0, to: GLAD.length, text: GLAD, emotion: 'joy' },
    ])
    await expect(book.client.sentences({ sceneId: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('leaves notes to self unread', async () => {
    const book = studio([[PLAIN]])
    const { rev } = book.project.store.scenes.get(book.sceneIds[0])
    book.project.store.scenes.save(
      book.sceneIds[0],
      rev,
      {
        type: 'doc',
        content: [
          paragraphOf('p', PLAIN),
          { type: 'note', attrs: { id: 'n' }, content: [{ type: 'text', text: SAD }] },
        ],
      },
      7,
    )
    expect(await book.client.sentences({ sceneId: book.sceneIds[0] })).toHaveLength(1)
  })

  it('judges text that is not in the project, and makes nothing of nothing', async () => {
    const { client } = studio([[PLAIN]])
    expect(await client.analyzeText({ text: `${SAD}\n\n${SAD}` })).toMatchObject({
      emotion: 'sadness',
      sentences: 2,
    })
    expect(await client.analyzeText({ text: '' })).toMatchObject({
      emotion: 'neutral',
      confidence: 0,
      sentences: 0,
    })
  })

  it('names its analysers', async () => {
    const { client } = studio([[PLAIN]])
    expect(await client.analyzers()).toContainEqual(
      expect.objectContaining({ id: 'lexicon', languages: ['en', 'zh'] }),
    )
  })
})

describe('target curves', () => {
  const points = [
    { x: 0, y: 0.2 },
    { x: 1, y: -0.4 },
  ]

  it('are kept by scope and measure, replaced, removed, and each act is undone alone', async () => {
    const { client, chapter, project } = studio([[PLAIN]])
    const changes: string[] = []
    onTestFinished(project.events.subscribe('change', (change) => changes.push(change.kind)))
    const ofBook = { scopeId: null, measure: 'valence' as const, points, shape: 'threeAct' }
    const ofChapter = {
      scopeId: chapter.id,
      measure: 'tension' as const,
      points: [{ x: 0.5, y: 1 }],
      shape: null,
    }
    await client.setTarget(ofBook)
    await client.setTarget(ofChapter)
    expect(await client.targets()).toEqual([ofBook, ofChapter])
    expect(changes).toContain('targets')
    await client.setTarget({ ...ofBook, points: [{ x: 0, y: 1 }] })
    expect((await client.targets())[0].points).toEqual([{ x: 0, y: 1 }])
    await client.setTarget({ ...ofChapter, points: [] })
    expect(await client.targets()).toHaveLength(1)
    project.store.journal.undo()
    project.store.journal.undo()
    expect(await client.targets()).toEqual([ofBook, ofChapter])
  })

  it('must be drawable, and over something that is there', async () => {
    const { client } = studio([[PLAIN]])
    const refused = (target: Parameters<typeof client.setTarget>[0], code: string) =>
      expect(client.setTarget(target)).rejects.toMatchObject({ code })
    await refused({ scopeId: null, measure: 'valence', points: points.toReversed() }, 'BAD_INPUT')
    await refused({ scopeId: null, measure: 'valence', points: [points[0], points[0]] }, 'BAD_INPUT')
    await refused({ scopeId: null, measure: 'fear', points }, 'BAD_INPUT')
    await refused({ scopeId: null, measure: 'valence', points, shape: 'spiral' }, 'BAD_INPUT')
    await refused({ scopeId: 'nowhere', measure: 'valence', points }, 'NOT_FOUND')
    expect(await client.targets()).toEqual([])
  })

  it('start from every named shape on every measure', async () => {
    const { client } = studio([[PLAIN]])
    const shapes = await client.shapes()
    expect(shapes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['manInHole', 'steadyTension', 'threeAct', 'herosJourney', 'kishotenketsu']),
    )
    for (const { id, valence, level } of shapes)
      for (const measure of MEASURES)
        await client.setTarget({
          scopeId: null,
          measure,
          points: measure === 'valence' ? valence : level,
          shape: id,
        })
    expect(await client.targets()).toHaveLength(MEASURES.length)
  })
})
