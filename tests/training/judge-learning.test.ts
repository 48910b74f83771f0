// Old beside new on feedback that was never learnt from: what is better is told from what is not, and what forgets is refused.
import { expect, it } from 'vitest'
import type { Feedback } from '../../engine/domain/feedback.ts'
import type { Learner } from '../../engine/models/learner.ts'
import { judgeLearning, splitFeedback } from '../../engine/training/learning/judge-learning.ts'

const feedback = Array.from({ length: 80 }, (_, at): Feedback => ({
  id: `${at}`,
  kind: 'chosen',
  about: `${at}`,
  at,
  group: `${at}`,
  language: 'en',
  model: null,
  prompt: '',
  wish: null,
  texts: [],
  subject: '',
  over: null,
  rating: null,
  label: null,
}))
const work = { signal: new AbortController().signal, progress: () => undefined }

/** Its weights are one byte: how many in ten it gets right. */
const learner = (learns: number, base = 1): Learner & { readonly seen: Feedback[] } => {
  const seen: Feedback[] = []
  return {
    seen,
    id: 'ranker',
    least: { lessons: 10, heldOut: 5 },
    count: (said) => said.length,
    learn: (said) => {
      seen.push(...said)
      return Promise.resolve(Uint8Array.of(learns))
    },
    judge: (said, weights) =>
      Promise.resolve(said.map(({ group }, at) => ({ group, right: Number(at % 10 < (weights?.[0] ?? 5)) }))),
    base: (_, weights) => Promise.resolve(weights === null ? 1 : base),
  }
}

it('uses what is better, and never learns from what it is judged by', async () => {
  const own = learner(9)
  const judged = await judgeLearning(own, feedback, null, work)
  expect(judged?.verdict).toBe('better')
  const { report } = judged!
  const { learnt, heldOut } = splitFeedback(feedback)
  expect(report).toMatchObject({ lessons: learnt.length, heldOut: heldOut.length })
  expect(own.seen).toEqual(learnt)
  expect(report.after.value).toBeGreaterThan(report.before.value)
  expect(report.after.interval[0]).toBeLessThan(report.after.value)
  expect(report.after.interval[1]).toBeGreaterThan(report.after.value)
  expect(report.confidence).toBeGreaterThan(0.9)
})

it('tells how much of what was learnt is used, where some is held back', async () => {
  const whole = await judgeLearning(learner(9), feedback, null, work)
  expect(whole?.report.share).toBeUndefined()
  const part = await judgeLearning({ ...learner(9), shareOf: () => 0.35 }, feedback, null, work)
  expect(part?.report.share).toBe(0.35)
})

it('refuses what is no better, and what forgets what everyone expects', async () => {
  expect((await judgeLearning(learner(5), feedback, null, work))?.verdict).toBe('not-better')
  expect((await judgeLearning(learner(1), feedback, null, work))?.verdict).toBe('not-better')
  expect((await judgeLearning(learner(9, 0.97), feedback, null, work))?.verdict).toBe('forgets')
  expect((await judgeLearning(learner(9, 0.985), feedback, null, work))?.verdict).toBe('better')
  // Beside what ships, not beside the version before: several may not forget more than one.
  expect((await judgeLearning(learner(9, 0.97), feedback, Uint8Array.of(6), work))?.verdict).toBe('forgets')
})

it('says nothing where there is too little', async () => {
  expect(await judgeLearning(learner(9), feedback.slice(0, 8), null, work)).toBeNull()
})

it('holds out the same occasions, whatever is said later', () => {
  const first = splitFeedback(feedback.slice(0, 40)).heldOut
  expect(splitFeedback(feedback).heldOut.slice(0, first.length)).toEqual(first)
})

it('stops with the reason that it was given', async () => {
  const stopped = { ...work, signal: AbortSignal.abort(new Error('enough')) }
  await expect(judgeLearning(learner(9), feedback, null, stopped)).rejects.toThrow('enough')
})
