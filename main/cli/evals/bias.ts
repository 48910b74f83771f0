// Whether readers of emotion and the story model lean when only a name, a gender or a place is exchanged.
import { runBias } from '../../../engine/evals/bias.ts'
import { shippedWriter } from '../../../engine/evals/story/ship-story.ts'
import type { Evaluation } from './evaluation.ts'

export const bias: Evaluation = {
  id: 'bias',
  title:
    'names, genders and places exchanged in built sentences: differences in valence and label, with intervals',
  run: ({ terminal, model }) =>
    runBias({
      modelFile: model ?? shippedWriter,
      signal: terminal.signal,
      say: (line) => terminal.say(line),
    }),
}
