// Candidates as they stream in: joined, judged, ranked, looked through.
import { describe, expect, it } from 'vitest'
import type { Candidate, Generation } from '../../../renderer/cowriter/cowriter-options.ts'
import { advance, newRequest, replaceCandidate, settle, turn } from '../../../renderer/cowriter/drafts.ts'

const candidate = (index: number, text: string, score = 0.5): Candidate => ({
  id: `c${index}`,
  index,
  text,
  valence: 0,
  arousal: 0,
  emotion: 'neutral',
  confidence: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  distance: null,
  score,
  reasons: [],
  decision: 'offered',
  rating: 0,
})

const generation = (candidates: Candidate[]): Generation => ({
  id: 'g',
  sceneId: 's',
  blockId: 'b',
  runId: 'r',
  modelId: 'gru',
  modelName: 'Mine',
  seed: 7,
  settings: {},
  prompt: 'Once',
  target: { emotion: null, valence: null },
  parentId: null,
  createdAt: 0,
  candidates,
})

const started = advance(newRequest(), { kind: 'started', generationId: 'g', modelName: 'Mine', seed: 7 })
const streamed = [
  { kind: 'text', index: 0, text: 'The ' },
  { kind: 'text', index: 1, text: 'A ' },
  { kind: 'text', index: 0, text: 'lamp' },
] as const
const writing = streamed.reduce(advance, started)

describe('the drafts of a request', () => {
  it('joins pieces in order, each to its own candidate', () => {
    expect(writing.drafts.map(({ index, text }) => [index, text])).toEqual([
      [0, 'The lamp'],
      [1, 'A '],
    ])
    expect([writing.generationId, writing.modelName, writing.seed]).toEqual(['g', 'Mine', 7])
  })

  it('shows the best when all are judged, unless the writer has chosen', () => {
    const ranked = generation([candidate(1, 'A gull', 0.9), candidate(0, 'The lamp', 0.4)])
    expect(advance(writing, { kind: 'done', generation: ranked }).current).toBe(0)
    const chosen = { ...writing, current: 0, chosen: true }
    const done = advance(chosen, { kind: 'done', generation: ranked })
    expect(done.drafts[done.current].text).toBe('The lamp')
    expect(done.phase).toBe('done')
  })

  it('keeps what was being read when the writer stops', () => {
    const stopped = settle(
      { ...writing, current: 1 },
      generation([candidate(0, 'The lamp'), candidate(1, 'A ')]),
      'stopped',
    )
    expect(stopped.drafts[stopped.current].index).toBe(1)
    expect(stopped.drafts[stopped.current].candidate?.id).toBe('c1')
  })

  it('goes round, past empty and rejected candidates', () => {
    const judged = settle(
      writing,
      generation([
        candidate(0, 'one'),
        { ...candidate(1, 'two'), decision: 'rejected' },
        candidate(2, ''),
        candidate(3, 'four'),
      ]),
      'done',
    )
    expect(turn(judged, 1).current).toBe(3)
    expect(turn(turn(judged, 1), 1).current).toBe(0)
    expect(turn(judged, -1).current).toBe(3)
    expect(turn(newRequest(), 1).current).toBe(0)
  })

  it('takes a rating or decision into its place', () => {
    const judged = settle(writing, generation([candidate(0, 'one'), candidate(1, 'two')]), 'done')
    const rated = replaceCandidate(judged, { ...candidate(1, 'two'), rating: 1 })
    expect(rated.drafts.map((draft) => draft.candidate?.rating)).toEqual([0, 1])
  })
})
