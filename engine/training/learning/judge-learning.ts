// Learns from a part of the feedback and sets old beside new on the rest: what both are worth, and whether the new one may be used.
import { createHash } from 'node:crypto'
import type { Feedback } from '../../domain/feedback.ts'
import type { LearningReport, Rate, Verdict } from '../../domain/learning.ts'
import { Random } from '../../nn/seed.ts'
import type { Learner, LearningWork, Outcome } from '../../models/learner.ts'

/** One occasion in so many is never learnt from. */
const HELD_OUT = 4
const REDRAWS = 2000
/** Better on more than so many of the redrawn sets of held-out feedback: more often than not. */
const SURE = 0.5
/** What may be lost of what everyone expects of what ships. */
const FORGETTING = 0.02

export interface SplitFeedback {
  readonly learnt: readonly Feedback[]
  readonly heldOut: readonly Feedback[]
}

/** By a hash of the occasion: what was held out once stays held out, whatever is said later. */
export const splitFeedback = (feedback: readonly Feedback[]): SplitFeedback => {
  const isHeldOut = ({ group }: Feedback): boolean =>
    createHash('sha256').update(group).digest().readUInt32BE(0) % HELD_OUT === 0
  return {
    learnt: feedback.filter((said) => !isHeldOut(said)),
    heldOut: feedback.filter(isHeldOut),
  }
}

const meanOf = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, { right }) => sum + right, 0) / outcomes.length

/** Draws whole occasions anew, for old and new together (paired percentile bootstrap, Efron 1979). */
const compare = (
  before: readonly Outcome[],
  after: readonly Outcome[],
): { readonly before: Rate; readonly after: Rate; readonly confidence: number } => {
  const groups = [...Map.groupBy([...before.keys()], (at) => before[at].group).values()]
  const sums = groups.map((own) => ({
    count: own.length,
    before: own.reduce((sum, at) => sum + before[at].right, 0),
    after: own.reduce((sum, at) => sum + after[at].right, 0),
  }))
  const random = new Random('judge learning')
  const draws = Array.from({ length: REDRAWS }, () => {
    let [count, old, fresh] = [0, 0, 0]
    for (let i = 0; i < sums.length; i++) {
      const drawn = sums[random.integer(sums.length)]
      count += drawn.count
      old += drawn.before
      fresh += drawn.after
    }
    return { before: old / count, after: fresh / count }
  })
  const rate = (value: number, drawn: readonly number[]): Rate => {
    const sorted = drawn.toSorted((a, b) => a - b)
    const at = (share: number): number => sorted[Math.round(share * (REDRAWS - 1))]
    return { value, interval: [at(0.025), at(0.975)] }
  }
  const wins = draws.reduce((sum, { before: old, after: fresh }) => sum + Number(fresh > old), 0)
  return {
    before: rate(
      meanOf(before),
      draws.map((draw) => draw.before),
    ),
    after: rate(
      meanOf(after),
      draws.map((draw) => draw.after),
    ),
    confidence: wins / REDRAWS,
  }
}

export interface JudgedLearning {
  readonly bytes: Uint8Array
  readonly report: LearningReport
  readonly verdict: Verdict
}

/** How many lessons there are to learn from and to judge by. */
export const countLessons = (
  learner: Learner,
  feedback: readonly Feedback[],
): { readonly lessons: number; readonly heldOut: number } => {
  const { learnt, heldOut } = splitFeedback(feedback)
  return { lessons: learner.count(learnt), heldOut: learner.count(heldOut) }
}

/** Null where there is too little to learn from or to judge by. Rejects with the signal's reason when stopped. */
export const judgeLearning = async (
  learner: Learner,
  feedback: readonly Feedback[],
  before: Uint8Array | null,
  { signal, progress }: LearningWork,
): Promise<JudgedLearning | null> => {
  const { lessons, heldOut } = countLessons(learner, feedback)
  if (lessons < learner.least.lessons || heldOut < learner.least.heldOut) return null
  const split = splitFeedback(feedback)
  const part = (from: number, to: number): LearningWork => ({
    signal,
    progress: (share) => progress(from + (to - from) * share),
  })
  const bytes = await learner.learn(split.learnt, before, part(0, 0.7))
  signal.throwIfAborted()
  const old = await learner.judge(split.heldOut, before, part(0.7, 0.8))
  const fresh = await learner.judge(split.heldOut, bytes, part(0.8, 0.9))
  signal.throwIfAborted()
  const expected = await learner.base(split.heldOut, before, part(0.9, 0.95))
  const kept = await learner.base(split.heldOut, bytes, part(0.95, 1))
  // Beside what ships, so that several versions together forget no more than one may.
  const shipped = before === null ? expected : await learner.base(split.heldOut, null, part(1, 1))
  const compared = compare(old, fresh)
  const base = expected === null || kept === null ? null : { before: expected, after: kept }
  const forgets = shipped !== null && kept !== null && kept < shipped - FORGETTING
  const share = learner.shareOf?.(bytes)
  const isBetter = compared.after.value > compared.before.value && compared.confidence > SURE
  return {
    bytes,
    report: { lessons, heldOut, ...compared, base, ...(share === undefined ? {} : { share }) },
    verdict: forgets ? 'forgets' : isBetter ? 'better' : 'not-better',
  }
}
