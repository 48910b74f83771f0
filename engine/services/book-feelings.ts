// Reading a whole book: what the cache lacks is analysed in batches, with progress and a stop that keeps what was read.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { passageBatches } from '../analysis/analysis-pool.ts'
import type { OpenProject, SceneFeelings } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { analyzeAndKeep, cachedFindings, forgetStale, type Passage } from './finding-cache.ts'
import {
  feelingOfFinding,
  keepOnlyScenes,
  keepScene,
  knownScene,
  refreshSceneFeelings,
  sceneParagraphs,
  settleScene,
  ticketOf,
  type PassageFeeling,
  type SceneParagraph,
} from './scene-feelings.ts'
import { labelBookOf, type LabelBook } from './sentence-labels.ts'

const TURN_MS = 8
const REPORT_MS = 100

type BookEvent =
  { kind: 'progress'; done: number; total: number } | { kind: 'scenes'; scenes: SceneFeelings[] }

interface SceneText {
  readonly sceneId: string
  readonly ticket: number
  readonly paragraphs: readonly SceneParagraph[]
}

/** Lets other calls in whenever a few milliseconds have passed. */
export const createTurns = () => {
  let startedAt = performance.now()
  return async (): Promise<void> => {
    if (performance.now() - startedAt < TURN_MS) return
    await nextTurn()
    startedAt = performance.now()
  }
}

const readScenes = async (project: OpenProject, signal: AbortSignal): Promise<SceneText[]> => {
  const takeTurns = createTurns()
  const scenes: SceneText[] = []
  for (const node of project.store.binder.tree()) {
    if (node.kind !== 'scene') continue
    await takeTurns()
    signal.throwIfAborted()
    const ticket = ticketOf(project, node.id)
    scenes.push({ sceneId: node.id, ticket, paragraphs: sceneParagraphs(project, node.id) ?? [] })
  }
  return scenes
}

const readCache = async (
  project: OpenProject,
  passages: readonly Passage[],
  labels: LabelBook,
): Promise<Map<string, PassageFeeling>> => {
  const takeTurns = createTurns()
  const feelings = new Map<string, PassageFeeling>()
  for (let at = 0; at < passages.length; at += 100) {
    await takeTurns()
    const texts = new Map(passages.slice(at, at + 100).map(({ hash, text }) => [hash, text]))
    for (const [hash, finding] of cachedFindings(project, passages.slice(at, at + 100)))
      feelings.set(hash, feelingOfFinding(finding, texts.get(hash)!, labels))
  }
  return feelings
}

/**
 * Counts are paragraphs. Ends with every scene in reading order; after a stop from the job list, scenes that were not
 * read are blank. @param signal of the caller: ends without a result.
 */
export async function* analyzeBook(
  engine: EngineParts,
  project: OpenProject,
  signal: AbortSignal,
): AsyncGenerator<BookEvent> {
  const scenes = await readScenes(project, signal)
  const passages = scenes.flatMap((scene) => scene.paragraphs)
  const labels = labelBookOf(project)
  const feelings = await readCache(project, passages, labels)
  const missing = new Map<string, Passage>()
  for (const passage of passages) if (!feelings.has(passage.hash)) missing.set(passage.hash, passage)
  const total = feelings.size + missing.size
  yield { kind: 'progress', done: feelings.size, total }

  if (missing.size > 0) {
    const job = engine.jobs.start('analysis', project.store.project.get().title, { signal })
    try {
      let reportedAt = engine.now()
      const byText = [...missing.values()]
      let read = 0
      for (const batch of passageBatches(byText.map((passage) => passage.text))) {
        if (job.signal.aborted) break
        const group = byText.slice(read, read + batch.length)
        for (const [hash, finding] of await analyzeAndKeep(engine, project, group))
          feelings.set(hash, feelingOfFinding(finding, missing.get(hash)!.text, labels))
        read += batch.length
        job.report(read, byText.length)
        if (engine.now() - reportedAt < REPORT_MS) continue
        reportedAt = engine.now()
        yield { kind: 'progress', done: feelings.size, total }
      }
    } finally {
      job.end()
    }
    signal.throwIfAborted()
  }

  const changed = scenes.filter(({ sceneId, ticket, paragraphs }) => {
    if (ticketOf(project, sceneId) !== ticket) return true
    keepScene(project, sceneId, paragraphs, feelings)
    return false
  })
  // What was corrected meanwhile holds in every scene; what was written meanwhile is being read by its own refresh.
  if (labelBookOf(project) !== labels)
    for (const { sceneId } of scenes) await refreshSceneFeelings(engine, project, sceneId)
  for (const { sceneId } of changed) await settleScene(project, sceneId)
  keepOnlyScenes(project, new Set(scenes.map((scene) => scene.sceneId)))
  if (feelings.size === total) forgetStale(project, passages)
  yield { kind: 'progress', done: feelings.size, total }
  yield { kind: 'scenes', scenes: scenes.map(({ sceneId }) => knownScene(project, sceneId)) }
}
