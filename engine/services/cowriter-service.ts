// cowriter.*: who can write, what was written, and what the writer made of it. Writing itself is continue-passage's.
import type { Outputs } from '../contract/index.ts'
import type { SentenceSources } from '../domain/sentence-sources.ts'
import { sentenceOf } from '../generation/fusion/trace-sentences.ts'
import { SAMPLING_STEPS } from '../nn/sampling/index.ts'
import type { OpenProject } from './context.ts'
import { continuePassage, toContractCandidate, toContractGeneration } from './continue-passage.ts'
import { recordDecision, recordRating } from './learning/record-feedback.ts'
import { os, projectOf } from './os.ts'
import { listWriters } from './list-writers.ts'

const changed = (project: OpenProject): void => project.events.publish('change', { kind: 'generations' })

const toContractSources = (sentence: SentenceSources): Outputs['cowriter']['sources'][number] => ({
  ...sentence,
  unsupported: [...sentence.unsupported],
  sources: sentence.sources.map((source) => ({ ...source, words: [...source.words] })),
})

export const cowriterRouter = {
  samplers: os.cowriter.samplers.handler(() => [...SAMPLING_STEPS]),

  writers: os.cowriter.writers.handler(({ context }) => listWriters(context.engine, projectOf(context))),

  continue: os.cowriter.continue.handler(({ input, context, signal }) =>
    continuePassage(context.engine, projectOf(context), input, signal ?? new AbortController().signal),
  ),

  decide: os.cowriter.decide.handler(({ input, context }) => {
    const project = projectOf(context)
    const candidate = project.store.generations.decide(input.candidateId, input.decision)
    recordDecision(project, candidate.id, input.decision, context.engine.now())
    changed(project)
    return toContractCandidate(candidate)
  }),

  rate: os.cowriter.rate.handler(({ input, context }) => {
    const project = projectOf(context)
    const candidate = project.store.generations.rate(input.candidateId, input.rating, context.engine.now())
    recordRating(project, candidate.id, input.rating, context.engine.now())
    changed(project)
    return toContractCandidate(candidate)
  }),

  sources: os.cowriter.sources.handler(({ input, context }) =>
    projectOf(context).store.sources.get(input.candidateId).map(toContractSources),
  ),

  sourcesOf: os.cowriter.sourcesOf.handler(({ input: { candidateId, words }, context }) => {
    const { generations, sources } = projectOf(context).store
    const text = generations.findByCandidate(candidateId)?.text ?? ''
    const found = sentenceOf(text, sources.get(candidateId), words)
    return found && { ...toContractSources(found), text: text.slice(found.from, found.to).trim() }
  }),

  history: os.cowriter.history.handler(({ input, context }) => [
    ...projectOf(context).store.generations.history(input.limit, input.sceneId).map(toContractGeneration),
  ]),
}
