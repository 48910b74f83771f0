// How much of full fine-tuning a low-rank adapter recovers on one author; --data is a folder of novels, AUTHOR_TITLE_YEAR.txt.
import { runLora } from '../../../engine/evals/lora.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'
import { AUTHOR, oneAuthor } from './one-author.ts'

const WORDS = { others: 1_000_000, own: 30_000, heldOut: 15_000 }
const MINUTES = 5
/** Wide enough that two weights in a hundred are more than one direction a matrix. */
const SETTINGS = {
  width: 192,
  heads: 6,
  hidden: 512,
  vocabularySize: 2048,
  validationShare: 0.01,
  dropout: 0,
}

export const lora: Evaluation = {
  id: 'lora',
  title: `an adapter on ${WORDS.own} words of ${AUTHOR} over a transformer of all others in --data, against full fine-tuning`,
  async run({ terminal, folder, minutes = MINUTES, data, keep, seeds = [1] }) {
    if (data === undefined) throw new UsageError('lora needs --data, a folder of novels by many authors')
    const figures = await runLora({
      ...oneAuthor(data, WORDS),
      minutes,
      settings: SETTINGS,
      folder: keep ?? folder,
      seed: seeds[0] ?? 1,
      threads: 1,
      signal: terminal.signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
    })
    return { author: AUTHOR, words: WORDS, ...figures }
  },
}
