// The candidates of one request while they are being written, and what each event of the stream makes of them. Pure.
import type { Outputs } from '../../engine/contract/index.ts'
import type { Candidate, Generation } from './cowriter-options.ts'

type StreamEvent = Outputs['cowriter']['continue'] extends AsyncIterable<infer Event> ? Event : never

export interface Draft {
  readonly index: number
  readonly text: string
  /** Null until it has been judged. */
  readonly candidate: Candidate | null
}

export interface Request {
  readonly phase: 'writing' | 'done' | 'stopped'
  readonly generationId: string | null
  readonly modelName: string
  readonly seed: number | null
  /** Share of a large model that has been read from the disk; null while nothing is read. */
  readonly loading: number | null
  /** In the order of writing; in rank order, best first, once all are judged. */
  readonly drafts: readonly Draft[]
  /** Position in `drafts` of the one shown in the text. */
  readonly current: number
  /** The writer chose the current one: the ranking must not take it away. */
  readonly chosen: boolean
  readonly generation: Generation | null
}

export const newRequest = (): Request => ({
  phase: 'writing',
  generationId: null,
  modelName: '',
  seed: null,
  loading: null,
  drafts: [],
  current: 0,
  chosen: false,
  generation: null,
})

const withDraft = (
  drafts: readonly Draft[],
  index: number,
  change: (draft: Draft) => Draft,
): readonly Draft[] => {
  const known = drafts.some((draft) => draft.index === index)
  const all = known ? drafts : [...drafts, { index, text: '', candidate: null }]
  return all
    .map((draft) => (draft.index === index ? change(draft) : draft))
    .toSorted((a, b) => a.index - b.index)
}

/** The kept generation takes over: its texts and scores are the truth. */
export const settle = (request: Request, generation: Generation, phase: 'done' | 'stopped'): Request => {
  const drafts = generation.candidates.map((candidate) => ({
    index: candidate.index,
    text: candidate.text,
    candidate,
  }))
  const shown = request.drafts[request.current]?.index
  const kept = drafts.findIndex(({ index }) => index === shown)
  return {
    ...request,
    phase,
    generation,
    generationId: generation.id,
    drafts,
    current: (request.chosen || phase === 'stopped') && kept >= 0 ? kept : 0,
  }
}

export const advance = (request: Request, event: StreamEvent): Request => {
  switch (event.kind) {
    case 'started':
      return {
        ...request,
        generationId: event.generationId,
        modelName: event.modelName,
        seed: event.seed,
        loading: null,
      }
    case 'loading':
      return { ...request, loading: event.share }
    case 'text':
      return {
        ...request,
        drafts: withDraft(request.drafts, event.index, (draft) => ({
          ...draft,
          text: draft.text + event.text,
        })),
      }
    // Asked for in a terminal only.
    case 'tokens':
      return request
    case 'scored':
      return {
        ...request,
        drafts: withDraft(request.drafts, event.candidate.index, (draft) => ({
          ...draft,
          text: event.candidate.text,
          candidate: event.candidate,
        })),
      }
    case 'done':
      return settle(request, event.generation, 'done')
  }
}

/** The next (or previous) candidate with words, going round. */
export const turn = (request: Request, step: 1 | -1): Request => {
  const count = request.drafts.length
  for (let i = 1; i <= count; i += 1) {
    const at = (request.current + step * i + count * i) % count
    const draft = request.drafts[at]!
    if (draft.text !== '' && draft.candidate?.decision !== 'rejected')
      return { ...request, current: at, chosen: true }
  }
  return request
}

/** Puts a decided or rated candidate in its place. */
export const replaceCandidate = (request: Request, candidate: Candidate): Request => ({
  ...request,
  drafts: request.drafts.map((draft) =>
    draft.candidate?.id === candidate.id ? { ...draft, candidate } : draft,
  ),
})
