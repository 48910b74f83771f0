// feeling.* of the contract: how the text feels, and how the writer wants it to feel.
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import { ANALYZERS } from '../analysis/registry.ts'
import type { TargetCurve } from '../domain/curve.ts'
import type { Feeling } from '../domain/emotion.ts'
import { EngineError } from '../domain/errors.ts'
import { measureRange } from '../domain/measure.ts'
import { STORY_SHAPES, storyShape } from '../domain/story-shapes.ts'
import { act } from './act.ts'
import { analyzeBook } from './book-feelings.ts'
import type { OpenProject } from './context.ts'
import { findingsOf } from './finding-cache.ts'
import { os, projectOf } from './os.ts'
import { sceneParagraphs } from './scene-feelings.ts'

/** Of a text that has no words. */
const NOTHING = {
  valence: 0,
  arousal: 0,
  emotion: 'neutral',
  confidence: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
} as const satisfies Feeling

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted ?? false

/** BAD_INPUT for a curve that cannot be drawn, NOT_FOUND for one over a part of the book that is not there. */
const checkTarget = (project: OpenProject, { scopeId, measure, points, shape }: TargetCurve): void => {
  if (points.some((point, index) => index > 0 && point.x <= points[index - 1].x))
    throw new EngineError(
      'BAD_INPUT',
      'The points of a curve must run from left to right, each at its own place.',
    )
  if (shape !== null && !storyShape(shape))
    throw new EngineError('BAD_INPUT', 'There is no story shape of this name. The target is unchanged.', {
      shape,
    })
  if (points.some((point) => point.y < measureRange(measure)[0]))
    throw new EngineError('BAD_INPUT', 'Only valence has values below zero.', { measure })
  if (
    scopeId !== null &&
    points.length > 0 &&
    !project.store.binder.tree().some((node) => node.id === scopeId)
  )
    throw new EngineError('NOT_FOUND', 'This part, chapter or scene is not in the project (any more).', {
      id: scopeId,
    })
}

export const feelingRouter = {
  analyzers: os.feeling.analyzers.handler(() =>
    ANALYZERS.map(({ id, version, title, languages }) => ({ id, version, title, languages: [...languages] })),
  ),

  analyzeBook: os.feeling.analyzeBook.handler(async function* ({ context, signal }) {
    const project = projectOf(context)
    const release = context.engine.projects.hold(project)
    try {
      yield* analyzeBook(context.engine, project, signal ?? new AbortController().signal)
    } catch (error) {
      // Stopped by the caller: what was read so far is kept, and nobody listens any more.
      if (!isAborted(signal)) throw error
    } finally {
      release()
    }
  }),

  watch: os.feeling.watch.handler(async function* ({ context, signal }) {
    yield* projectOf(context).events.subscribe('feelings', { signal })
  }),

  sentences: os.feeling.sentences.handler(async ({ input: { sceneId }, context }) => {
    const project = projectOf(context)
    const paragraphs = sceneParagraphs(project, sceneId)
    if (!paragraphs)
      throw new EngineError('NOT_FOUND', 'This scene is not in the project (any more).', { sceneId })
    const findings = await findingsOf(context.engine, project, paragraphs)
    return paragraphs.flatMap(({ blockId, hash, text }) =>
      (findings.get(hash)?.sentences ?? []).map((sentence) => ({
        ...sentence,
        blockId,
        text: text.slice(sentence.from, sentence.to),
        mix: [...sentence.mix],
      })),
    )
  }),

  analyzeText: os.feeling.analyzeText.handler(async ({ input: { text }, context, signal }) => {
    const [finding] = await context.engine.analysis.analyze([text], signal)
    const feeling = (finding && feelingOfPassage(finding)) ?? NOTHING
    return { ...feeling, mix: [...feeling.mix], sentences: finding?.sentences.length ?? 0 }
  }),

  targets: os.feeling.targets.handler(({ context }) =>
    projectOf(context)
      .store.targets.list()
      .map((target) => ({ ...target, points: [...target.points] })),
  ),

  shapes: os.feeling.shapes.handler(() =>
    STORY_SHAPES.map(({ id, valence, level, beats }) => ({
      id,
      valence: [...valence],
      level: [...level],
      beats: [...beats],
    })),
  ),

  setTarget: os.feeling.setTarget.handler(({ input, context }) => {
    const project = projectOf(context)
    checkTarget(project, input)
    act(project, 'feeling.setTarget', [{ kind: 'targets' }], () => project.store.targets.set(input))
  }),
}
