// Where a project's learning lies: in its own file, or in the one that projects share; and all that was said, wherever it is kept.
import { join } from 'node:path'
import type { EmotionLabel } from '../../domain/emotion-label.ts'
import { EngineError } from '../../domain/errors.ts'
import type { Feedback } from '../../domain/feedback.ts'
import type { LearningChoices } from '../../domain/learning.ts'
import type { FeedbackRepository } from '../../store/feedback-repository.ts'
import type { LearntRepository } from '../../store/learnt-repository.ts'
import { openSharedLearning, type SharedLearning } from '../../store/shared-learning.ts'
import { detectLanguage } from '../../text/language.ts'
import type { OpenProject } from '../context.ts'
import type { EngineParts } from '../engine-parts.ts'

/** The file that projects share, opened when first asked for. dispose() closes it. */
export class SharedShelf {
  readonly #path: string
  #open: SharedLearning | null = null

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'shared-learning.sqlite')
  }

  get(): SharedLearning {
    return (this.#open ??= openSharedLearning(this.#path))
  }

  dispose(): void {
    this.#open?.close()
    this.#open = null
  }
}

export interface Shelf {
  readonly feedback: FeedbackRepository
  readonly learnt: LearntRepository
}

export const choicesOf = ({ store }: OpenProject): LearningChoices => store.learnt.choices()

export const shelfOf = (engine: Pick<EngineParts, 'sharedLearning'>, project: OpenProject): Shelf =>
  choicesOf(project).shared ? engine.sharedLearning.get() : project.store

/** A correction is feedback too; it is kept with the text that it stands in. */
const correction = ({ id, blockId, text, labelledAt, ...label }: EmotionLabel): Feedback => ({
  id: `emotion-${id}`,
  kind: 'emotion',
  about: `emotion ${id}`,
  at: labelledAt,
  // The same sentence is one occasion, wherever it was corrected.
  group: `emotion ${text}`,
  language: detectLanguage(text),
  model: null,
  prompt: '',
  wish: null,
  texts: [{ id: blockId, text, features: {} }],
  subject: blockId,
  over: null,
  rating: null,
  label: {
    emotion: label.emotion,
    valence: label.valence,
    arousal: label.arousal,
    judged: label.judged,
  },
})

const ownFeedback = ({ store }: OpenProject): readonly Feedback[] =>
  [...store.feedback.list(), ...store.labels.list().map(correction)].toSorted((a, b) => b.at - a.at)

/** All that was said, newest first; by other projects too where this one shares. */
export const feedbackOf = (
  engine: Pick<EngineParts, 'sharedLearning'>,
  project: OpenProject,
): readonly Feedback[] => {
  const own = ownFeedback(project)
  if (!choicesOf(project).shared) return own
  const { feedback } = engine.sharedLearning.get()
  if (project.readOnly === null) feedback.replaceOf(project.store.project.get().id, own)
  return feedback.list()
}

/** BAD_INPUT for an encrypted project: what projects share is not encrypted. */
export const chooseSharing = (
  engine: Pick<EngineParts, 'sharedLearning'>,
  project: OpenProject,
  shared: boolean,
): void => {
  const { store } = project
  const before = store.learnt.choices()
  if (shared && store.encrypted)
    throw new EngineError(
      'BAD_INPUT',
      'This project is encrypted, and what projects share is not. It goes on learning by itself.',
      { shared },
    )
  if (before.shared && !shared) engine.sharedLearning.get().feedback.replaceOf(store.project.get().id, [])
  store.learnt.choose({ ...before, shared })
  if (shared) feedbackOf(engine, project)
}

/** Erased wherever it is kept. @returns how many there were of these */
export const eraseFeedback = (
  engine: Pick<EngineParts, 'sharedLearning'>,
  project: OpenProject,
  ids: readonly string[],
): number => {
  const { store } = project
  const all = new Set(feedbackOf(engine, project).map(({ id }) => id))
  const gone = ids.filter((id) => all.has(id))
  for (const id of gone) if (id.startsWith('emotion-')) store.labels.remove(id.slice('emotion-'.length))
  store.feedback.erase(gone)
  if (choicesOf(project).shared) engine.sharedLearning.get().feedback.erase(gone)
  return gone.length
}
