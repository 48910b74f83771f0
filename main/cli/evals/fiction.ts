// How well is fiction read? The hand-labelled sentences of this repository, beside the lexicon.
import { compareFiction } from '../../../engine/evals/emotion/compare-analyzers.ts'
import type { Evaluation } from './evaluation.ts'

export const fiction: Evaluation = {
  id: 'fiction',
  title: 'the analyser of emotion on hand-labelled fiction in both languages, beside the lexicon',
  run: () => Promise.resolve({ ...compareFiction() }),
}
