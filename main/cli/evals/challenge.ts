// Where does the analyser of emotion fail? The challenge suite, capability by capability, beside the lexicon's failures.
import { compareChallenge } from '../../../engine/evals/emotion/compare-analyzers.ts'
import type { Evaluation } from './evaluation.ts'

export const challenge: Evaluation = {
  id: 'challenge',
  title:
    'the analyser of emotion on cases made from templates: failure rates by capability, beside the lexicon’s',
  run: () => Promise.resolve({ ...compareChallenge() }),
}
