// The writer's own voice as a learner: an adapter over the story model, from what was taken, changed and preferred, judged by how
// likely the model then finds what its writer likes.
import { withoutChange, type Feedback } from '../../domain/feedback.ts'
import type { Learner, LearningWork, Outcome } from '../../models/learner.ts'
import { sampleParagraphs } from '../../text/sample-text.ts'
import { baseOfAdapter, shareOfAdapter } from '../../training/preferences/adapter-bytes.ts'
import { halfOf } from '../../training/preferences/hold-back.ts'
import type { PreferenceLesson } from '../../training/preferences/preference-batch.ts'
import type { EngineParts } from '../engine-parts.ts'

/** A model that adapters can be fitted to. */
export interface AdapterBase {
  readonly id: string
  readonly language: Feedback['language']
  file(): Promise<string>
}

/** What was passed over beside something that was taken: so many of them teach. */
const MOST_RIVALS = 2
const SEED = 1

const textIn = ({ texts }: Feedback, id: string | null): string | undefined => {
  const found = texts.find((each) => each.id === id)?.text
  return found?.trim() === '' ? undefined : found
}

/** Each verdict that says which words were liked: with what they were preferred to, or alone. */
export const lessonsOf = (
  feedback: readonly Feedback[],
  language: Feedback['language'],
): readonly PreferenceLesson[] =>
  feedback
    .filter((said) => said.language === language)
    .flatMap((said): PreferenceLesson[] => {
      const { group, prompt, kind, subject, over, rating } = said
      const better = textIn(said, subject)
      if (kind === 'change-accepted' || kind === 'change-rejected') {
        const plain = textIn(said, withoutChange(said)?.id ?? null)
        const [liked, other] = kind === 'change-accepted' ? [better, plain] : [plain, better]
        // Where an addition was refused, nothing is known that would have been liked.
        return liked === undefined ? [] : [{ group, prompt, better: liked, worse: other ?? null }]
      }
      if (better === undefined) return []
      if (kind === 'chosen' || kind === 'edited') {
        const worse = textIn(said, over)
        return worse === undefined ? [] : [{ group, prompt, better, worse }]
      }
      if (kind !== 'accepted' && kind !== 'starred' && !(kind === 'rated' && rating === 1)) return []
      const rivals = said.texts.filter(({ id, text }) => id !== subject && text.trim() !== '')
      if (rivals.length === 0) return [{ group, prompt, better, worse: null }]
      return rivals.slice(0, MOST_RIVALS).map(({ text }) => ({ group, prompt, better, worse: text }))
    })

const rightOf = (liked: number, other: number): number => (liked < other ? 1 : liked > other ? 0 : 0.5)

/** @param base what the adapter is fitted to */
export const adapterLearner = (engine: Pick<EngineParts, 'tensors'>, base: AdapterBase): Learner => {
  const lessonsIn = (feedback: readonly Feedback[]) => lessonsOf(feedback, base.language)
  /** An adapter of another model says nothing here. */
  const fitting = (weights: Uint8Array | null): Uint8Array | null =>
    weights && baseOfAdapter(weights) === base.id ? weights : null
  const lossesUnder = async (
    weights: Uint8Array | null,
    passages: readonly { readonly prompt: string; readonly text: string }[],
    { signal, progress }: LearningWork,
  ): Promise<readonly number[]> =>
    passages.length === 0
      ? []
      : engine.tensors.prefer<readonly number[]>(
          { kind: 'losses', modelFile: await base.file(), adapter: fitting(weights), passages },
          { signal, onProgress: progress },
        )
  return {
    id: 'adapter',
    least: { lessons: 24, heldOut: 6 },
    count: (feedback) => lessonsIn(feedback).length,
    learn: async (feedback, before, { signal, progress }) =>
      engine.tensors.prefer<Uint8Array>(
        {
          kind: 'tune',
          modelFile: await base.file(),
          base: base.id,
          lessons: lessonsIn(feedback),
          keep: halfOf(sampleParagraphs(base.language), 0),
          before: fitting(before),
          seed: SEED,
        },
        { signal, onProgress: progress },
      ),
    async judge(feedback, weights, work): Promise<readonly Outcome[]> {
      const lessons = lessonsIn(feedback)
      const liked = lessons.map(({ prompt, better }) => ({ prompt, text: better }))
      const rivals = lessons.map(({ prompt, worse, better }) => ({ prompt, text: worse ?? better }))
      const own = await lossesUnder(weights, [...liked, ...rivals], work)
      // What was taken alone is compared with how likely it was to the model as it came.
      const alone = lessons.flatMap(({ worse }, at) => (worse === null ? [at] : []))
      const plain = await lossesUnder(
        null,
        alone.map((at) => liked[at]),
        work,
      )
      return lessons.map(({ group, worse }, at) => ({
        group,
        right: rightOf(own[at], worse === null ? plain[alone.indexOf(at)] : own[lessons.length + at]),
      }))
    },
    /** How well it still reads a story that is nobody's: 1 as it came. */
    async base(_feedback, weights, work) {
      if (fitting(weights) === null) return 1
      const passages = halfOf(sampleParagraphs(base.language), 1).map((text) => ({ prompt: '\n\n', text }))
      const mean = (losses: readonly number[]): number => {
        const told = losses.filter((loss) => !Number.isNaN(loss))
        return told.reduce((sum, loss) => sum + loss, 0) / told.length
      }
      const plain = mean(await lossesUnder(null, passages, work))
      return Math.min(1, plain / mean(await lossesUnder(weights, passages, work)))
    },
    shareOf: shareOfAdapter,
  }
}
