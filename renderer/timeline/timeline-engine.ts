// The timeline's talk with the engine: analysis of the book, live updates, targets. Runs as long as the window.
import { afterTyping } from '../app/after-typing.ts'
import { followProject } from '../app/follow-project.ts'
import { notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, isAborted } from '../engine-client/engine-error.ts'
import { storeOwnArc } from './arc-engine.ts'
import type { SceneFeelings, Target, TargetPoint } from './feelings.ts'
import { createSentenceCache } from './sentence-cache.ts'
import { pointsOfShape } from './story-shapes.ts'
import { CLOSED, drawsOwnArc, setBook, timelineStore } from './timeline-store.ts'

let life: AbortSignal | null = null
let analysis: AbortController | null = null

/** Reports what nobody asked to stop; a dead engine is announced by the connection itself. */
const report = (error: unknown): void => {
  if (isAborted(error) || life?.aborted !== false || errorCode(error) === 'ENGINE_GONE') return
  notifyError(error)
}

const loadBinder = async (): Promise<void> =>
  setBook({ nodes: await engine.binder.tree(undefined, { signal: life! }) })

/** Targets on their way to the engine, and how many were ever sent: what it knew before them must not take them away. */
const storing = { now: 0, ever: 0 }

const loadTargets = async (): Promise<void> => {
  const { ever } = storing
  const targets = await engine.feeling.targets(undefined, { signal: life! })
  if (storing.now === 0 && storing.ever === ever) timelineStore.setState({ targets })
}

/** Analyses what is not known yet; the curve of what is known stays in view meanwhile. */
export const analyzeBook = async (): Promise<void> => {
  if (!life || life.aborted) return
  analysis?.abort()
  const own = new AbortController()
  analysis = own
  const signal = AbortSignal.any([life, own.signal])
  timelineStore.setState({ status: 'analysing', progress: { done: 0, total: 0 }, failure: null })
  try {
    for await (const event of await engine.feeling.analyzeBook(undefined, { signal }))
      if (event.kind === 'progress')
        timelineStore.setState({ progress: { done: event.done, total: event.total } })
      else setBook({ feelings: Object.fromEntries(event.scenes.map((scene) => [scene.sceneId, scene])) })
    if (analysis === own) timelineStore.setState({ status: 'ready' })
  } catch (error) {
    if (analysis !== own || life.aborted) return
    if (own.signal.aborted) timelineStore.setState({ status: 'ready' })
    else timelineStore.setState({ status: 'failed', failure: errorCode(error) })
  } finally {
    if (analysis === own) analysis = null
  }
}

/** Ends a running analysis; what was found so far is kept by the engine. */
export const stopAnalysis = (): void => analysis?.abort()

/** Scenes with words that nothing is known of: imported, or brought back by undo. */
const hasUnknownScenes = (): boolean => {
  const { nodes, feelings } = timelineStore.getState()
  return nodes.some((node) => node.kind === 'scene' && node.words > 0 && !feelings[node.id])
}

/** What came while the writer typed, by scene: the whole chart is drawn for it. */
let arrived: Readonly<Record<string, SceneFeelings>> = {}
const showArrived = (): void => {
  const feelings = { ...timelineStore.getState().feelings, ...arrived }
  arrived = {}
  if (life?.aborted === false) setBook({ feelings })
}
const showArrivedSoon = afterTyping(showArrived)

const watchFeelings = async (signal: AbortSignal): Promise<void> => {
  for await (const rows of await engine.feeling.watch(undefined, { signal })) {
    arrived = { ...arrived, [rows.sceneId]: rows }
    showArrivedSoon()
  }
}

const begin = async (signal: AbortSignal): Promise<void> => {
  life = signal
  void watchFeelings(signal).catch(report)
  await Promise.all([loadBinder(), loadTargets()])
  await analyzeBook()
}

followProject({
  opened: (signal) => void begin(signal).catch(report),
  changed: (change) => {
    if (change.kind === 'targets') void loadTargets().catch(report)
    if (change.kind === 'binder')
      void loadBinder()
        .then(() => {
          if (analysis === null && hasUnknownScenes()) return analyzeBook()
        })
        .catch(report)
  },
  closed: () => {
    analysis?.abort()
    life = null
    arrived = {}
    sentences.clear()
    timelineStore.setState(CLOSED)
  },
})

/** Sentences of the scene under the pointer, fetched once per version of its text. */
export const sentences = createSentenceCache((sceneId) =>
  engine.feeling.sentences({ sceneId }, life ? { signal: life } : {}),
)

/**
 * Stores the target of the current scope and measure; no points removes it. One undo step.
 * @param shape the named shape it starts from; an edited curve keeps the one it had.
 */
export const storeTarget = async (points: readonly TargetPoint[], shape?: string): Promise<void> => {
  if (drawsOwnArc(timelineStore.getState())) return storeOwnArc(points)
  const { scopeId, measure, targets } = timelineStore.getState()
  const isOwn = (target: Target): boolean => target.scopeId === scopeId && target.measure === measure
  const others = targets.filter((target) => !isOwn(target))
  const kept = points.length > 0 ? (targets.find(isOwn)?.shape ?? null) : null
  const target = { scopeId, measure, points: [...points], shape: shape ?? kept }
  timelineStore.setState({ targets: points.length > 0 ? [...others, target] : others, draft: null })
  storing.now++
  storing.ever++
  try {
    await engine.feeling.setTarget(target)
    recordEngineAct()
  } catch (error) {
    timelineStore.setState({ targets })
    report(error)
  } finally {
    storing.now--
    if (storing.now === 0) void loadTargets().catch(report)
  }
}

/** Starts the target of the current scope and measure from a named shape. */
export const storeShape = async (shapeId: string): Promise<void> => {
  const { shapes, measure } = timelineStore.getState()
  const shape = shapes.find(({ id }) => id === shapeId)
  if (shape) await storeTarget(pointsOfShape(shape, measure), shapeId)
}
