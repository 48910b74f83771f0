// Learns from feedback on demand: one learner after the other, each judged before it is used, each version kept.
import { newId } from '../../domain/ids.ts'
import type { LearnerId, LearntVersion } from '../../domain/learning.ts'
import { countLessons, judgeLearning } from '../../training/learning/judge-learning.ts'
import type { Learner } from '../../models/learner.ts'
import type { OpenProject } from '../context.ts'
import type { EngineParts } from '../engine-parts.ts'
import { withProgress } from '../progress-stream.ts'
import { learnersFor } from './learners.ts'
import { feedbackOf, shelfOf } from './learning-shelf.ts'
import { refreshHead } from './used-head.ts'
import { noticeEdits } from './notice-edits.ts'

export type LearnEvent =
  | { readonly kind: 'progress'; readonly learner: LearnerId; readonly share: number }
  | { readonly kind: 'judged'; readonly version: LearntVersion }
  /** The same weights as those in use: nothing new was learnt. */
  | { readonly kind: 'unchanged'; readonly learner: LearnerId }
  | {
      readonly kind: 'too-little'
      readonly learner: LearnerId
      readonly lessons: number
      readonly heldOut: number
      readonly least: Learner['least']
    }

/** Used at once where it is better. Stopping keeps what was judged so far; nothing half learnt is used. */
async function* learnOne(
  engine: EngineParts,
  project: OpenProject,
  learner: Learner,
  signal: AbortSignal,
): AsyncGenerator<LearnEvent> {
  const { learnt } = shelfOf(engine, project)
  const feedback = feedbackOf(engine, project)
  const active = learnt.active(learner.id)
  const before = active && learnt.bytes(active.id)
  const judging = withProgress((report) =>
    judgeLearning(learner, feedback, before, {
      signal,
      progress: (share) => report(learner.id, share, 1),
    }),
  )
  for (;;) {
    const step = await judging.next()
    if (!step.done) {
      yield { kind: 'progress', learner: learner.id, share: step.value.done }
      continue
    }
    const judged = step.value
    if (judged === null) {
      yield {
        kind: 'too-little',
        learner: learner.id,
        least: learner.least,
        ...countLessons(learner, feedback),
      }
      return
    }
    if (before && Buffer.from(before).equals(Buffer.from(judged.bytes))) {
      yield { kind: 'unchanged', learner: learner.id }
      return
    }
    const { bytes, report, verdict } = judged
    const { id } = learnt.add(
      {
        id: newId(),
        learner: learner.id,
        at: engine.now(),
        parentId: active?.id ?? null,
        verdict,
        report,
      },
      bytes,
    )
    if (verdict === 'better') learnt.use(learner.id, id)
    refreshHead(engine, project)
    project.events.publish('change', { kind: 'feedback' })
    yield { kind: 'judged', version: learnt.get(id) }
    return
  }
}

/** @param only these learners; all where nothing is said */
export async function* learn(
  engine: EngineParts,
  project: OpenProject,
  only: readonly LearnerId[] | undefined,
  signal: AbortSignal,
): AsyncGenerator<LearnEvent> {
  await noticeEdits(engine, project)
  for (const learner of await learnersFor(engine, project)) {
    if (only && !only.includes(learner.id)) continue
    signal.throwIfAborted()
    yield* learnOne(engine, project, learner, signal)
  }
}
