// Does the first model learn more of a novel than counting does? Validation loss against a Kneser-Ney 3-gram on the same tokens.
import { followRun } from '../commands/train.ts'
import type { Evaluation } from './evaluation.ts'
import { openSampleBook } from './sample-book.ts'

const WORDS = 100_000
const MINUTES = 5

export const firstModel: Evaluation = {
  id: 'first-model',
  title: `gru small, ${MINUTES} minutes on ${WORDS} words of a novel, against a Kneser-Ney 3-gram`,
  async run({ engine, terminal, folder, minutes = MINUTES }) {
    const book = await openSampleBook(engine, folder, WORDS)
    const started = await engine.training.start({ modelId: 'gru', preset: 'small', maxMinutes: minutes })
    const run = await followRun(engine, started, terminal)
    const { bestLoss, baselineLoss, bitsPerByte, parameters, step, reason } = run
    const isBelow = bestLoss !== null && baselineLoss !== null && bestLoss < baselineLoss
    return {
      words: book.words,
      minutes,
      step,
      reason,
      parameters,
      bestLoss,
      baselineLoss,
      bitsPerByte,
      isBelow,
    }
  },
}
