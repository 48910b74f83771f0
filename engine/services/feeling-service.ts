// feeling.* of the contract: how the text feels, and how the writer wants it to feel.
import { feelingOfPassage, passageLanguage, type PassageFinding } from '../analysis/analyze-passages.ts'
import { analyzerOf, ANALYZERS } from '../analysis/registry.ts'
import { makeSmoother, windowFor } from '../domain/arc-track.ts'
import type { CurvePoint, TargetCurve } from '../domain/curve.ts'
import type { Feeling } from '../domain/emotion.ts'
import { TYPICAL_FEELING } from '../domain/emotion-label.ts'
import { EngineError } from '../domain/errors.ts'
import { measureRange, type Measure } from '../domain/measure.ts'
import { simplifyCurve } from '../domain/simplify-curve.ts'
import { STORY_SHAPES, storyShape } from '../domain/story-shapes.ts'
import { sceneNotFound } from '../store/scene-repository.ts'
import { act } from './act.ts'
import { layOutArc, readScenes, rowsIn, spanOf, trackOfRows } from './book-arc.ts'
import { analyzeBook } from './book-feelings.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { findingsOf } from './finding-cache.ts'
import { readFindings } from './learning/used-head.ts'
import { os, projectOf } from './os.ts'
import { sceneParagraphs, type SceneParagraph } from './scene-feelings.ts'
import { labelBookOf } from './sentence-labels.ts'

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

/** A paragraph's sentences as the writer sees them: found, or corrected. */
const shownSentences = (
  project: OpenProject,
  { blockId, text }: SceneParagraph,
  finding: PassageFinding | undefined,
) => {
  if (!finding) return []
  const { finding: shown, labels } = labelBookOf(project).apply(finding, text, blockId)
  return shown.sentences.map((sentence, index) => {
    const { valence, arousal, emotion, confidence } = finding.sentences[index]
    return {
      ...sentence,
      blockId,
      text: text.slice(sentence.from, sentence.to),
      mix: [...sentence.mix],
      correctedFrom: labels.has(index) ? { valence, arousal, emotion, confidence } : null,
    }
  })
}

const targetOfScope = (project: OpenProject, scopeId: string | null, measure: Measure): TargetCurve => {
  const found = project.store.targets
    .list()
    .find((target) => target.scopeId === scopeId && target.measure === measure)
  if (found) return found
  throw new EngineError('NOT_FOUND', 'No target is drawn there to copy from. Nothing was changed.', {
    measure,
  })
}

/** How many handles a copied curve gets at most, how close they keep to it, and at how many places it is read. */
const COPY = { handles: 12, tolerance: 0.03, samples: 120 }

/** How a stretch really feels, as handles. TOO_LITTLE_TEXT. */
const actualCurve = async (
  engine: EngineParts,
  project: OpenProject,
  scopeId: string | null,
  measure: Measure,
  signal: AbortSignal | undefined,
): Promise<readonly CurvePoint[]> => {
  const scenes = await readScenes(engine, project, signal ?? new AbortController().signal)
  const arc = layOutArc(project.store.binder.tree(), scenes)
  const span = spanOf(arc, scopeId)
  const words = span.to - span.from
  const smooth = makeSmoother(trackOfRows(rowsIn(arc, span), measure))
  const samples = Array.from({ length: COPY.samples + 1 }, (_, i) => i / COPY.samples).flatMap((x) => {
    const y = smooth(span.from + x * words, windowFor(words))
    return y === null ? [] : [{ x, y }]
  })
  if (samples.length < 2)
    throw new EngineError(
      'TOO_LITTLE_TEXT',
      'There are no words there to take a curve from. Nothing was changed.',
    )
  return simplifyCurve(samples, COPY.tolerance, COPY.handles)
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
    if (!paragraphs) throw sceneNotFound(sceneId)
    const findings = await findingsOf(context.engine, project, paragraphs)
    return paragraphs.flatMap((paragraph) => shownSentences(project, paragraph, findings.get(paragraph.hash)))
  }),

  analyzeText: os.feeling.analyzeText.handler(async ({ input: { text }, context, signal }) => {
    const [finding] = await readFindings(context.engine, projectOf(context), [text], signal)
    const feeling = (finding && feelingOfPassage(finding)) ?? NOTHING
    return { ...feeling, mix: [...feeling.mix], sentences: finding?.sentences.length ?? 0 }
  }),

  correct: os.feeling.correct.handler(async ({ input, context }) => {
    const project = projectOf(context)
    const { sceneId, blockId, text, emotion } = input
    const paragraph = sceneParagraphs(project, sceneId)?.find((each) => each.blockId === blockId)
    const finding = paragraph && (await findingsOf(context.engine, project, [paragraph])).get(paragraph.hash)
    const found = finding?.sentences.find(({ from, to }) => paragraph?.text.slice(from, to) === text)
    if (!paragraph || !found)
      throw new EngineError(
        'NOT_FOUND',
        'The paragraph no longer holds this sentence; nothing was changed. Look at it again and correct it as it stands now.',
        { sceneId, blockId },
      )
    const { id: analyzer, version } = analyzerOf(passageLanguage(paragraph.text))
    const [valence, arousal] = TYPICAL_FEELING[emotion]
    const label = {
      sceneId,
      blockId,
      text,
      emotion,
      valence: input.valence ?? valence,
      arousal: input.arousal ?? arousal,
      judged: { analyzer, version, emotion: found.emotion, valence: found.valence, arousal: found.arousal },
    }
    act(project, 'feeling.correct', [{ kind: 'labels', sceneId }], () => project.store.labels.set(label))
    return shownSentences(project, paragraph, finding).find((sentence) => sentence.from === found.from)!
  }),

  uncorrect: os.feeling.uncorrect.handler(({ input: { sceneId, blockId, text }, context }) => {
    const project = projectOf(context)
    const label = labelBookOf(project).find(text, blockId)
    if (!label) throw new EngineError('NOT_FOUND', 'This sentence was not corrected (any more).', { sceneId })
    act(project, 'feeling.uncorrect', [{ kind: 'labels', sceneId }], () =>
      project.store.labels.remove(label.id),
    )
  }),

  labels: os.feeling.labels.handler(({ context }) => projectOf(context).store.labels.list()),

  copyTarget: os.feeling.copyTarget.handler(async ({ input, context, signal }) => {
    const project = projectOf(context)
    const { scopeId, measure, from } = input
    const copied =
      from.kind === 'target'
        ? targetOfScope(project, from.scopeId, measure)
        : { points: await actualCurve(context.engine, project, from.scopeId, measure, signal), shape: null }
    const target = { scopeId, measure, points: [...copied.points], shape: copied.shape }
    checkTarget(project, target)
    act(project, 'feeling.copyTarget', [{ kind: 'targets' }], () => project.store.targets.set(target))
    return target
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
