// What beats are kept and dropped teaches the planner: which symbols it is pulled to, judged on beats that it did not learn from.
import { expect, it } from 'vitest'
import type { Feedback } from '../../engine/domain/feedback.ts'
import { plannerLearner } from '../../engine/generation/learning/planner-learner.ts'
import { planBeat, symbolsAsFeatures, type LineRequest } from '../../engine/generation/plan/plan-beats.ts'
import { FREE } from '../../engine/generation/plan/templates.ts'
import { fromBytes, pullsOf } from '../../engine/models/ranker/preferences.ts'

const beat = (at: number, kind: 'beat-kept' | 'beat-dropped', line: string): Feedback => ({
  id: `${at}`,
  kind,
  about: `beat ${at}`,
  at,
  group: `beat ${at}`,
  language: 'en',
  model: null,
  prompt: '',
  wish: null,
  texts: [{ id: `${at}`, text: line, features: symbolsAsFeatures(line) }],
  subject: `${at}`,
  over: null,
  rating: null,
  label: null,
})
const work = { signal: new AbortController().signal, progress: () => undefined }
const said = (from: number): Feedback[] =>
  Array.from({ length: 12 }, (_, at) =>
    at % 2 === 0
      ? beat(from + at, 'beat-kept', `w:rain x:${at % 3}`)
      : beat(from + at, 'beat-dropped', `w:sun x:${at % 3}`),
  )

it('is pulled to what is kept and away from what is dropped', async () => {
  const weights = await plannerLearner.learn(said(0), null, work)
  const pulls = pullsOf(fromBytes(weights))
  expect(pulls.get('w:rain')).toBeGreaterThan(0.3)
  expect(pulls.get('w:sun')).toBeLessThan(-0.3)
  const before = await plannerLearner.judge(said(100), null, work)
  const after = await plannerLearner.judge(said(100), weights, work)
  expect(new Set(before.map(({ right }) => right))).toEqual(new Set([0.5]))
  expect(after.every(({ right }) => right === 1)).toBe(true)
})

it('asks the model for what is liked', async () => {
  const asked: LineRequest[] = []
  const symbol = 'w:rain'
  const taste = fromBytes(await plannerLearner.learn(said(0), null, work))
  const request = { template: FREE, premise: '', cast: [], place: '', language: 'en', seed: 1 } as const
  const tools = {
    write: (line: LineRequest) => {
      asked.push(line)
      return Promise.resolve([])
    },
    judge: () => Promise.resolve(null),
  }
  const target = { emotion: null, valence: 0 }
  for (const wish of [request, { ...request, taste }])
    await expect(planBeat(wish, { target, before: [], index: 0 }, tools)).rejects.toThrow('no whole beat')
  expect(asked[0].bias.get(symbol)).toBeUndefined()
  expect(asked[1].bias.get(symbol)).toBeGreaterThan(0.3)
})
